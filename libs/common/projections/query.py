"""Lists over a read model: pages, single rows, counts and exports, now or as of a position."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

import orjson

from libs.common.projections import listing
from libs.common.projections.after import PositionNotReached
from libs.common.projections.asked import Asked, Demand, LimitOutOfRange, NoHistory, ask
from libs.common.projections.cursor import read_cursor, write_cursor
from libs.common.projections.projection import Projection
from libs.common.projections.table import ReadTable, live_table
from libs.common.store.reading import Connection

R = TypeVar("R")

LIMIT_MAX: Final = 200
EXPORT_PAGE: Final = 1000
COUNTED_MAX: Final = 10_000
"""Rows that are counted; of more, the planner's estimate is given."""


class Page(NamedTuple, Generic[R]):
    """Some rows of a list, the cursor of those that follow, and the position that they show."""

    rows: tuple[R, ...]
    next_cursor: str | None
    position: int


class Found(NamedTuple, Generic[R]):
    """A row or none, and the position that this shows."""

    row: R | None
    position: int


class Count(NamedTuple):
    """How many rows a list has; an estimate unless `exact`."""

    rows: int
    exact: bool
    position: int


async def list_rows(  # noqa: PLR0913 - what a list can be asked for
    connection: Connection,
    projection: Projection[R],
    *,
    filters: Mapping[str, Sequence[str]],
    sort: str,
    descending: bool = False,
    cursor: str | None = None,
    limit: int = LIMIT_MAX,
    as_of: int | None = None,
    only: Sequence[Demand] = (),
) -> Page[R]:
    """Give one page of a list; a row must have one of the values of every filter.

    `only` is what the server itself demands of every row, of whatever column.

    With history, all pages that follow a first one show the same position. Without it, rows whose
    rank does not change meanwhile are given once. Raises a BadQuery, or PositionNotReached when
    `as_of` lies ahead of the read model.
    """
    if not 1 <= limit <= LIMIT_MAX:
        raise LimitOutOfRange(limit)
    asked = ask(projection, filters, sort, descending=descending, as_of=as_of, only=only)
    return await _page(connection, asked, cursor, limit)


async def stream_rows(
    connection: Connection,
    projection: Projection[R],
    *,
    filters: Mapping[str, Sequence[str]],
    sort: str,
    descending: bool = False,
    as_of: int | None = None,
    only: Sequence[Demand] = (),
) -> AsyncIterator[Page[R]]:
    """Give a whole list in pages, each its own short transaction; raises as `list_rows` does."""
    asked = ask(projection, filters, sort, descending=descending, as_of=as_of, only=only)
    page = await _page(connection, asked, None, EXPORT_PAGE)
    yield page
    while page.next_cursor is not None:
        page = await _page(connection, asked, page.next_cursor, EXPORT_PAGE)
        yield page


async def find_row(
    connection: Connection, projection: Projection[R], key: str, *, as_of: int | None = None
) -> Found[R]:
    """Give the row of a key; raises NoHistory or PositionNotReached."""
    if as_of is not None and not projection.as_of:
        raise NoHistory(projection.name)
    table = live_table(projection)
    query = listing.one(table, key, as_of)
    record = await connection.fetchrow(query.sql, *query.arguments)
    reached, *values = record or (0, None)
    _check_reached(table, as_of, reached)
    return Found(table.load(values) if values[0] is not None else None, _shown(as_of, reached))


async def count_estimate(
    connection: Connection,
    projection: Projection[R],
    *,
    filters: Mapping[str, Sequence[str]],
    as_of: int | None = None,
    only: Sequence[Demand] = (),
) -> Count:
    """Count a list's rows up to a bound, and estimate beyond; raises as `list_rows` does."""
    asked = ask(projection, filters, projection.key, as_of=as_of, only=only)
    query = listing.count(asked, COUNTED_MAX + 1)
    reached, rows = await connection.fetchrow(query.sql, *query.arguments) or (0, 0)
    _check_reached(asked.table, as_of, reached)
    if rows <= COUNTED_MAX:
        return Count(rows, exact=True, position=_shown(as_of, reached))
    query = listing.plan(asked)
    (planned,) = orjson.loads(await connection.fetchval(query.sql, *query.arguments))
    rows = max(rows, planned["Plan"]["Plan Rows"])
    return Count(rows, exact=False, position=_shown(as_of, reached))


async def _page(connection: Connection, asked: Asked[R], cursor: str | None, limit: int) -> Page[R]:
    place = None if cursor is None else read_cursor(asked, cursor)
    # One row more tells whether anything follows.
    query = listing.page(asked, place, limit + 1)
    records = await connection.fetch(query.sql, *query.arguments)
    reached = records[0][0] if records else 0
    pinned = place.position if place and asked.table.as_of else asked.as_of
    _check_reached(asked.table, pinned, reached)
    rows = [asked.table.load(record[1:]) for record in records if record[1] is not None]
    shown = _shown(pinned, reached)
    more = len(rows) > limit
    next_cursor = write_cursor(asked, rows[limit - 1], shown) if more else None
    return Page(tuple(rows[:limit]), next_cursor, shown)


def _check_reached(table: ReadTable[R], as_of: int | None, reached: int) -> None:
    if as_of is not None and as_of > reached:
        raise PositionNotReached(table.projection.name, as_of, reached)


def _shown(as_of: int | None, reached: int) -> int:
    return reached if as_of is None else as_of
