"""What a timer does about a due date that is said, moved, met and owed again.

The due date is another service's; a timer only fires. What it hears of comes from several streams
in any order, so nothing is refused: each fact is noted, what was said last of a due date holds,
and the timer ends up the same whichever came first.

- A filed filing is not late: filing it, also again, and its acceptance cancel what is pending.
- A returned filing is owed again by the same due moment, and what is left of the path is pending
  again. Lateness then counts from the due moment or from the return, whichever is later: while a
  filing is under review nobody is late.
- A moved due date cancels what is pending for the old one; the whole path runs toward the new one.
- A reminder whose moment is past when it is set is skipped, and so is one that comes too late to
  be sent before the next: after a standstill there is one reminder, not a heap. Lateness is told
  at once.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import Aggregate, Context
from services.notifications.domain.escalation import Step
from services.notifications.domain.timer.commands import (
    ALLOWED,
    CancelTimer,
    FireTimer,
    ResumeTimer,
    ScheduleTimer,
    TimerCommand,
)
from services.notifications.domain.timer.facts import (
    Timer,
    TimerCancelled,
    TimerEvent,
    TimerFired,
    TimerMoved,
    TimerResumed,
    TimerScheduled,
    TimerSkipped,
    evolve,
)

_Set: TypeAlias = TimerScheduled | TimerMoved | TimerResumed


def decide(command: TimerCommand, timer: Timer, context: Context) -> list[TimerEvent]:
    """Say what happens; no rule says no."""
    match command:
        case ScheduleTimer():
            return _schedule(command, timer, context.now)
        case CancelTimer():
            return [] if timer.is_filed else [TimerCancelled()]
        case ResumeTimer(returned_at=returned_at):
            return _resume(returned_at, timer, context.now) if timer.is_filed else []
        case FireTimer():
            return _fire(timer, context.now)
        case _:
            assert_never(command)


def _schedule(command: ScheduleTimer, timer: Timer, now: datetime) -> list[TimerEvent]:
    if not command.said.is_after(timer.said):
        return []
    said, due_at = command.said, command.due_at
    fires_at = None if timer.is_filed else _moment(command.owed.step, due_at, timer)
    if timer.owed is not None:
        return _set(timer, TimerMoved(due_at=due_at, said=said, fires_at=fires_at), now)
    scheduled = TimerScheduled(owed=command.owed, due_at=due_at, said=said, fires_at=fires_at)
    return _set(timer, scheduled, now)


def _resume(returned_at: datetime, timer: Timer, now: datetime) -> list[TimerEvent]:
    returned, fires_at = replace(timer, returned_at=returned_at), None
    if timer.owed is not None and timer.due_at is not None:
        fires_at = _moment(timer.owed.step, timer.due_at, returned)
    return _set(timer, TimerResumed(returned_at=returned_at, fires_at=fires_at), now)


def _moment(step: Step, due_at: datetime, timer: Timer) -> datetime:
    """Say when a step is to be taken."""
    counts_from = due_at
    if not step.is_reminder and timer.returned_at is not None:
        counts_from = max(due_at, timer.returned_at)
    return counts_from + timedelta(days=step.days)


def _set(timer: Timer, event: _Set, now: datetime) -> list[TimerEvent]:
    """Set it; what was set for a moment that is past is settled at once."""
    running, fires_at = evolve(timer, event), event.fires_at
    is_reminder = running.owed is not None and running.owed.step.is_reminder
    says_nothing_new = is_reminder or fires_at == timer.settled_at
    if fires_at is not None and fires_at <= now and says_nothing_new:
        return [event, TimerSkipped(fires_at=fires_at)]
    return [event, *_fire(running, now)]


def _fire(timer: Timer, now: datetime) -> list[TimerEvent]:
    owed, due_at, fires_at = timer.owed, timer.due_at, timer.fires_at
    if owed is None or due_at is None or fires_at is None or fires_at > now:
        return []
    lapses = owed.step.lapses
    if lapses is not None and due_at + timedelta(days=lapses) <= now:
        return [TimerSkipped(fires_at=fires_at)]
    return [TimerFired(owed=owed, due_at=due_at, fires_at=fires_at)]


timer: Final = Aggregate(
    kind="timer",
    initial=Timer(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
