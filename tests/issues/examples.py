"""Canonical facts of the issues service: tests vary only what matters."""

from dataclasses import replace
from typing import Final

from services.issues.domain.case import CaseClosingNoted, CaseNoted
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
from services.issues.domain.issue_list.facts import (
    Drop,
    Finding,
    FindingsReported,
    IssueListApproved,
    IssueListFrozen,
    IssueListOpened,
    IssueListSorted,
    Merge,
    ResultUseNoted,
)
from services.issues.domain.paper.facts import (
    ConsultationHeld,
    DisputeAnswered,
    EvidenceAttached,
    FactsConfirmed,
    FactsDisputed,
    WorkingPaperDrafted,
    WorkingPaperFiled,
    WorkingPaperReturned,
    WorkingPaperReviewed,
    WorkingPaperSigned,
)
from services.issues.domain.programme_findings import (
    FindingsNoted,
    Focus,
    LinkedIssue,
    MergedResultsNoted,
    SectorFinding,
    SectorFindingsDecided,
)
from services.issues.domain.question import SharedQuestionAnswered, SharedQuestionAsked, Side
from services.issues.domain.report.facts import (
    ReportCommented,
    ReportCommentResolved,
    ReportConsultationOpened,
    ReportDrafted,
    ReportTraceabilityChecked,
    Sentence,
)
from services.issues.domain.sector_issue import SectorIssueRaised
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    ActorId,
    CaseKey,
    CommentKey,
    EngagementKey,
    FeedbackKey,
    FocusKey,
    GroupKey,
    HearingKey,
    IssueCode,
    IssueId,
    LinkedEngagement,
    PaperKey,
    PaperNumber,
    ProgrammeKey,
    QuestionKey,
    RoundKey,
    Sector,
    SectorIssueKey,
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
reopened: Final = IssueReopened()
case_closed: Final = IssueCaseClosed()
closed: Final = IssueClosed()


def finding(issue: IssueRaised) -> Finding:
    """Give an issue as it stands on a list."""
    return Finding(
        issue=issue.issue,
        code=issue.code,
        title=issue.title,
        domain=issue.domain,
        item_type=issue.item_type,
    )


opened: Final = IssueListOpened(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    group=GroupKey("C01-G1"),
    team=GROUP,
)
linked: Final = replace(opened, programme=PROGRAMME)
sorted_once: Final = IssueListSorted(
    sorting=1, kept=(finding(found), finding(found_purchases), finding(found_land))
)
sorted_twice: Final = IssueListSorted(
    sorting=2,
    kept=(finding(found),),
    merged=(Merge(issue=PURCHASES, into=PERMITS),),
    dropped=(Drop(issue=LAND, reason="事实不足以支撑"),),
)
frozen_list: Final = IssueListFrozen(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    issues=(PERMITS,),
    merged=sorted_twice.merged,
    dropped=sorted_twice.dropped,
)
use_noted: Final = ResultUseNoted(hearing=HearingKey("C01-H1"), use="feedback")
list_approved: Final = IssueListApproved(
    engagement=ENGAGEMENT, round=RoundKey("C01"), unit=TOWN, issues=(PERMITS,)
)
findings_reported: Final = FindingsReported(
    programme=PROGRAMME,
    engagement=ENGAGEMENT,
    division="360722100",
    findings=(finding(found),),
)

drafted: Final = WorkingPaperDrafted(
    paper=PAPER,
    engagement=ENGAGEMENT,
    unit=TOWN,
    temporary_number=PaperNumber("T-1"),
    matter="农村建房许可超期",
    summary="抽查60件许可, 11件超过规定时限办结。",
    source="审批系统台账",
    handlers=(ActorId(CY), ActorId(DI)),
    leader=ActorId(ANA),
    deputies=(ActorId(BO),),
)
attached: Final = EvidenceAttached(digest=DIGEST, size_bytes=120_000, media_type="application/pdf")
facts_confirmed: Final = FactsConfirmed()
facts_disputed: Final = FactsDisputed(objection="其中2件因补件中止计时")
dispute_answered: Final = DisputeAnswered(answer="扣除补件时间后仍为11件")
reviewed: Final = WorkingPaperReviewed()
consulted: Final = ConsultationHeld(comments=("请写明抽样方法",), resolved=True)
still_open: Final = ConsultationHeld(comments=("请写明抽样方法",), resolved=False)
returned: Final = WorkingPaperReturned(reason="证据编号不全")
signed: Final = WorkingPaperSigned(number=PaperNumber("C01-001"))
filed: Final = WorkingPaperFiled()

