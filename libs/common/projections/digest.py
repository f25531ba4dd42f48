"""The digest of a read model: one hash over all its rows, as they are at one position."""

from hashlib import sha256
from typing import Any, Final, NamedTuple

import asyncpg
import orjson

from libs.common.projections.after import PositionNotReached
from libs.common.projections.asked import NoHistory
from libs.common.projections.checkpoint import state_of
from libs.common.projections.statements import FROM, TO
from libs.common.projections.table import ReadTable

ROWS_AT_ONCE: Final = 1000


class Digest(NamedTuple):
    """What a read model showed at a position: how many rows, and their hash."""

    position: int
    rows: int
    sha256: str


async def digest(
    connection: "asyncpg.Connection[asyncpg.Record]",
    table: ReadTable[Any],
    position: int | None = None,
) -> Digest:
    """Hash the rows in the order of their keys, with all versions where there is history.

    It is of the position that the rows stand at, or of an earlier one that history reaches back
    to; raises NoHistory or PositionNotReached for any other.
    """
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        reached, _ = await state_of(connection, table)
        at = reached if position is None else position
        if at > reached:
            raise PositionNotReached(table.checkpoint, at, reached)
        if at < reached and not table.as_of:
            raise NoHistory(table.projection.name)
        rows, hashed = 0, sha256()
        statement, arguments = _statement(table, at)
        async for record in connection.cursor(statement, *arguments, prefetch=ROWS_AT_ONCE):
            hashed.update(orjson.dumps(tuple(record), option=orjson.OPT_APPEND_NEWLINE))
            rows += 1
    return Digest(at, rows, hashed.hexdigest())


def _statement(table: ReadTable[Any], position: int) -> tuple[str, tuple[int, ...]]:
    order = ", ".join(f'"{name}"' for name in table.primary_key)
    if not table.as_of:
        rows = f"SELECT {table.listed} FROM {table.quoted} ORDER BY {order}"  # noqa: S608 - names come from code
        return rows, ()
    # A version that was closed later was still current.
    versions = (
        f'SELECT {table.listed}, "{FROM}", CASE WHEN "{TO}" <= $1 THEN "{TO}" END AS "{TO}"'  # noqa: S608 - as above
        f' FROM {table.quoted} WHERE "{FROM}" <= $1 ORDER BY {order}'
    )
    return versions, (position,)
