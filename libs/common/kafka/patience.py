"""Waiting for a broker that is not there yet: trying again, more and more slowly, and saying so."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog

from libs.common.kafka.client import BROKER_FAILURES

BACKOFF_SECONDS_MIN: Final = 0.2
BACKOFF_SECONDS_MAX: Final = 5.0

T = TypeVar("T")
_log: Final = structlog.get_logger(__name__)


class Backoff:
    """Pauses that double up to a bound, and start small again after a success."""

    def __init__(self) -> None:
        self._seconds = BACKOFF_SECONDS_MIN

    def reset(self) -> None:
        """Start small again."""
        self._seconds = BACKOFF_SECONDS_MIN

    def next_seconds(self) -> float:
        """Give the next pause."""
        seconds = self._seconds
        self._seconds = min(seconds * 2, BACKOFF_SECONDS_MAX)
        return seconds


async def patiently(
    attempt: Callable[[], Awaitable[T]], *, waiting_for: str, seconds_max: float | None = None
) -> T:
    """Try until the broker answers; raises the last failure after `seconds_max`, if given."""
    loop, backoff = asyncio.get_running_loop(), Backoff()
    deadline = None if seconds_max is None else loop.time() + seconds_max
    while True:
        try:
            return await attempt()
        except BROKER_FAILURES as failure:
            pause = backoff.next_seconds()
            if deadline is not None and loop.time() + pause > deadline:
                raise
            _log.warning("waiting", waiting_for=waiting_for, cause=repr(failure), seconds=pause)
        await asyncio.sleep(pause)
