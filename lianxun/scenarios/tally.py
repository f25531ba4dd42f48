"""Which events a generated case stands for once it is played.

The first case of a round brings the round's own, the first of a term the term's.
`lianxun.scenarios.generated` plays the cases; its tests hold the two together.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from lianxun.scenarios.cases import (
    DAYS_TO_PLAN,
    DAYS_TO_REPORT,
    Fate,
    GeneratedCase,
    GeneratedIssue,
    PaperStep,
)
from lianxun.scenarios.vocabulary import StepKind


def _each(names: str, times: int = 1) -> dict[str, int]:
    return dict.fromkeys(names.split(), times)


FOUNDING: Final = Counter(
    {"SiteFounded": 4, "RuleVersionDrafted": 3, "RuleVersionActivated": 3},
)
"""Each service's log begins with the founding of the site; then the county gets its rules."""

OF_TERM: Final = _each("TermPlanDrafted TermPlanApproved")
OF_ROUND: Final = {
    **_each("RoundPlanned RoundPlanApproved TargetsSelected RoundAuthorised PreparationOpened"),
    **_each("OnSiteStarted OnSiteEnded HearingsBegun FeedbackBegun RoundClosed"),
    **_each("TrainingPlanned LearningMaterialPublished TrainingHeld AttendanceClosed"),
    **_each("MaterialAcknowledged TrainingCompleted", 12),
    **_each("GroupFormed ConflictCheckPassed GroupAuthorised GroupActivated GroupDissolved", 2),
    **_each("HearingScheduled HearingOpened HearingClosed", 2),
    **_each("GroupReportHeard", 4),
    **_each("LsgDecisionRecorded SpecialMeetingHeld"),
}
OF_CASE: Final = {
    **_each("EngagementPlanned BriefingRequested BriefingAccepted GroupEntered TaskTold"),
    **_each("EngagementConcluded ReportApproved EngagementArchived"),
    **_each("FindingsNoted TraceabilityNoted ApprovedIssuesNoted FeedbackNoted"),
    **_each("BriefingSectionFiled", 6),
    **_each("SharedQuestionAsked"),
    **_each("SharedQuestionAnswered", 2),
    **_each("IssueListOpened IssueListFrozen IssueListApproved"),
    **_each("IssueListSorted ResultUseNoted", 2),
    **_each("ReportDrafted ReportConsultationOpened ReportCommented ReportCommentResolved"),
    **_each("ReportTraceabilityChecked ResultUseDecided"),
    **_each("EngagementListed RectificationPaired AgendaSettled", 2),
    **_each("FeedbackDrafted FeedbackApproved FeedbackScheduled FeedbackDelivered"),
    **_each("FeedbackAcknowledged RectificationCaseOpened ConcentratedPeriodStarted CaseNoted"),
    **_each("PlanDrafted PlanSubmitted PlanAccepted CasePlanAccepted"),
    **_each("ProgressReportDrafted TruthStatementSigned ProgressReportSubmitted"),
    **_each("ProgressReportAccepted ConcentratedPeriodEnded RectificationAccepted"),
    **_each("CaseAcceptanceNoted"),
    **_each("FilingOpened FilingReviewersAssigned CaseFilingSubmitted", 2),
    **_each("ReviewerOpinionRecorded", 6),
    **_each("TimerScheduled TimerCancelled", 14),
}
OF_BRIEFING_RETURN: Final = {"BriefingReturned": 1, "BriefingSectionFiled": 2}
OF_RETURN: Final = {"ReviewerOpinionRecorded": 3, "TimerResumed": 7, "TimerCancelled": 7}
"""Of a plan or a report, besides its own."""
OF_PLAN_RETURN: Final = {**_each("PlanReturned PlanResubmitted"), **OF_RETURN}
OF_REPORT_RETURN: Final = {
    **_each("ProgressReportReturned ProgressReportResubmitted"),
    **OF_RETURN,
}
OF_CLOSING: Final = {"CaseClosed": 1, "CaseClosingNoted": 2}

