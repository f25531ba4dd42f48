"""What may be asked of a timer: reactions and the clock are the only ones who ask."""

from datetime import datetime
from typing import Final, TypeAlias

from libs.common.decider import SYSTEM, allow, frozen
from services.notifications.domain.timer.facts import Owed, Said, TimerStatus


@frozen
class ScheduleTimer:
    """Let it run toward a due moment; said again later, toward another one."""

    owed: Owed
    due_at: datetime
    said: Said


@frozen
class CancelTimer:
    """Take note that the filing is filed."""


@frozen
class ResumeTimer:
    """Take note that the filing went back to its unit."""

    returned_at: datetime


@frozen
class FireTimer:
    """Fire, if the moment has come."""


TimerCommand: TypeAlias = ScheduleTimer | CancelTimer | ResumeTimer | FireTimer

# They may come in any order, so that no state refuses one.
ALLOWED: Final = {
    ScheduleTimer: allow(SYSTEM, when=set(TimerStatus)),
    CancelTimer: allow(SYSTEM, when=set(TimerStatus)),
    ResumeTimer: allow(SYSTEM, when=set(TimerStatus)),
    FireTimer: allow(SYSTEM, when=set(TimerStatus)),
}
