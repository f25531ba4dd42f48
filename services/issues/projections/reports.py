"""The reports: how far each engagement's report is with its check, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.issues.domain.report.facts import (
    ReportCommented,
    ReportCommentResolved,
    ReportConsultationOpened,
    ReportDrafted,
    ReportEvent,
    ReportTraceabilityChecked,
)
from services.issues.domain.report.rules import ReportStatus


@frozen
class ReportRow:
    """One engagement's report; `report` is the digest of the last version's text."""

    engagement: str
    round: str
    unit: str
    version: int
    report: str
    sentences: int
    status: ReportStatus
    comments: int = 0
    open_comments: int = 0
    checked_version: int | None = None
    drafted_at: datetime
    checked_at: datetime | None = None


def fold(row: ReportRow | None, recorded: Recorded[ReportEvent]) -> ReportRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case ReportDrafted():
            return _drafted(row, recorded.event, moment)
        case ReportConsultationOpened():
            return row and replace(row, status=ReportStatus.IN_CONSULTATION)
        case ReportCommented():
            more = row and replace(row, comments=row.comments + 1)
            return more and replace(more, open_comments=more.open_comments + 1)
        case ReportCommentResolved():
            return row and replace(row, open_comments=row.open_comments - 1)
        case ReportTraceabilityChecked(report_version=version):
            status = ReportStatus.CHECKED
            checked = row and replace(row, status=status, checked_version=version)
            return checked and replace(checked, checked_at=moment)
        case _:
            assert_never(recorded.event)


def _drafted(row: ReportRow | None, event: ReportDrafted, moment: datetime) -> ReportRow:
    """Show the new version, unchecked, in the consultation that is under way if any."""
    under_way = row is not None and row.status is ReportStatus.IN_CONSULTATION
    return ReportRow(
        engagement=event.engagement,
        round=event.round,
        unit=event.unit,
        version=event.version,
        report=event.report,
        sentences=len(event.sentences),
        status=ReportStatus.IN_CONSULTATION if under_way else ReportStatus.DRAFTED,
        comments=row.comments if row else 0,
        open_comments=row.open_comments if row else 0,
        drafted_at=moment,
    )


reports: Final = Projection(
    name="reports",
    version=1,
    row=ReportRow,
    key="engagement",
    keys=by_stream(ReportEvent),
    fold=fold,
    as_of=True,
    filters=("round", "unit", "status"),
    sorts=("drafted_at", "checked_at"),
)
