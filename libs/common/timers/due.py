"""What is due by now: the rows of a read model whose moment has come, the earliest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from libs.common.projections import listing
from libs.common.projections.table import live_table
from libs.common.store.reading import Connection
from libs.common.timers.declaration import Timers


class Due(NamedTuple):
    """Some rows that are due, and how far the read model has come that says so."""

    rows: tuple[Any, ...]
    position: int


async def read_due(
    connection: Connection, timers: Timers, now: datetime, *, but: Iterable[str], limit: int
) -> Due:
    """Read the rows that are due, but those of some keys; one statement, so that it is one view."""
    table = live_table(timers.projection)
    query = listing.due(table, timers.due, now, but=but, limit=limit)
    records = await connection.fetch(query.sql, *query.arguments)
    rows = tuple(table.load(record[1:]) for record in records if record[1] is not None)
    return Due(rows, records[0][0] if records else 0)