asked: Final = SharedQuestionAsked(
    question=QUESTION,
    engagement=ENGAGEMENT,
    unit=TOWN,
    text="审批为什么会超期?",
    team=GROUP,
)
answered_by_unit: Final = SharedQuestionAnswered(side=Side.UNIT, answer="窗口人手不足")
answered_by_group: Final = SharedQuestionAnswered(side=Side.GROUP, answer="没有超期预警")

COMMENT: Final = CommentKey("1")
report_drafted: Final = ReportDrafted(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    version=1,
    report=DIGEST,
    sentences=(Sentence(digest=OTHER_DIGEST, papers=(PAPER,)),),
    team=GROUP,
)
consultation_opened: Final = ReportConsultationOpened()
commented: Final = ReportCommented(comment=COMMENT, text="第一句请写明时间范围")
comment_resolved: Final = ReportCommentResolved(comment=COMMENT, resolution="已补充")
checked: Final = ReportTraceabilityChecked(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    report_version=1,
    report=DIGEST,
    sentences=1,
)

case_noted: Final = CaseNoted(case=CASE, issues=(PERMITS,))
closing_noted: Final = CaseClosingNoted(case=CASE, issues=(PERMITS,))

FOCUS: Final = Focus(
    key=FocusKey("F1"),
    title="审批时限",
    domain="permits",
    department="360000-environment",
)
OWN: Final = LinkedEngagement(f"360722/{ENGAGEMENT}")
CITY: Final = LinkedEngagement("360700/P03-U05")
found_here: Final = FindingsNoted(
    programme=PROGRAMME,
    engagement=OWN,
    division="360722100",
    issues=(LinkedIssue(issue=f"360722/{PERMITS}", domain="permits"),),
)
found_in_the_city: Final = FindingsNoted(
    programme=PROGRAMME,
    engagement=CITY,
    division="360700",
    issues=(
        LinkedIssue(issue="360700/i-1", domain="permits"),
        LinkedIssue(issue="360700/i-2", domain="land_and_resources"),
    ),
)
results_merged: Final = MergedResultsNoted(
    programme=PROGRAMME, focus=(FOCUS,), engagements=(OWN, CITY)
)
sector_decided: Final = SectorFindingsDecided(
    programme=PROGRAMME,
    found=(
        SectorFinding(
            focus=FOCUS,
            issues=(f"360722/{PERMITS}", "360700/i-1"),
            divisions=("360722100", "360700"),
        ),
    ),
)
sector_raised: Final = SectorIssueRaised(
    sector_issue=SectorIssueKey(f"{PROGRAMME}-F1"),
    programme=PROGRAMME,
    title=FOCUS.title,
    domain=FOCUS.domain,
    department=FOCUS.department,
    issues=(f"360722/{PERMITS}", "360700/i-1"),
    divisions=("360722100", "360700"),
)

EVENTS: Final = (
    *(found, approved, fed_back, resolved, tagged, listed, confirmed, merged, dropped),
    *(in_rectification, reopened, case_closed, closed, case_noted, closing_noted),
    *(linked, sorted_twice, frozen_list, use_noted, list_approved, findings_reported),
    *(drafted, attached, facts_confirmed, facts_disputed, dispute_answered, reviewed),
    *(consulted, returned, signed, filed, asked, answered_by_unit),
    *(report_drafted, consultation_opened, commented, comment_resolved, checked),
    *(found_here, results_merged, sector_decided, sector_raised),
)

STORIES: Final[dict[str, tuple[object, ...]]] = {
    "list": (replace(opened, engagement=EngagementKey(TOWN)),),
    "issue": (replace(found, engagement=EngagementKey(TOWN), papers=(PaperKey(TOWN),)),),
    "paper": (
        replace(drafted, engagement=EngagementKey(TOWN)),
        *(attached, facts_confirmed, reviewed, consulted, signed),
    ),
    "report": (
        replace(
            report_drafted,
            engagement=EngagementKey(TOWN),
            sentences=(Sentence(digest=OTHER_DIGEST, papers=(PaperKey(TOWN),)),),
        ),
        consultation_opened,
    ),
}
"""How streams that depend on each other go well, for tests that go on from there at random."""
