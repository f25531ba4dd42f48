"""What the relay reads and keeps in PostgreSQL: pages of the log, and its cursor."""

import asyncio
from typing import Final

from libs.common.leases import Lease
from libs.common.store.reading import Connection, StoredRow

# Bounded by bytes as well as by number: 2,000 of the largest events would be a gigabyte.
_PAGE: Final = """
SELECT position, header, data, salt, leaf, NULL::bytea
  FROM (SELECT position, header, data, salt, leaf,
               sum(octet_length(header) + coalesce(octet_length(data), 0))
                   OVER (ORDER BY position) AS reach
          FROM events WHERE position > $1 ORDER BY position LIMIT $2) AS page
 WHERE reach <= $3 OR position = $1 + 1
 ORDER BY position"""
_CURSOR: Final = "SELECT position FROM relay_cursor"
_MOVE: Final = """
INSERT INTO relay_cursor (one, position)
SELECT true, $1 WHERE EXISTS (
    SELECT FROM leases WHERE name = $2 AND holder = $3 AND epoch = $4)
ON CONFLICT (one) DO UPDATE SET position = excluded.position"""


class HoleInLog(Exception):  # noqa: N818 - named by what it is
    """Positions are dense, so a missing one is proof of damage."""

    def __init__(self, after: int, found: int) -> None:
        super().__init__(f"the log goes on with position {found} after {after}")
        self.after, self.found = after, found


async def read_page(
    connection: Connection, after: int, events_max: int, bytes_max: int
) -> list[StoredRow]:
    """Read the events after a position, at least one if there is one; raises HoleInLog."""
    rows = await connection.fetch(_PAGE, after, events_max, bytes_max)
    page = [StoredRow(*row) for row in rows]
    for expected, row in enumerate(page, start=after + 1):
        if row.position != expected:
            raise HoleInLog(expected - 1, row.position)
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
