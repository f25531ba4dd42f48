"""Backing off in place: what passes by itself is tried again, ever more slowly, within a bound."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import chain, repeat
from typing import Final, TypeVar

import structlog

from libs.common.store.appends import StoreUnavailable, VersionConflict
from libs.common.store.link import PASSING

PAUSES_SECONDS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
PAUSE_SECONDS_MAX: Final = 5.0
HOLD_SECONDS_MAX: Final = 60.0
"""How long one batch is held; after that it is read again, which keeps its reader in the group."""

TRANSIENT: Final = (StoreUnavailable, VersionConflict, *PASSING)
"""What passes by itself, or somebody faster."""

T = TypeVar("T")
_log: Final = structlog.get_logger("reactions")


class HeldTooLong(Exception):  # noqa: N818 - named by what it is
    """What was waited for did not come back in time: read the same records again."""


class Stopping(Exception):  # noqa: N818 - named by what it is
    """The process is being stopped: leave everything as it is."""


def is_transient(error: BaseException) -> bool:
    """Tell whether trying again may help; asyncpg's InterfaceError also says "bad argument"."""
    return isinstance(error, TRANSIENT) and not isinstance(error, ValueError)


class Patience:
    """The waiting of one runner, observable and cut short by `stop`."""

    def __init__(self, hold_seconds_max: float = HOLD_SECONDS_MAX) -> None:
        self.hold_seconds_max = hold_seconds_max
        self._stopping = asyncio.Event()
        self._waiting: dict[object, str] = {}

    @property
    def cause(self) -> str | None:
        """What somebody waits for just now."""
        return next(iter(self._waiting.values()), None)

    @property
    def is_stopping(self) -> bool:
        """Tell whether `stop` was called."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """Cut every wait short."""
        self._stopping.set()

    async def rest(self, seconds: float) -> None:
        """Sleep, unless and until `stop` is called."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def persist(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until it succeeds or fails for good; raises HeldTooLong and Stopping."""
        loop, waiter = asyncio.get_running_loop(), object()
        deadline = loop.time() + self.hold_seconds_max
        try:
            for pause in chain(PAUSES_SECONDS, repeat(PAUSE_SECONDS_MAX)):
                try:
                    return await attempt()
                except TRANSIENT as error:
                    self._note(waiter, error, is_over=loop.time() + pause > deadline)
                await self._pause(pause)
        finally:
            self._waiting.pop(waiter, None)
        raise AssertionError("unreachable: the pauses never end")

    def _note(self, waiter: object, error: BaseException, *, is_over: bool) -> None:
        if not is_transient(error):
            raise error
        if waiter not in self._waiting and self.cause is None:
            _log.warning("backing_off", cause=repr(error))
        self._waiting[waiter] = repr(error)
        if is_over:
            raise HeldTooLong from error

    async def _pause(self, seconds: float) -> None:
        await self.rest(seconds)
        if self.is_stopping:
            raise Stopping
