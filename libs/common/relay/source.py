"""What the relay reads and keeps in PostgreSQL: pages of the log, and its cursor."""

import asyncio
from collections.abc import Sequence
from typing import Final

import asyncpg

from libs.common.leases import Lease
from libs.common.store.reading import Connection, StoredRow

# Bounded by bytes as well as by number: 2,000 of the largest events would be a gigabyte.
_PAGE: Final = """
SELECT position, header, data, salt, leaf, frontier
  FROM (SELECT position, header, data, salt, leaf, frontier,
               sum(octet_length(header) + coalesce(octet_length(data), 0))
                   OVER (ORDER BY position) AS reach
          FROM events WHERE position > $1 ORDER BY position LIMIT $2) AS page
 WHERE reach <= $3 OR position = $1 + 1 ORDER BY position"""
_FLUSH: Final = """
SELECT position, header, data, salt, leaf, frontier FROM events
 WHERE position > $1 AND position <= (
       SELECT position FROM events WHERE position > $1 AND frontier IS NOT NULL
        ORDER BY position LIMIT 1)
 ORDER BY position"""
_CURSOR: Final = "SELECT position FROM relay_cursor"
_MOVE: Final = """
INSERT INTO relay_cursor (one, position)
SELECT true, $1 WHERE EXISTS (
    SELECT FROM leases WHERE name = $2 AND holder = $3 AND epoch = $4)
ON CONFLICT (one) DO UPDATE SET position = excluded.position"""


class HoleInLog(Exception):  # noqa: N818 - named by what it is
    """Positions are dense, and the last of every flush has a frontier: anything else is damage."""


async def read_page(
    connection: Connection, after: int, events_max: int, bytes_max: int
) -> list[StoredRow]:
    """Read whole flushes after a position, at least one if there is one; raises HoleInLog.

    A flush is never torn: whoever refills a database from the tape must not find half a command.
    """
    page = _dense(await connection.fetch(_PAGE, after, events_max, bytes_max), after)
    ends = [number for number, row in enumerate(page, start=1) if row.frontier is not None]
    if ends or not page:
        return page[: ends[-1]] if ends else []
    # A flush beyond the bounds goes alone.
    flush = _dense(await connection.fetch(_FLUSH, after), after)
    if not flush:
        message = f"no flush ends after position {after}"
        raise HoleInLog(message)
    return flush


def _dense(rows: Sequence[asyncpg.Record], after: int) -> list[StoredRow]:
    page = [StoredRow(*row) for row in rows]
    for expected, row in enumerate(page, start=after + 1):
        if row.position != expected:
            message = f"position {row.position} stands where {expected} should be"
            raise HoleInLog(message)
    return page


async def read_cursor(connection: Connection) -> int:
    """Read how far the relay had come when it last wrote it down; 0 at first."""
    return await connection.fetchval(_CURSOR) or 0


class Cursor:
    """Writes down how far the relay has come: a cache, so seldom."""

    def __init__(self, connection: Connection, lease: Lease, seconds: float) -> None:
        self._connection, self._lease, self._seconds = connection, lease, seconds
        self._position, self._due_at = -1, 0.0

    async def keep(self, position: int) -> None:
        """Write the position down if it changed and the last time is long enough ago."""
        now = asyncio.get_running_loop().time()
        if position != self._position and now >= self._due_at:
            self._due_at = now + self._seconds
            await self.write(position)

    async def write(self, position: int) -> None:
        """Write the position down, unless the lease is another's by now."""
        lease = self._lease
        await self._connection.execute(_MOVE, position, lease.name, lease.holder, lease.epoch)
        self._position = position
