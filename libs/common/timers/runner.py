"""The runner of a service's timers: fires what is due by the store's clock, each once.

It keeps nothing: what is pending stands in the read model, and what was fired in the log. Two of
them may run beside each other, since the id of a command follows from the timer and its moment.
"""

import asyncio
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import structlog

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM, frozen
from libs.common.events.header import write_time
from libs.common.reactions.bus import Bus
from libs.common.reactions.handling import SYSTEM_ACTOR
from libs.common.reactions.patience import HeldTooLong, Patience, Stopping
from libs.common.reactions.progress import State
from libs.common.reactions.turning import Turning
from libs.common.store.appends import Origin, Receipt
from libs.common.store.clock import SimulatedClock, StoreClock
from libs.common.store.reading import Connection
from libs.common.timers.aside import Aside
from libs.common.timers.declaration import Firing, Timers
from libs.common.timers.due import Due, read_due
from libs.common.timers.progress import Progress

BATCH_MAX: Final = 100
BEHIND_POSITIONS_MAX: Final = 10_000
"""A read model that is being rebuilt shows what was fired long ago as pending: wait for it."""

FIRINGS: Final = "0f6f1c0e-5d5a-5c7b-9f7e-6a1f5a2f9c44"
"""The namespace of the ids of commands that fire."""

_log: Final = structlog.get_logger("timers")


@frozen
class Surroundings:
    """What the timers of one service are given to run with; `head` is how far its log goes."""

    body: str
    pool: Connection
    bus: Bus
    clock: StoreClock
    head: Callable[[], int]


class TimerRunner(Turning):
    """Fires one service's timers until it is stopped."""

    kind = "timers"
    rests_when_busy = True

    def __init__(self, timers: Timers, around: Surroundings) -> None:
        super().__init__(timers.projection.name, Patience())
        self._timers, self._around, self._aside = timers, around, Aside()
        self._fired, self._waiting, self._written = 0, 0, 0
        self._looked_at: float | None = None
        if isinstance(around.clock, SimulatedClock):
            around.clock.notify(self.wake)

    def progress(self) -> Progress:
        """Show how it goes."""
        state, reason = self.standing
        now, looked_at = _seconds(), self._looked_at
        return Progress(
            name=self.name,
            state=state,
            reason=reason,
            fired=self._fired,
            waiting=self._waiting,
            set_aside=len(self._aside),
            last_look_age_seconds=None if looked_at is None else now - looked_at,
        )

    def _forget(self) -> None:
        """Keep what is counted: nothing else is held from turn to turn."""

    async def _turn(self) -> bool:
        """Fire one batch; tell whether anything was fired."""
        due = await self._patience.persist(self._look)
        self._state, self._looked_at, self._waiting = State.RUNNING, _seconds(), len(due.rows)
        # Until it shows what was just fired, the read model would have it fired again.
        is_behind = self._around.head() - due.position > BEHIND_POSITIONS_MAX
        self._reason = "the read model is behind" if is_behind else ""
        if is_behind or due.position < self._written or not due.rows:
            return False
        return await self._fire_all(due)

    async def _look(self) -> Due:
        around, but = self._around, self._aside.keys(_seconds())
        now = around.clock.now()
        return await read_due(around.pool, self._timers, now, but=but, limit=BATCH_MAX)

    async def _fire_all(self, due: Due) -> bool:
        # All at once, in the order of their moments: the appender keeps it.
        outcomes = await asyncio.gather(*map(self._fire, due.rows), return_exceptions=True)
        fired = 0
        for row, outcome in zip(due.rows, outcomes, strict=True):
            if isinstance(outcome, Receipt):
                fired += outcome.last is not None
                self._written = max(self._written, outcome.last or 0)
            elif isinstance(outcome, (HeldTooLong, Stopping)):
                raise outcome
            else:
                self._set_aside(row, outcome)
        self._fired, self._waiting = self._fired + fired, self._waiting - fired
        return fired > 0

    async def _fire(self, row: Any) -> Receipt:  # noqa: ANN401 - a row of whatever read model
        firing = self._timers.fire(row)
        moment = write_time(getattr(row, self._timers.due))
        command_id = derived_id(FIRINGS, f"{self._around.body}/{firing.stream}/{moment}")
        return await self._patience.persist(lambda: self._give(firing, command_id))

    async def _give(self, firing: Firing, command_id: str) -> Receipt:
        origin = Origin(
            actor=SYSTEM_ACTOR,
            role=SYSTEM,
            body=self._around.body,
            correlation=firing.correlation,
            causation=firing.causation,
        )
        # The row may be older than the timer: then nothing happens, and its id stays unused.
        fingerprint = sha256(command_id.encode()).digest()
        return await self._around.bus.give(
            firing.stream,
            firing.command,
            command_id=command_id,
            origin=origin,
            fingerprint=fingerprint,
        )

    def _set_aside(self, row: Any, fault: BaseException) -> None:  # noqa: ANN401 - as above
        if not isinstance(fault, Exception):
            raise fault
        key = getattr(row, self._timers.projection.key)
        self._aside.put(key, _seconds())
        _log.error("timer_set_aside", timers=self.name, timer=key, exc_info=fault)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
