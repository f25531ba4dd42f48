"""The clock that events are recorded by: the database's, or a simulated one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import asyncpg

from libs.common.clock import utc_now


class StoreClock(Protocol):
    """Gives the time to record, and how far the database may disagree (None: it is not asked)."""

    tolerance: timedelta | None

    def now(self) -> datetime:
        """Give the present moment."""
        ...

    async def synchronise(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Compare with the database's clock."""
        ...


class DatabaseClock:
    """Follows the database's clock by its measured distance from the machine's."""

    def __init__(self, tolerance_seconds: float) -> None:
        self.tolerance: timedelta | None = timedelta(seconds=tolerance_seconds)
        self.offset = timedelta()

    def now(self) -> datetime:
        """Give the database's time."""
        return utc_now() + self.offset

    async def synchronise(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Measure the distance; half the round trip is taken off."""
        before = utc_now()
        theirs: datetime = await connection.fetchval("SELECT clock_timestamp()")
        self.offset = theirs - (before + (utc_now() - before) / 2)


class SimulatedClock:
    """Stands still until an operator moves it on; it never goes back."""

    tolerance: timedelta | None = None

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._listeners: list[Callable[[], object]] = []

    def now(self) -> datetime:
        """Give the moment that was set last."""
        return self._now

    def advance(self, moment: datetime) -> datetime:
        """Go on to `moment` unless that is already past; give the present moment."""
        self._now = max(self._now, moment)
        for listener in self._listeners:
            listener()
        return self._now

    def notify(self, listener: Callable[[], object]) -> None:
        """Have `listener` called whenever somebody moves it on; time itself never does."""
        self._listeners.append(listener)

    async def synchronise(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Go on from the last recorded event, as after a restart."""
        last = await connection.fetchval(
            "SELECT (convert_from(header, 'UTF8')::json ->> 'recorded_at')::timestamptz"
            " FROM events ORDER BY position DESC LIMIT 1"
        )
        if last is not None:
            self.advance(last)
