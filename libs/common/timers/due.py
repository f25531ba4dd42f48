"""What is due by now: the rows of a read model whose moment has come, the earliest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from libs.common.projections.statements import TO
from libs.common.projections.table import live_table
from libs.common.store.reading import Connection
from libs.common.timers.declaration import Timers

_POSITION: Final = "SELECT position FROM projections WHERE name = $1 AND version = $2"


class Due(NamedTuple):
    """Some rows that are due, and how far the read model has come that says so."""

    rows: tuple[Any, ...]
    position: int


async def read_due(
    connection: Connection, timers: Timers, now: datetime, *, but: Iterable[str], limit: int
) -> Due:
    """Read the rows that are due, but those of some keys; one statement, so that it is one view."""
    table = live_table(timers.projection)
    records = await connection.fetch(
        _statement(timers), table.checkpoint, table.projection.version, now, list(but), limit
    )
    rows = tuple(table.load(record[1:]) for record in records if record[1] is not None)
    return Due(rows, records[0][0] if records else 0)


def _statement(timers: Timers) -> str:
    table = live_table(timers.projection)
    due, key = table.by_name[timers.due].quoted, table.by_name[timers.projection.key].quoted
    current = f'AND "{TO}" IS NULL' if table.as_of else ""
    rows = (
        f"SELECT {table.listed} FROM {table.quoted}"  # noqa: S608 - names come from code
        f" WHERE {due} <= $3 AND {key} <> ALL ($4::text[]) {current}"
        f" ORDER BY {due}, {key} LIMIT $5"
    )
    beside = f"FROM ({_POSITION}) AS p LEFT JOIN LATERAL ({rows}) AS r ON true"
    return f"SELECT p.position, r.* {beside} ORDER BY r.{due}, r.{key}"