OF_ISSUE: Final = _each("IssueRaised ItemDescribed IssueListed")
OF_FATE: Final[dict[Fate, dict[str, int]]] = {
    "kept": {
        **_each("IssueConfirmed IssueApproved IssueFedBack IssueInRectification"),
        **_each("ItemAssigned ItemDueDateFixed"),
    },
    "merged": _each("IssueMerged"),
    "dropped": _each("IssueDropped"),
}
OF_LONG_TERM_ROW: Final = _each("ItemMarkedLongTerm CaseItemLeftLongTerm")
OF_PAPER: Final[dict[PaperStep, str]] = {
    "drafted": "WorkingPaperDrafted",
    "evidence_attached": "EvidenceAttached",
    "confirmed": "FactsConfirmed",
    "disputed": "FactsDisputed",
    "answered": "DisputeAnswered",
    "reviewed": "WorkingPaperReviewed",
    "consulted": "ConsultationHeld",
    "returned": "WorkingPaperReturned",
    "signed": "WorkingPaperSigned",
    "filed": "WorkingPaperFiled",
}
OF_STEP: Final[dict[StepKind, dict[str, int]]] = {
    "progress_reported": _each("ItemProgressReported"),
    "claimed": _each("ItemEvidenceAdded CompletionClaimed"),
    "rejected": _each("ClaimRejected"),
    "verified": _each("ItemVerified"),
    "written_off": _each("IssueWrittenOff CaseItemWrittenOff IssueResolved"),
}
OF_NOTIFICATION: Final = ("NotificationQueued", "NotificationDelivered")

RECIPIENTS: Final = {
    **_each("GroupEntered FeedbackDelivered ClaimRejected RectificationAccepted"),
    **_each("PlanReturned PlanAccepted ProgressReportReturned ProgressReportAccepted"),
    **_each("ReportApproved CompletionClaimed CaseClosed", 2),
    **_each("BriefingRequested", 3),
    **_each("RoundAuthorised", 4),
}
"""How many have to hear of an event."""

LAST_OF_DAY: Final = 1_000
REPORT_ACCEPTED: Final = (DAYS_TO_REPORT - DAYS_TO_PLAN, LAST_OF_DAY)


def events_of(case: GeneratedCase) -> Counter[str]:
    """Count the events that a case stands for, by name."""
    events = Counter(OF_CASE)
    _add(events, OF_BRIEFING_RETURN, case.briefing_returns)
    _add(events, OF_PLAN_RETURN, case.plan_returns)
    _add(events, OF_REPORT_RETURN, case.report_returns)
    for issue in case.issues:
        _add_issue(events, issue)
    events.update(_closing(case.rows))
    if case.opens_round:
        _add_round(events, case)
    told = sum(events[name] * recipients for name, recipients in RECIPIENTS.items())
    return events + Counter(dict.fromkeys(OF_NOTIFICATION, told))


def _add(events: Counter[str], names: dict[str, int], times: int = 1) -> None:
    events.update({name: number * times for name, number in names.items()})


def _add_round(events: Counter[str], case: GeneratedCase) -> None:
    events.update(OF_ROUND)
    if case.round.opens_term:
        events.update(OF_TERM)
        events["UnitRegistered"] += len(case.round.term_units) * case.round.units_are_new


def _add_issue(events: Counter[str], issue: GeneratedIssue) -> None:
    events.update(OF_ISSUE)
    events.update(OF_FATE[issue.fate])
    events.update(OF_PAPER[step] for step in issue.paper)
    events["IssueTagged"] += issue.concerns_government
    if issue.fate == "kept" and issue.item_type == "long_term":
        events.update(OF_LONG_TERM_ROW)
    for step in issue.steps:
        events.update(OF_STEP[step.kind])


def _closing(rows: Iterable[GeneratedIssue]) -> Counter[str]:
    """Count what the end of a case brings: it has none while a row is open that should not be."""
    ends = [(issue, _end(issue, number)) for number, issue in enumerate(rows)]
    due = [end for issue, end in ends if issue.item_type != "long_term"]
    last = max([REPORT_ACCEPTED, *(end for end in due if end is not None)])
    events = Counter({"ContinuingPhaseEntered": int(None in due or last > REPORT_ACCEPTED)})
    if None in due:
        return events
    events.update(OF_CLOSING)
    events["IssueClosed"] += sum(end is not None for _, end in ends)
    events["IssueCaseClosed"] += sum(end is None or end > last for _, end in ends)
    return events


def _end(issue: GeneratedIssue, number: int) -> tuple[int, int] | None:
    """Give when a row is written off: rows of one day one after another."""
    day = issue.written_off_on
    return None if day is None else (day, number)
