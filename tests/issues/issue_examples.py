"""Canonical people, keys and facts of single issues."""

from dataclasses import replace
from typing import Final

from services.issues.domain.common_issue import CommonIssueApproved, CommonIssueProposed
from services.issues.domain.group import Group
from services.issues.domain.issue.facts import (
    IssueApproved,
    IssueCaseClosed,
    IssueClosed,
    IssueConfirmed,
    IssueDropped,
    IssueFedBack,
    IssueInRectification,
    IssueListed,
    IssueMerged,
    IssueRaised,
    IssueReopened,
    IssueResolved,
    IssueTagged,
)
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    ActorId,
    CaseKey,
    CommonIssueKey,
    EngagementKey,
    FeedbackKey,
    IssueCode,
    IssueId,
    PaperKey,
    ProgrammeKey,
    QuestionKey,
    RoundKey,
    Sector,
    UnitCode,
)

ANA: Final = "actor-ana"
BO: Final = "actor-bo"
CY: Final = "actor-cy"
DI: Final = "actor-di"
STRANGER: Final = "actor-stranger"

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

ENGAGEMENT: Final = EngagementKey("C01-U01")
OTHER_ENGAGEMENT: Final = EngagementKey("C01-U02")
PAPER: Final = PaperKey("C01-U01-P1")
PROGRAMME: Final = ProgrammeKey("LP-2026-01")
COMMON: Final = CommonIssueKey("2026-permits")
CASE: Final = CaseKey("C01-U01")
QUESTION: Final = QuestionKey("C01-U01-Q1")
DIGEST: Final = "5f" * 32
OTHER_DIGEST: Final = "a0" * 32

# Ana leads, Bo is her deputy, Cy the liaison officer, Di a member; Cy and Di write the paper.
GROUP: Final = Group(
    leader=ActorId(ANA),
    deputies=(ActorId(BO),),
    liaison_officers=(ActorId(CY),),
    members=(ActorId(DI),),
)

found: Final = replace(raised, engagement=ENGAGEMENT, papers=(PAPER,))
PURCHASES: Final = IssueId("0195e100-0000-7000-8000-000000000011")
LAND: Final = IssueId("0195e100-0000-7000-8000-000000000012")
found_purchases: Final = replace(
    found,
    issue=PURCHASES,
    code=IssueCode("ISS-360722-C01-011"),
    title="3份合同单一来源采购未作市场询价",
    domain=IssueDomain.PROCUREMENT,
)
found_land: Final = replace(
    found,
    issue=LAND,
    code=IssueCode("ISS-360722-C01-012"),
    title="4宗闲置土地未发认定通知",
    domain=IssueDomain.LAND_AND_RESOURCES,
)
tagged: Final = IssueTagged(gov_function=True, sector=Sector("natural-resources"))
listed: Final = IssueListed()
confirmed: Final = IssueConfirmed()
merged: Final = IssueMerged(into=PERMITS)
dropped: Final = IssueDropped(reason="事实不足以支撑")
in_rectification: Final = IssueInRectification(case=CASE)
stands_elsewhere: Final = replace(raised, issue=PURCHASES, unit=OTHER_TOWN)
proposed: Final = CommonIssueProposed(
    common_issue=COMMON,
    title="审批超过规定时限",
    domain=IssueDomain.PERMITS,
    issues=(PERMITS, PURCHASES),
    units=2,
    by=ActorId(ANA),
)
common_approved: Final = CommonIssueApproved()
reopened: Final = IssueReopened()
case_closed: Final = IssueCaseClosed()
closed: Final = IssueClosed()
