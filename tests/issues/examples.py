"""Canonical facts of the issues service: tests vary only what matters."""

from typing import Final

from services.issues.domain.issue import (
    IssueApproved,
    IssueDomain,
    IssueFedBack,
    IssueRaised,
    IssueResolved,
    ItemType,
)
from services.issues.domain.vocabulary import (
    ActorId,
    FeedbackKey,
    IssueCode,
    IssueId,
    RoundKey,
    UnitCode,
)

ANA: Final = "actor-ana"
BO: Final = "actor-bo"

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
FEEDBACK: Final = FeedbackKey("C01-U01")
PERMITS: Final = IssueId("0195e100-0000-7000-8000-000000000001")
STREAM: Final = f"issue-{PERMITS}"

raised: Final = IssueRaised(
    issue=PERMITS,
    round=RoundKey("C01"),
    unit=TOWN,
    code=IssueCode("ISS-360722-C01-001"),
    title="11件农村建房许可超过规定时限办结",
    domain=IssueDomain.PERMITS,
    item_type=ItemType.CONCENTRATED,
    by=ActorId(ANA),
)
approved: Final = IssueApproved()
fed_back: Final = IssueFedBack(feedback=FEEDBACK)
resolved: Final = IssueResolved()

EVENTS: Final = (raised, approved, fed_back, resolved)
