"""What can happen to a timer, and where that leaves it."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias, assert_never

from libs.common.decider import frozen
from services.notifications.domain.escalation import Filing, Step
from services.notifications.domain.vocabulary import CaseKey, UnitCode


@frozen
class Owed:
    """What a timer is about: one step of the path, for one filing of a unit's case."""

    case: CaseKey
    filing: Filing
    step: Step
    unit: UnitCode
    unit_name: str


@frozen
class Said:
    """When the owner of a due date said it, and where in its log."""

    at: datetime
    position: int

    def is_after(self, other: "Said | None") -> bool:
        """Tell whether this was said later; where a clock stands still, the log decides."""
        return other is None or (self.at, self.position) > (other.at, other.position)


@frozen
class TimerScheduled:
    """A due moment is known; `fires_at` is absent while nothing is owed."""

    owed: Owed
    due_at: datetime
    said: Said
    fires_at: datetime | None = None


@frozen
class TimerMoved:
    """The filing is due at another moment."""

    due_at: datetime
    said: Said
    fires_at: datetime | None = None


@frozen
class TimerCancelled:
    """The filing is filed: what was pending is pending no longer."""


@frozen
class TimerResumed:
    """The filing went back to its unit and is owed again."""

    returned_at: datetime
    fires_at: datetime | None = None


@frozen
class TimerFired:
    """The moment has come; who is to hear of it stands in the step."""

    owed: Owed
    due_at: datetime
    fires_at: datetime


@frozen
class TimerSkipped:
    """The moment has passed, and to tell of it would say nothing new."""

    fires_at: datetime


TimerEvent: TypeAlias = (
    TimerScheduled | TimerMoved | TimerCancelled | TimerResumed | TimerFired | TimerSkipped
)


class TimerStatus(StrEnum):
    """What became of the timer."""

    NEW = "new"
    SCHEDULED = "scheduled"
    FIRED = "fired"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@frozen
class Timer:
    """Only what `decide` asks about; `settled_at` is the moment for which it fired or skipped."""

    status: TimerStatus = TimerStatus.NEW
    owed: Owed | None = None
    due_at: datetime | None = None
    said: Said | None = None
    fires_at: datetime | None = None
    settled_at: datetime | None = None
    returned_at: datetime | None = None
    is_filed: bool = False


def evolve(timer: Timer, event: TimerEvent) -> Timer:
    """Take in what happened."""
    match event:
        case TimerScheduled(owed=owed, due_at=due_at, said=said, fires_at=fires_at):
            return _toward(replace(timer, owed=owed, due_at=due_at, said=said), fires_at)
        case TimerMoved(due_at=due_at, said=said, fires_at=fires_at):
            return _toward(replace(timer, due_at=due_at, said=said), fires_at)
        case TimerCancelled():
            return replace(timer, status=TimerStatus.CANCELLED, fires_at=None, is_filed=True)
        case TimerResumed(returned_at=returned_at, fires_at=fires_at):
            return _toward(replace(timer, returned_at=returned_at, is_filed=False), fires_at)
        case TimerFired(fires_at=fires_at):
            return _settled(timer, TimerStatus.FIRED, fires_at)
        case TimerSkipped(fires_at=fires_at):
            return _settled(timer, TimerStatus.SKIPPED, fires_at)
        case _:
            assert_never(event)


def _toward(timer: Timer, fires_at: datetime | None) -> Timer:
    status = timer.status if fires_at is None else TimerStatus.SCHEDULED
    return replace(timer, status=status, fires_at=fires_at)


def _settled(timer: Timer, status: TimerStatus, moment: datetime) -> Timer:
    return replace(timer, status=status, fires_at=None, settled_at=moment)
