"""The engagements: which group inspects which unit, and how far it has come."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.engagement.facts import (
    ApprovedIssuesNoted,
    BriefingAccepted,
    BriefingRequested,
    BriefingReturned,
    EngagementArchived,
    EngagementConcluded,
    EngagementEvent,
    EngagementKind,
    EngagementPlanned,
    FeedbackNoted,
    FindingsNoted,
    GroupAssigned,
    GroupEntered,
    ReportApproved,
    ResultUseNoted,
    TaskTold,
    TraceabilityNoted,
)
from services.rounds.domain.engagement.state import EngagementStatus


class BriefingProgress(StrEnum):
    """How far the packet has come."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@frozen
class EngagementRow:
    """One engagement as its page shows it."""

    engagement: str
    round: str
    unit: str
    unit_name: str
    division: str
    group: str
    kind: EngagementKind
    programme: str | None
    status: EngagementStatus
    briefing: BriefingProgress = BriefingProgress.NOT_REQUESTED
    briefing_due_at: datetime | None = None
    findings: int | None = None
    approved_issues: int | None = None
    report_version: int | None = None
    result_use: str | None = None
    feedback: str | None = None
    planned_at: datetime
    entered_at: datetime | None = None
    concluded_at: datetime | None = None
    report_approved_at: datetime | None = None
    fed_back_at: datetime | None = None
    archived_at: datetime | None = None


def fold(  # noqa: PLR0911 - a table
    row: EngagementRow | None, recorded: Recorded[EngagementEvent]
) -> EngagementRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case EngagementPlanned():
            return _planned(recorded.event, moment)
        case GroupAssigned(group=group):
            return _with(row, group=group)
        case BriefingRequested() | BriefingReturned() | BriefingAccepted():
            return _with(row, **_briefing(recorded.event))
        case GroupEntered():
            return _with(row, status=EngagementStatus.ENTERED, entered_at=moment)
        case TaskTold():
            return _with(row, status=EngagementStatus.INVESTIGATING)
        case EngagementConcluded():
            return _with(row, status=EngagementStatus.CONCLUDING, concluded_at=moment)
        case ReportApproved():
            return row and _reported(row, moment)
        case FeedbackNoted(feedback=feedback):
            return row and _told(row, feedback, moment)
        case EngagementArchived():
            return _with(row, status=EngagementStatus.ARCHIVED, archived_at=moment)
        case _:
            return _with(row, **_noted(recorded.event))


def _planned(event: EngagementPlanned, moment: datetime) -> EngagementRow:
    return EngagementRow(
        engagement=event.engagement,
        round=event.round,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        group=event.group,
        kind=event.kind,
        programme=event.programme,
        status=EngagementStatus.PLANNED,
        planned_at=moment,
    )


def _with(row: EngagementRow | None, **noted: Any) -> EngagementRow | None:  # noqa: ANN401
    return row and replace(row, **noted)


def _briefing(event: BriefingRequested | BriefingReturned | BriefingAccepted) -> dict[str, Any]:
    match event:
        case BriefingRequested(due_at=due_at):
            return {"briefing": BriefingProgress.REQUESTED, "briefing_due_at": due_at}
        case BriefingReturned():
            return {"briefing": BriefingProgress.RETURNED}
        case BriefingAccepted():
            accepted = BriefingProgress.ACCEPTED
            return {"briefing": accepted, "status": EngagementStatus.BRIEFED}


def _noted(event: EngagementEvent) -> dict[str, Any]:
    """Show what other streams said; sections filed and milestones are not shown here."""
    match event:
        case FindingsNoted(issues=issues):
            return {"findings": len(issues)}
        case ApprovedIssuesNoted(issues=issues):
            return {"approved_issues": len(issues)}
        case TraceabilityNoted(report_version=version):
            return {"report_version": version}
        case ResultUseNoted(use=use):
            return {"result_use": use}
        case _:
            return {}


def _reported(row: EngagementRow, moment: datetime) -> EngagementRow:
    told = row.fed_back_at is not None
    status = EngagementStatus.FED_BACK if told else EngagementStatus.REPORT_APPROVED
    return replace(row, status=status, report_approved_at=moment)


def _told(row: EngagementRow, feedback: str, moment: datetime) -> EngagementRow:
    is_reported = row.status is EngagementStatus.REPORT_APPROVED
    status = EngagementStatus.FED_BACK if is_reported else row.status
    return replace(row, status=status, feedback=feedback, fed_back_at=moment)


engagements: Final = Projection(
    name="engagements",
    version=1,
    row=EngagementRow,
    key="engagement",
    keys=by_stream(EngagementEvent),
    fold=fold,
    as_of=True,
    filters=(
        *("round", "unit", "division", "group", "kind", "programme"),
        *("status", "briefing", "result_use"),
    ),
    sorts=("engagement", "unit_name", "planned_at", "entered_at", "report_approved_at"),
)
