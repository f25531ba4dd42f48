"""From a moment to a position: what "as of then" means in the log."""

from datetime import datetime

from libs.common.events.header import decode, write_time
from libs.common.store.reading import Connection

_ENDS = "SELECT min(position) AS first, max(position) AS last FROM events"


class HoleInLog(Exception):  # noqa: N818 - named by what it is
    """A position is missing between two others: the log is damaged."""


async def position_at(connection: Connection, moment: datetime) -> int:
    """Give the last position recorded at `moment` or before; 0 if there is none.

    Positions are dense and `recorded_at` never falls, so halving finds it in some twenty reads.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    wanted = write_time(moment)
    row = await connection.fetchrow(_ENDS)
    if row is None or row["first"] is None:
        return 0
    before, after = row["first"] - 1, row["last"] + 1
    while after - before > 1:
        middle = (before + after) // 2
        if await _recorded_at(connection, middle) <= wanted:
            before = middle
        else:
            after = middle
    return int(before)


async def _recorded_at(connection: Connection, position: int) -> str:
    header = await connection.fetchval("SELECT header FROM events WHERE position = $1", position)
    if header is None:
        raise HoleInLog(position)
    return decode(header).recorded_at
