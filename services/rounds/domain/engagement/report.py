"""The report: what other streams say of it is noted, and it stands when all of that is there."""

from datetime import datetime
from typing import assert_never

from libs.common.decider import Refusal
from libs.common.decider.texts import Digest
from services.rounds.domain.engagement.commands import (
    NoteApprovedIssues,
    NoteCommand,
    NoteFeedbackDelivered,
    NoteFindings,
    NoteResultUse,
    NoteTraceability,
)
from services.rounds.domain.engagement.facts import (
    ApprovedIssuesNoted,
    EngagementEvent,
    FeedbackNoted,
    FindingsNoted,
    ReportApproved,
    ResultUseNoted,
    TraceabilityNoted,
)
from services.rounds.domain.engagement.milestones import milestone
from services.rounds.domain.engagement.state import Engagement
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import FeedbackKey


class FindingsNotFinal(Refusal):
    """A report stands on issues that the second sorting has confirmed."""


class ReportNotChecked(Refusal):
    """Only the version whose every sentence rests on a signed paper can be approved."""


class ReportNotHeard(Refusal):
    """A report is approved after a hearing has decided what becomes of its results."""


def approved(report: Digest, engagement: Engagement, moment: datetime) -> ReportApproved:
    """Let a report stand that was checked and heard."""
    if engagement.findings is None:
        raise FindingsNotFinal
    if engagement.traceability is None or engagement.traceability.report != report:
        raise ReportNotChecked
    if engagement.result_use is None:
        raise ReportNotHeard
    plan = engagement.plan
    return ReportApproved(
        engagement=plan.engagement,
        round=plan.round,
        unit=plan.unit,
        unit_name=plan.unit_name,
        division=plan.division,
        issues=len(engagement.findings.issues),
        report=report,
        approved_at=moment,
        programme=plan.programme,
    )


def decide_note(
    command: NoteCommand, engagement: Engagement, moment: datetime
) -> list[EngagementEvent]:
    """Note what was said elsewhere, once, in whatever state the engagement is."""
    match command:
        case NoteFindings(issues=issues):
            return _unless_known(FindingsNoted(issues=issues), engagement.findings)
        case NoteTraceability(report_version=version, report=report):
            noted = TraceabilityNoted(report_version=version, report=report)
            return _unless_known(noted, engagement.traceability)
        case NoteResultUse(hearing=hearing, use=use):
            return _unless_known(ResultUseNoted(hearing=hearing, use=use), engagement.result_use)
        case NoteApprovedIssues(issues=issues):
            return _unless_known(ApprovedIssuesNoted(issues=issues), engagement.approved)
        case NoteFeedbackDelivered(feedback=feedback):
            return _told(feedback, engagement, moment)
        case _:
            assert_never(command)


def _unless_known(noted: EngagementEvent, known: EngagementEvent | None) -> list[EngagementEvent]:
    return [] if noted == known else [noted]


def _told(feedback: FeedbackKey, engagement: Engagement, moment: datetime) -> list[EngagementEvent]:
    """Note the first feedback; a further one to the same unit changes nothing."""
    if engagement.feedback is not None:
        return []
    told = milestone(engagement.planned, Milestone.FED_BACK, moment)
    return [FeedbackNoted(feedback=feedback), *told]
