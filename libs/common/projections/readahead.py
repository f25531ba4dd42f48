"""Reading the log for projections: decoded once, and a page ahead while one is written."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple, Self

import asyncpg

from libs.common.events.recorded import Recorded
from libs.common.events.wire import Wire
from libs.common.projections.folding import Broken, broken
from libs.common.store.reading import Connection, StoredRow, decode, read_page

DECODED_AT_ONCE_MAX: Final = 200
"""Events decoded before others of the process have a turn: a few milliseconds."""


class Reading(NamedTuple):
    """Events that follow one position without a gap, up to one that cannot be read."""

    after: int
    events: Sequence[Recorded[Any]]
    broken: Broken | None
    full: bool

    @property
    def upto(self) -> int:
        """The position of the last event."""
        return self.after + len(self.events)

    @property
    def any(self) -> bool:
        """Tell whether there is anything to take in."""
        return bool(self.events or self.broken)

    def cut(self, upto: int) -> "Reading":
        """Leave out what comes after a position."""
        if self.upto < upto:
            return self
        return Reading(self.after, self.events[: upto - self.after], None, full=False)

    def halves(self) -> tuple["Reading", "Reading"]:
        """Split in two."""
        middle = len(self.events) // 2
        first = Reading(self.after, self.events[:middle], None, full=True)
        rest = Reading(first.upto, self.events[middle:], self.broken, self.full)
        return first, rest


async def read(connection: Connection, wire: Wire, after: int, limit: int) -> Reading:
    """Read and decode the events that follow a position."""
    rows = await read_page(connection, after, limit)
    events: list[Recorded[Any]] = []
    for position, row in enumerate(rows, start=after + 1):
        try:
            events.append(_decode(wire, row, position))
        except Exception as error:  # noqa: BLE001 - its readers stop here, with the reason
            return Reading(after, events, broken(position, error), full=False)
        if position % DECODED_AT_ONCE_MAX == 0:
            await asyncio.sleep(0)
    return Reading(after, events, None, full=len(rows) == limit)


def _decode(wire: Wire, row: StoredRow, position: int) -> Recorded[Any]:
    if row.position != position:
        raise LookupError("this position is missing from the log")
    return decode(wire, row)


class ReadAhead:
    """Reads pages of the log, and the page after a full one before it is asked for."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", wire: Wire) -> None:
        self._pool, self._wire = pool, wire
        self._tasks: dict[int, asyncio.Task[Reading]] = {}

    async def take(self, after: int, limit: int) -> Reading:
        """Give the events that follow a position."""
        begun = self._tasks.pop(after, None)
        reading = await (begun or self._read(after, limit))
        if reading.full:
            self._tasks[reading.upto] = asyncio.create_task(self._read(reading.upto, limit))
        return reading

    async def _read(self, after: int, limit: int) -> Reading:
        return await read(self._pool, self._wire, after, limit)

    async def keep(self, positions: Collection[int] = ()) -> None:
        """Give up what was read ahead, but for these positions."""
        given_up = [self._tasks.pop(at) for at in self._tasks.keys() - set(positions)]
        for task in given_up:
            task.cancel()
        await asyncio.gather(*given_up, return_exceptions=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.keep()
