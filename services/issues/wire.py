"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, Claim, Wire, stored, tagged
from services.issues.domain.issue import (
    IssueApproved,
    IssueCodeTaken,
    IssueFedBack,
    IssueRaised,
    IssueResolved,
)


def one_code_for_an_issue(event: IssueRaised) -> list[Claim]:
    """Give a code once."""
    return [Claim(key=f"issue-code:{event.code}", refusal=IssueCodeTaken)]


WIRE: Final = Wire(
    "issues",
    [
        stored(
            "IssueRaised.v1",
            IssueRaised,
            SITE,
            tags=tagged("round", "unit"),
            claims=one_code_for_an_issue,
        ),
        stored("IssueApproved.v1", IssueApproved, INTERNAL),
        stored("IssueFedBack.v1", IssueFedBack, INTERNAL),
        stored("IssueResolved.v1", IssueResolved, INTERNAL),
    ],
)
