"""From a moment to a position: what "as of then" means in the log."""

from datetime import datetime
from typing import Final

from libs.common.events.header import write_time
from libs.common.store.reading import Connection

# One statement, because some twenty of them took longer than the page of a list. The time is cut
# out of the header's bytes, where it is text of one length that sorts as time goes.
_HALVE: Final = """
WITH RECURSIVE halving (before, after, is_whole) AS (
    SELECT min(position) - 1, max(position) + 1, true FROM events
  UNION ALL
    SELECT CASE WHEN is_past THEN middle ELSE before END,
           CASE WHEN is_past THEN after ELSE middle END, is_past IS NOT NULL
      FROM halving
      CROSS JOIN LATERAL (SELECT (before + after) / 2) AS m (middle)
      CROSS JOIN LATERAL (SELECT (
          SELECT substring(header FROM position('"recorded_at":"'::bytea IN header) + 15 FOR 27)
                 <= $1 FROM events WHERE position = middle)) AS p (is_past)
     WHERE after - before > 1 AND is_whole
)
SELECT before, after, is_whole FROM halving ORDER BY is_whole, after - before LIMIT 1
"""


class HoleInLog(Exception):  # noqa: N818 - named by what it is
    """A position is missing between two others: the log is damaged."""


async def position_at(connection: Connection, moment: datetime) -> int:
    """Give the last position recorded at `moment` or before; 0 if there is none.

    Positions are dense and `recorded_at` never falls, so halving finds it in some twenty looks.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    found = await connection.fetchrow(_HALVE, write_time(moment).encode())
    if found is None or found["before"] is None:
        return 0
    if not found["is_whole"]:
        raise HoleInLog(found["after"])
    return int(found["before"])
