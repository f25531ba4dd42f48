"""Whether a read model's table is what its row class says; asked once, at start."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final, NamedTuple

import asyncpg

from libs.common.projections.statements import POSITIONS, TO
from libs.common.projections.table import ReadTable

_COLUMNS: Final = """
    SELECT column_name, udt_name, is_nullable = 'YES', coalesce(collation_name, 'C')
      FROM information_schema.columns
     WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position"""
_PRIMARY_KEY: Final = """
    SELECT array_agg(attname::text ORDER BY array_position(indkey::int2[], attnum))
      FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
     WHERE indisprimary AND indrelid = to_regclass($1)"""


class ProjectionTableMismatch(Exception):  # noqa: N818 - named by what it is
    """The table was made by other migrations than the row class wants; says which column."""


class _Found(NamedTuple):
    name: str
    type: str
    nullable: bool
    collation: str


class _Wanted(NamedTuple):
    name: str
    types: tuple[str, ...]
    nullable: bool


async def check_table(
    connection: "asyncpg.Connection[asyncpg.Record]", table: ReadTable[Any]
) -> None:
    """Compare names, order, types and primary key; raises ProjectionTableMismatch."""
    found = [_Found(*row) for row in await connection.fetch(_COLUMNS, table.schema, table.name)]
    if not found:
        message = f"{table.quoted} does not exist, or this role may not read it"
        raise ProjectionTableMismatch(message)
    for has, wants in zip_longest(found, _wanted(table)):
        if fault := _fault(has, wants):
            message = f"{table.quoted}: {fault}"
            raise ProjectionTableMismatch(message)
    key = await connection.fetchval(_PRIMARY_KEY, table.quoted)
    if key != list(table.primary_key):
        message = f"{table.quoted}: the primary key is {key}, not {list(table.primary_key)}"
        raise ProjectionTableMismatch(message)


def _wanted(table: ReadTable[Any]) -> Iterator[_Wanted]:
    for column in table.columns:
        yield _Wanted(column.name, column.kind.columns, column.optional)
    if table.projection.as_of:
        for name in POSITIONS:
            yield _Wanted(name, ("int8",), nullable=name == TO)


def _fault(has: _Found | None, wants: _Wanted | None) -> str | None:
    if has is None or wants is None or has.name != wants.name:
        there, wanted = has and has.name, wants and wants.name
        return f"column {there} stands where {wanted} is wanted"
    if has.type not in wants.types:
        return f"column {has.name} is of type {has.type}, not {' or '.join(wants.types)}"
    if wants.nullable and not has.nullable:
        return f"column {has.name} is NOT NULL, but the field may be None"
    if has.collation != "C":
        return f"column {has.name} has the collation {has.collation}, not C"
    return None
