"""Changes: the rows of a read model that are new or different since a place in the log."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from libs.common.projections import listing
from libs.common.projections.asked import Demand, NoHistory, filters_of
from libs.common.projections.projection import Projection
from libs.common.projections.table import live_table
from libs.common.store.reading import Connection


class Since(NamedTuple):
    """A place among changes: after a position or, with a key, in the middle of its rows."""

    position: int
    key: str | None = None


class Change(NamedTuple):
    """A row as it stands, and its place; `is_last` of its position, so that nothing is left out."""

    row: Any
    since: Since
    is_last: bool


class Changes(NamedTuple):
    """Some changes in order, whether more follow, and how far the read model has come."""

    changes: tuple[Change, ...]
    are_more: bool
    position: int


def check_changes(projection: Projection[Any]) -> None:
    """Raise NoHistory for a read model that does not keep when a row was made."""
    if not projection.as_of:
        raise NoHistory(projection.name)


async def position_of(connection: Connection, projection: Projection[Any]) -> int:
    """Tell how far a read model has come."""
    query = listing.position(live_table(projection))
    position = await connection.fetchval(query.sql, *query.arguments)
    return int(position or 0)


async def read_changes(
    connection: Connection,
    projection: Projection[Any],
    since: Since,
    *,
    limit: int,
    only: Sequence[Demand] = (),
) -> Changes:
    """Read up to `limit` changes after a place; a row that changed twice is given once, as it is.

    A row that is no more, or no longer one of `only`, is not told of.
    """
    table = live_table(projection)
    # One row more tells whether its position is complete.
    query = listing.changes(table, filters_of(table, only), since, limit + 1)
    records = await connection.fetch(query.sql, *query.arguments)
    rows = [(record[1], table.load(record[2:])) for record in records if record[1] is not None]
    following = [position for position, _ in rows[1:]] + [None]
    found = [
        Change(row, Since(position, getattr(row, projection.key)), is_last=position != after)
        for (position, row), after in zip(rows, following, strict=False)
    ]
    position = records[0][0] if records else 0
    return Changes(tuple(found[:limit]), len(rows) > limit, position)
