"""What becomes of the timers of a filing when its due date or the filing itself moves on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from libs.common.clock import derived_id
from libs.common.events.header import read_time
from libs.common.reactions import Received, Send, send
from services.notifications.domain.escalation import PATH, Filing, Step
from services.notifications.domain.timer.commands import CancelTimer, ResumeTimer, ScheduleTimer
from services.notifications.domain.timer.facts import Owed, Said
from services.notifications.domain.vocabulary import CaseKey, UnitCode

TIMERS: Final = "3f0c9b52-6d0e-5f1c-8f57-2f4c1f0f6a31"
"""The namespace of timers' keys: for one step, filing and case always the same."""


class OfUnitsCase(Protocol):
    """An event about a case of a unit."""

    @property
    def case(self) -> str:
        """The case."""
        ...

    @property
    def unit(self) -> str:
        """The unit."""
        ...

    @property
    def unit_name(self) -> str:
        """The unit's name."""
        ...


def stream_of(case: str, filing: Filing, step: Step) -> str:
    """Name the one timer for a step."""
    return f"timer-{derived_id(TIMERS, f'{case}/{filing.value}/{step.days}')}"


def schedule(
    received: Received[OfUnitsCase], filing: Filing, due_at: datetime | None
) -> list[Send]:
    """Have the whole path run toward a due moment, if there is one."""
    if due_at is None:
        return []
    event = received.event
    said = Said(at=read_time(received.recorded_at), position=received.position)
    return [
        send(
            stream_of(event.case, filing, step),
            ScheduleTimer(owed=_owed(event, filing, step), due_at=due_at, said=said),
        )
        for step in PATH
    ]


def cancel(filing: Filing) -> Callable[[Received[Any]], Sequence[Send]]:
    """Make the line for a filing that was filed or accepted."""

    def line(received: Received[OfUnitsCase]) -> list[Send]:
        case = received.event.case
        return [send(stream_of(case, filing, step), CancelTimer()) for step in PATH]

    return line


def resume(filing: Filing) -> Callable[[Received[Any]], Sequence[Send]]:
    """Make the line for a filing that went back to its unit."""

    def line(received: Received[OfUnitsCase]) -> list[Send]:
        case, owed = received.event.case, ResumeTimer(returned_at=read_time(received.recorded_at))
        return [send(stream_of(case, filing, step), owed) for step in PATH]

    return line


def _owed(event: OfUnitsCase, filing: Filing, step: Step) -> Owed:
    return Owed(
        case=CaseKey(event.case),
        filing=filing,
        step=step,
        unit=UnitCode(event.unit),
        unit_name=event.unit_name,
    )
