"""What every runner that looks again and again does: turns, rests, faults and an end."""

import asyncio
from abc import ABC, abstractmethod
from typing import Final

import structlog

from libs.common.reactions.ledger import Overtaken
from libs.common.reactions.patience import HeldTooLong, Patience, Stopping
from libs.common.reactions.progress import State

BUSY_SECONDS: Final = 0.01
IDLE_SECONDS_MAX: Final = 0.1
RESTART_SECONDS: Final = 5.0


class Turning(ABC):
    """Takes turn after turn until it is stopped; `kind` is the word that its log lines go by."""

    kind: str
    rests_when_busy: bool

    def __init__(self, name: str, patience: Patience) -> None:
        self.name, self._patience = name, patience
        self._state, self._reason = State.RUNNING, ""
        self._woken = asyncio.Event()

    async def run(self) -> None:
        """Run until `stop`; a defect of the runner itself is logged, and it begins again."""
        pause = BUSY_SECONDS
        while not self._patience.is_stopping:
            try:
                is_busy = await self._turn()
            except (HeldTooLong, Overtaken):
                self._forget()
                continue
            except Stopping:
                break
            except Exception as defect:  # noqa: BLE001 - the edge of the runner's loop
                await self._fail(defect)
                continue
            pause = BUSY_SECONDS if is_busy else min(2 * pause, IDLE_SECONDS_MAX)
            if self.rests_when_busy or not is_busy:
                await self._rest(pause)
        self._state = State.STOPPED

    def stop(self) -> None:
        """End `run` after the turn that it is in; what it waits for is given up."""
        self._patience.stop()
        self._woken.set()

    def wake(self) -> None:
        """Say that there may be something to do, so that nobody waits for the next look."""
        self._woken.set()

    @property
    def standing(self) -> tuple[State, str | None]:
        """The state that an operator is shown, and the reason for it."""
        waits_for = self._patience.cause if self._state is State.RUNNING else None
        return State.BACKING_OFF if waits_for else self._state, waits_for or self._reason or None

    @abstractmethod
    async def _turn(self) -> bool:
        """Do what there is; tell whether there was anything."""

    @abstractmethod
    def _forget(self) -> None:
        """Drop what may no longer be so; it is read anew in the next turn."""

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    async def _fail(self, defect: Exception) -> None:
        self._state, self._reason = State.FAILED, repr(defect)
        self._forget()
        structlog.get_logger(self.kind).exception("runner_failed", **{self.kind: self.name})
        await self._patience.rest(RESTART_SECONDS)
