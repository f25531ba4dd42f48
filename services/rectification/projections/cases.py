"""The cases: how far each has come, when its filings are due and were due first."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rectification.domain.case.facts import (
    CaseClosed,
    CaseEvent,
    CaseFilingSubmitted,
    CaseItemLeftLongTerm,
    CaseItemReopened,
    CaseItemWrittenOff,
    CasePlanAccepted,
    CaseReopened,
    ConcentratedPeriodEnded,
    ConcentratedPeriodStarted,
    ContinuingPhaseEntered,
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.case.state import (
    WHEN_SUBMITTED,
    CaseStatus,
    at_work,
    forward,
)
from services.rectification.domain.vocabulary import FilingKind


@frozen
class CaseRow:
    """One case; `remaining` rows are open, the others written off or long-term."""

    case: str
    round: str
    unit: str
    unit_name: str
    division: str
    status: CaseStatus
    rule: str | None
    issues: int
    remaining: int
    written_off: int = 0
    long_term: int = 0
    plan_due_at: datetime | None
    plan_first_due_at: datetime | None
    plan_is_provisional: bool
    progress_due_at: datetime | None
    progress_first_due_at: datetime | None
    progress_is_provisional: bool
    extension_asked: FilingKind | None = None
    opened_at: datetime
    accepted_at: datetime | None = None
    closed_at: datetime | None = None


def fold(  # noqa: C901, PLR0911, PLR0912 - a table
    row: CaseRow | None, recorded: Recorded[CaseEvent]
) -> CaseRow | None:
    """Take one event into the cases."""
    match recorded.event:
        case RectificationCaseOpened():
            return _opened(recorded.event)
        case ConcentratedPeriodStarted() | ConcentratedPeriodEnded():
            return row
        case CaseFilingSubmitted(filing=filing):
            return row and replace(row, status=forward(row.status, WHEN_SUBMITTED[filing]))
        case CasePlanAccepted():
            return row and replace(row, status=forward(row.status, CaseStatus.PLAN_ACCEPTED))
        case CaseItemWrittenOff(remaining=remaining):
            return row and _written_off(row, remaining)
        case CaseItemLeftLongTerm(remaining=remaining):
            return row and _left(row, remaining)
        case CaseItemReopened(remaining=remaining):
            return row and replace(row, remaining=remaining, written_off=row.written_off - 1)
        case RectificationAccepted(completed=completed, accepted_at=moment):
            status = CaseStatus.CLOSED if completed is None else CaseStatus.REPORT_ACCEPTED
            return row and replace(row, status=status, accepted_at=moment)
        case ContinuingPhaseEntered():
            return row and replace(row, status=CaseStatus.CONTINUING)
        case CaseClosed(closed_at=moment):
            return row and replace(row, status=CaseStatus.CLOSED, closed_at=moment)
        case CaseReopened():
            return row and replace(row, status=CaseStatus.REOPENED, closed_at=None)
        case DueDateMoved():
            return row and _moved(row, recorded.event)
        case ExtensionRequested(filing=filing):
            return row and replace(row, extension_asked=filing)
        case ExtensionGranted() | ExtensionRefused():
            return row and replace(row, extension_asked=None)
        case _:
            assert_never(recorded.event)


def _opened(event: RectificationCaseOpened) -> CaseRow:
    return CaseRow(
        case=event.case,
        round=event.round,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        status=CaseStatus.OPENED,
        rule=event.rule,
        issues=len(event.issues),
        remaining=len(event.issues),
        plan_due_at=event.plan_due_at,
        plan_first_due_at=event.plan_due_at,
        plan_is_provisional=FilingKind.PLAN in event.provisional,
        progress_due_at=event.progress_due_at,
        progress_first_due_at=event.progress_due_at,
        progress_is_provisional=FilingKind.PROGRESS in event.provisional,
        opened_at=event.anchor,
    )


def _written_off(row: CaseRow, remaining: int) -> CaseRow:
    """Count a write-off; a row that was long-term was not among those that remained."""
    long_term = row.long_term - (remaining == row.remaining)
    written_off, status = row.written_off + 1, at_work(row.status)
    return replace(
        row, remaining=remaining, long_term=long_term, written_off=written_off, status=status
    )


def _left(row: CaseRow, remaining: int) -> CaseRow:
    status = at_work(row.status)
    return replace(row, remaining=remaining, long_term=row.long_term + 1, status=status)


def _moved(row: CaseRow, event: DueDateMoved) -> CaseRow:
    if event.filing is FilingKind.PLAN:
        return replace(row, plan_due_at=event.due_at, plan_is_provisional=event.provisional)
    return replace(row, progress_due_at=event.due_at, progress_is_provisional=event.provisional)


cases: Final = Projection(
    name="cases",
    version=1,
    row=CaseRow,
    key="case",
    keys=by_stream(CaseEvent),
    fold=fold,
    as_of=True,
    filters=("round", "unit", "division", "status", "extension_asked"),
    sorts=("opened_at", "plan_due_at", "progress_due_at", "unit_name", "closed_at"),
)
