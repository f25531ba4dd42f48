"""Canonical facts of the rectification service: tests vary only what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from libs.common.deadlines import CALENDAR, end_of
from services.rectification.domain.case.facts import (
    CaseClosed,
    CaseFilingSubmitted,
    CaseItemLeftLongTerm,
    CaseItemReopened,
    CaseItemWrittenOff,
    CasePlanAccepted,
    CaseReopened,
    ConcentratedPeriodEnded,
    ConcentratedPeriodStarted,
    ContinuingPhaseEntered,
    DueDateCause,
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.department_task import (
    DepartmentTaskAssigned,
    DepartmentTaskClosed,
    DepartmentTaskReplied,
)
from services.rectification.domain.filing.facts import (
    Answer,
    Comment,
    FilingAccepted,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    IssueOutcome,
    ItemDue,
    Measure,
    PlanDrafted,
    ProgressReportDrafted,
    Rating,
    ReviewBody,
    ReviewerOpinionRecorded,
    TruthStatementSigned,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    Description,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemDueDateFixed,
    ItemEvidenceAdded,
    ItemMarkedLongTerm,
    ItemProgressReported,
    ItemReopened,
    ItemVerified,
    Outcome,
    VerificationMethod,
)
from services.rectification.domain.reported_case import (
    ReportedCaseAccepted,
    ReportedCaseClosed,
    ReportedCaseNoted,
)
from services.rectification.domain.vocabulary import (
    ActorId,
    CaseId,
    FeedbackKey,
    FilingKind,
    IssueId,
    ProgrammeKey,
    RoundKey,
    SectorIssueId,
    SiteKey,
    UnitCode,
)

ANA: Final = "actor-ana"
BO: Final = "actor-bo"
CY: Final = "actor-cy"
DI: Final = "actor-di"

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
TOWN_NAME: Final = "嘉定镇(演示)"
DIVISION: Final = "360722100"
ROUND: Final = RoundKey("C01")
FEEDBACK: Final = FeedbackKey("C01-U01")
CASE: Final = CaseId("0195e200-0000-5000-8000-000000000001")
PERMITS: Final = IssueId("0195e100-0000-7000-8000-000000000001")
PURCHASES: Final = IssueId("0195e100-0000-7000-8000-000000000002")
CODE: Final = "ISS-360722-C01-001"
DIGEST: Final = "5f" * 32
OTHER_DIGEST: Final = "a0" * 32
ANCHOR: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
PLAN_DUE: Final = end_of(date(2026, 4, 30))
PROGRESS_DUE: Final = end_of(date(2026, 9, 30))
ROW_DUE: Final = end_of(date(2026, 8, 31))
EXTENDED: Final = end_of(date(2026, 5, 15))
ACCEPTED_AT: Final = datetime(2026, 6, 29, 1, 30, tzinfo=UTC)
STREAM: Final = f"item-{PERMITS}"
PLAN_STREAM: Final = f"plan-{CASE}"

description: Final = Description(
    unit=TOWN,
    code=CODE,
    title="11件农村建房许可超过规定时限办结",
    domain="permits",
    item_type="concentrated",
)

assigned: Final = ItemAssigned(
    issue=PERMITS,
    case=CASE,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
)
assigned_with_description: Final = replace(assigned, description=description)
described: Final = ItemDescribed(description=description)
reported: Final = ItemProgressReported(note="清单已印发")
evidence_added: Final = ItemEvidenceAdded(
    digest=DIGEST, size_bytes=48_210, media_type="application/pdf"
)
claimed: Final = CompletionClaimed(
    issue=PERMITS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    code=CODE,
    outcome=Outcome.COMPLETED,
    evidence=(DIGEST,),
    by=ActorId(ANA),
)
rejected: Final = ClaimRejected(
    issue=PERMITS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    code=CODE,
    reason="核对记录只有四周",
)
verified: Final = ItemVerified(
    outcome=Outcome.COMPLETED,
    method=VerificationMethod.SITE_VISIT,
    by=ActorId(BO),
    issue=PERMITS,
    case=CASE,
    unit=TOWN,
)
written_off: Final = IssueWrittenOff(
    issue=PERMITS, case=CASE, unit=TOWN, reason="清单和核对记录齐全"
)
due_date_fixed: Final = ItemDueDateFixed(issue=PERMITS, case=CASE, due_at=ROW_DUE)
marked_long_term: Final = ItemMarkedLongTerm(
    issue=PERMITS, case=CASE, unit=TOWN, reason="须经两个年度的核查"
)
reopened: Final = ItemReopened(issue=PERMITS, case=CASE, unit=TOWN, reason="回头看发现反弹")

in_progress: Final = (assigned, described)
in_judgement: Final = (*in_progress, evidence_added, claimed)
continuing: Final = (
    *(*in_progress, evidence_added),
    replace(claimed, outcome=Outcome.CONTINUING),
    replace(verified, outcome=Outcome.CONTINUING),
)

opened: Final = RectificationCaseOpened(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=(PERMITS, PURCHASES),
    anchor=ANCHOR,
    rule="feedback-2026-1",
    plan_term="months:1",
    progress_term="months:6",
    plan_due_at=PLAN_DUE,
    progress_due_at=PROGRESS_DUE,
    calendar=CALENDAR,
)
opened_before_terms: Final = RectificationCaseOpened(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=(PERMITS, PURCHASES),
    anchor=ANCHOR,
)
period_started: Final = ConcentratedPeriodStarted(anchor=ANCHOR)
first_closed: Final = CaseItemWrittenOff(issue=PERMITS, remaining=1)
last_closed: Final = CaseItemWrittenOff(issue=PURCHASES, remaining=0)
accepted: Final = RectificationAccepted(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=2,
    accepted_at=ACCEPTED_AT,
    completed=1,
    basically=0,
    continuing=1,
)
accepted_before_filings: Final = replace(accepted, completed=None, basically=None, continuing=None)
plan_noted: Final = CaseFilingSubmitted(filing=FilingKind.PLAN)
report_noted: Final = CaseFilingSubmitted(filing=FilingKind.PROGRESS)
plan_in_force: Final = CasePlanAccepted()
left_long_term: Final = CaseItemLeftLongTerm(issue=PURCHASES, remaining=0)
row_reopened: Final = CaseItemReopened(issue=PERMITS, remaining=1)
period_ended: Final = ConcentratedPeriodEnded(ended_at=ACCEPTED_AT)
going_on: Final = ContinuingPhaseEntered(remaining=1)
closed: Final = CaseClosed(
    case=CASE,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    written_off=2,
    long_term=0,
    closed_at=ACCEPTED_AT,
)
case_reopened: Final = CaseReopened(case=CASE, unit=TOWN, issue=PERMITS)
extension_requested: Final = ExtensionRequested(
    case=CASE, unit=TOWN, filing=FilingKind.PLAN, due_at=EXTENDED, reason="县里统一核查尚未结束"
)
extension_granted: Final = ExtensionGranted(
    case=CASE,
    unit=TOWN,
    filing=FilingKind.PLAN,
    due_at=EXTENDED,
    reason="理由成立",
    approver=ActorId(BO),
)
extension_refused: Final = ExtensionRefused(
    case=CASE, unit=TOWN, filing=FilingKind.PLAN, reason="理由不足", approver=ActorId(BO)
)
due_date_moved: Final = DueDateMoved(
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    filing=FilingKind.PLAN,
    due_at=EXTENDED,
    cause=DueDateCause.EXTENSION,
)

measures: Final = (
    Measure(issue=PERMITS, goal="超期件清零", owner="镇自然资源所", due_on=date(2026, 6, 30)),
    Measure(issue=PERMITS, goal="建立周核对", owner="镇政府办", due_on=date(2026, 8, 31)),
    Measure(issue=PURCHASES, goal="补做询价", owner="镇财政所", due_on=date(2026, 7, 31)),
)
outcomes: Final = (
    IssueOutcome(issue=PERMITS, outcome=Outcome.COMPLETED, evidence=(DIGEST,)),
    IssueOutcome(issue=PURCHASES, outcome=Outcome.CONTINUING, evidence=()),
)
reviewers: Final = {
    ReviewBody.OFFICE: ActorId(BO),
    ReviewBody.SUPERVISION_BODY: ActorId(BO),
    ReviewBody.ORGANISATION_DEPARTMENT: ActorId(DI),
}


def filing_opened(filing: FilingKind) -> FilingOpened:
    """Let the unit owe this filing."""
    due_at = {FilingKind.PLAN: PLAN_DUE, FilingKind.PROGRESS: PROGRESS_DUE}[filing]
    return FilingOpened(
        filing=filing,
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=(PERMITS, PURCHASES),
        due_at=due_at,
    )


def submitted(filing: FilingKind, *, late: bool = False) -> FilingSubmitted:
    """Let the unit have filed it."""
    return FilingSubmitted(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=1,
        late=late,
        by=ActorId(ANA),
    )


def reviewers_assigned(filing: FilingKind) -> FilingReviewersAssigned:
    """Let the office have named who reads it."""
    return FilingReviewersAssigned(filing=filing, case=CASE, reviewers=reviewers)


def opinion(
    filing: FilingKind, body: ReviewBody, version: int = 1, rating: Rating = Rating.GOOD
) -> ReviewerOpinionRecorded:
    """Let a body have rated it."""
    return ReviewerOpinionRecorded(
        filing=filing, case=CASE, version=version, body=body, rating=rating, by=reviewers[body]
    )


def opinions(filing: FilingKind, version: int = 1) -> tuple[ReviewerOpinionRecorded, ...]:
    """Let every body have rated it."""
    return tuple(opinion(filing, body, version) for body in ReviewBody)


def returned(filing: FilingKind) -> FilingReturned:
    """Let it have gone back with two comments."""
    return FilingReturned(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=1,
        comments=2,
        wording=(
            Comment(number=1, text="第一条措施无责任人"),
            Comment(number=2, text="时限过长"),
        ),
    )


answers: Final = (
    Answer(number=1, text="已明确责任单位"),
    Answer(number=2, text="已提前一个月"),
)


def resubmitted(filing: FilingKind) -> FilingResubmitted:
    """Let the unit have filed it again."""
    return FilingResubmitted(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=2,
        late=False,
        answers=answers,
        by=ActorId(ANA),
    )


plan_drafted: Final = PlanDrafted(measures=measures)
report_drafted: Final = ProgressReportDrafted(outcomes=outcomes)
truth_signed: Final = TruthStatementSigned(statement=OTHER_DIGEST, by=ActorId(CY))
DRAFTS: Final = {
    FilingKind.PLAN: (filing_opened(FilingKind.PLAN), plan_drafted),
    FilingKind.PROGRESS: (filing_opened(FilingKind.PROGRESS), report_drafted, truth_signed),
}
plan_accepted: Final = FilingAccepted(
    filing=FilingKind.PLAN,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    version=1,
    due=(
        ItemDue(issue=PERMITS, due_at=ROW_DUE),
        ItemDue(issue=PURCHASES, due_at=end_of(date(2026, 7, 31))),
    ),
)
report_accepted: Final = FilingAccepted(
    filing=FilingKind.PROGRESS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    version=1,
    outcomes=outcomes,
)

SECTOR_ISSUE: Final = SectorIssueId("LP-2026-01-F1")
task_assigned: Final = DepartmentTaskAssigned(
    task=SECTOR_ISSUE,
    sector_issue=SECTOR_ISSUE,
    programme=ProgrammeKey("LP-2026-01"),
    title="多地许可超期办结",
    domain="permits",
    department="省生态环境厅(演示)",
    issues=(PERMITS, PURCHASES),
    divisions=("360702", "360731"),
    due_at=end_of(date(2026, 6, 30)),
)
task_replied: Final = DepartmentTaskReplied(
    reply="已印发全省许可时限清单", late=False, by=ActorId(ANA)
)
task_closed: Final = DepartmentTaskClosed(reason="清单已在各地执行")

case_noted: Final = ReportedCaseNoted(
    site=SiteKey("360722"),
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=2,
    anchor=ANCHOR,
)
acceptance_noted: Final = ReportedCaseAccepted(accepted_at=ACCEPTED_AT)
closing_noted: Final = ReportedCaseClosed(written_off=2, long_term=0, closed_at=ACCEPTED_AT)

EVENTS: Final = (
    *(opened, period_started, first_closed, accepted, plan_noted, plan_in_force),
    *(left_long_term, row_reopened, period_ended, going_on, closed, case_reopened),
    *(due_date_moved, extension_requested, extension_granted, extension_refused),
    *(assigned_with_description, described, reported, evidence_added),
    *(claimed, rejected, verified, written_off),
    *(due_date_fixed, marked_long_term, reopened),
    *(filing_opened(FilingKind.PLAN), plan_drafted, report_drafted, truth_signed),
    *(submitted(FilingKind.PLAN), reviewers_assigned(FilingKind.PLAN)),
    *(opinions(FilingKind.PLAN)[0], returned(FilingKind.PLAN), resubmitted(FilingKind.PLAN)),
    *(plan_accepted, task_assigned, task_replied, task_closed),
    *(case_noted, acceptance_noted, closing_noted),
)


def _sent_back(filing: FilingKind) -> tuple[object, ...]:
    asked = (DRAFTS[filing], (submitted(filing), reviewers_assigned(filing), returned(filing)))
    return tuple(event for events in asked for event in events)


def _rated(filing: FilingKind) -> tuple[object, ...]:
    return (
        *DRAFTS[filing],
        submitted(filing),
        replace(reviewers_assigned(filing), reviewers=dict.fromkeys(reviewers, ActorId(BO))),
        *(replace(each, by=ActorId(BO)) for each in opinions(filing)),
    )


BEGINNINGS: Final = {
    "item": ((*in_judgement, verified, due_date_fixed), (*in_judgement, verified, written_off)),
    "plan": (_rated(FilingKind.PLAN), _sent_back(FilingKind.PLAN)),
    "progress": (_rated(FilingKind.PROGRESS), _sent_back(FilingKind.PROGRESS)),
}
"""Stories from which chance may go on, since it would hardly ever tell them itself."""
