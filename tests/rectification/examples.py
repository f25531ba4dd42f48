"""Canonical facts of the rectification service: tests vary only what matters."""

from dataclasses import replace
from datetime import date
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
    FilingKind,
    LinkedIssue,
    ProgrammeKey,
    SectorIssueId,
    SiteKey,
)
from tests.rectification.filing_examples import (
    _rated,
    _sent_back,
    filing_opened,
    opinions,
    plan_accepted,
    plan_drafted,
    report_drafted,
    resubmitted,
    returned,
    reviewers_assigned,
    submitted,
    truth_signed,
)
from tests.rectification.ground import (
    ACCEPTED_AT,
    ANA,
    ANCHOR,
    BO,
    CASE,
    CODE,
    DIGEST,
    DIVISION,
    EXTENDED,
    FEEDBACK,
    PERMITS,
    PLAN_DUE,
    PROGRESS_DUE,
    PURCHASES,
    ROUND,
    ROW_DUE,
    TOWN,
    TOWN_NAME,
)

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
opened: Final = replace(
    opened_before_terms,
    rule="feedback-2026-1",
    plan_term="months:1",
    progress_term="months:6",
    plan_due_at=PLAN_DUE,
    progress_due_at=PROGRESS_DUE,
    calendar=CALENDAR,
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
SECTOR_ISSUE: Final = SectorIssueId("LP-2026-01-F1")
task_assigned: Final = DepartmentTaskAssigned(
    task=SECTOR_ISSUE,
    sector_issue=SECTOR_ISSUE,
    programme=ProgrammeKey("LP-2026-01"),
    title="多地许可超期办结",
    domain="permits",
    department="省生态环境厅(演示)",
    issues=(LinkedIssue(PERMITS), LinkedIssue(PURCHASES)),
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
BEGINNINGS: Final = {
    "case": ((opened, period_started), (opened, period_started, extension_requested)),
    "item": ((*in_judgement, verified, due_date_fixed), (*in_judgement, verified, written_off)),
    "plan": (_rated(FilingKind.PLAN), _sent_back(FilingKind.PLAN)),
    "progress": (_rated(FilingKind.PROGRESS), _sent_back(FilingKind.PROGRESS)),
}
"""Stories from which chance may go on, since it would hardly ever tell them itself."""
