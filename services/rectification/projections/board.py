"""The board: what the levels below report of their cases, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rectification.domain.reported_case import (
    ReportedCaseAccepted,
    ReportedCaseClosed,
    ReportedCaseEvent,
    ReportedCaseNoted,
    ReportedCaseStatus,
)


@frozen
class BoardRow:
    """One case of a level below; `reported_case` is its site and its id there."""

    reported_case: str
    site: str
    case: str
    unit: str
    unit_name: str
    division: str
    issues: int
    written_off: int | None = None
    long_term: int | None = None
    status: ReportedCaseStatus
    opened_at: datetime
    accepted_at: datetime | None = None
    closed_at: datetime | None = None


def fold(row: BoardRow | None, recorded: Recorded[ReportedCaseEvent]) -> BoardRow | None:
    """Take one event into the board."""
    match recorded.event:
        case ReportedCaseNoted():
            return _noted(recorded.key, recorded.event)
        case ReportedCaseAccepted(accepted_at=moment):
            status = ReportedCaseStatus.ACCEPTED
            return row and replace(row, status=status, accepted_at=moment)
        case ReportedCaseClosed():
            return row and _closed(row, recorded.event)
        case _:
            assert_never(recorded.event)


def _noted(key: str, event: ReportedCaseNoted) -> BoardRow:
    return BoardRow(
        reported_case=key,
        site=event.site,
        case=event.case,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        issues=event.issues,
        status=ReportedCaseStatus.OPENED,
        opened_at=event.anchor,
    )


def _closed(row: BoardRow, event: ReportedCaseClosed) -> BoardRow:
    return replace(
        row,
        status=ReportedCaseStatus.CLOSED,
        written_off=event.written_off,
        long_term=event.long_term,
        closed_at=event.closed_at,
    )


board: Final = Projection(
    name="board",
    version=2,
    row=BoardRow,
    key="reported_case",
    keys=by_stream(ReportedCaseEvent),
    fold=fold,
    as_of=True,
    filters=("site", "unit", "division", "status"),
    sorts=("division", "unit_name", "opened_at", "accepted_at", "closed_at"),
)
