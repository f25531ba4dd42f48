"""The timers: what is due when, and what became of it. Whoever fires them looks here."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.notifications.domain.escalation import Filing
from services.notifications.domain.timer.facts import (
    TimerCancelled,
    TimerEvent,
    TimerFired,
    TimerMoved,
    TimerResumed,
    TimerScheduled,
    TimerSkipped,
    TimerStatus,
)


@frozen
class TimerRow:
    """One timer; `fires_at` is there while it is pending, `days` counts from `due_at`.

    `cause` and `correlation` name the event that set it and the matter in whose course it was set.
    """

    timer: str
    case: str
    filing: Filing
    days: int
    role: str
    unit: str
    unit_name: str
    status: TimerStatus
    due_at: datetime
    fires_at: datetime | None = None
    fired_at: datetime | None = None
    cause: str
    correlation: str


def fold(row: TimerRow | None, recorded: Recorded[TimerEvent]) -> TimerRow | None:
    """Take one event into the list; what comes before a due moment is known leaves no row."""
    match recorded.event:
        case TimerScheduled(fires_at=fires_at):
            return _toward(_scheduled(recorded, recorded.event), recorded, fires_at)
        case TimerMoved(due_at=due_at, fires_at=fires_at):
            return row and _toward(replace(row, due_at=due_at), recorded, fires_at)
        case TimerResumed(fires_at=fires_at):
            return row and _toward(row, recorded, fires_at)
        case TimerCancelled():
            return row and replace(row, status=TimerStatus.CANCELLED, fires_at=None)
        case TimerFired():
            fired, moment = TimerStatus.FIRED, recorded.recorded_at
            return row and replace(row, status=fired, fires_at=None, fired_at=moment)
        case TimerSkipped():
            return row and replace(row, status=TimerStatus.SKIPPED, fires_at=None)
        case _:
            assert_never(recorded.event)


def _toward(row: TimerRow, recorded: Recorded[TimerEvent], fires_at: datetime | None) -> TimerRow:
    """Let it run toward a moment; without one it stays what it has become."""
    status = row.status if fires_at is None else TimerStatus.SCHEDULED
    return replace(
        row,
        status=status,
        fires_at=fires_at,
        cause=recorded.header.id,
        correlation=recorded.header.correlation,
    )


def _scheduled(recorded: Recorded[TimerEvent], event: TimerScheduled) -> TimerRow:
    owed = event.owed
    return TimerRow(
        timer=recorded.key,
        case=owed.case,
        filing=owed.filing,
        days=owed.step.days,
        role=owed.step.role,
        unit=owed.unit,
        unit_name=owed.unit_name,
        # Without a moment to run toward, the filing was filed before its due moment was known.
        status=TimerStatus.CANCELLED,
        due_at=event.due_at,
        cause=recorded.header.id,
        correlation=recorded.header.correlation,
    )


timers: Final = Projection(
    name="timers",
    version=1,
    row=TimerRow,
    key="timer",
    keys=by_stream(TimerEvent),
    fold=fold,
    filters=("case", "filing", "role", "unit", "status"),
    sorts=("fires_at", "due_at", "fired_at"),
)
