"""A read model's table: the rows of a batch are read at once and written at once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

import asyncpg
import orjson

from libs.common.projections.columns import columns_of
from libs.common.projections.projection import Projection
from libs.common.projections.statements import FROM, TO, statements

R = TypeVar("R")

TABLES_MAX: Final = 512
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
"""PostgreSQL cuts longer names short."""


class InvalidProjection(Exception):  # noqa: N818 - named by what it is
    """A projection names fields that its row does not have, or that cannot serve so."""


class Version(NamedTuple, Generic[R]):
    """A row as it was from one position until before another; None while it still is."""

    row: R
    from_position: int
    to_position: int | None


class ReadTable(Generic[R]):
    """One table of a projection: the live one or, with a label, a replay beside it."""

    def __init__(self, projection: Projection[R], label: str = "") -> None:
        self.projection, self.as_of = projection, projection.as_of
        self.columns = columns_of(projection.row)
        self.by_name = {column.name: column for column in self.columns}
        self.checkpoint = f"{projection.name}:{label}" if label else projection.name
        self.schema, _, name = projection.table.partition(".")
        self.name = f"{name}_{label}" if label else name
        self.quoted = f'"{self.schema}"."{self.name}"'
        self.listed = ", ".join(column.quoted for column in self.columns)
        if faults := list(_faults(self)):
            raise InvalidProjection(projection.name + ": " + "; ".join(faults))
        self._statements = statements(
            self.quoted, projection.key, list(self.by_name), as_of=self.as_of
        )
        # The key twice, since `attrgetter` gives a tuple only for two names or more.
        self._names = (*self.by_name, projection.key)
        self._values = attrgetter(*self._names)
        self._loads = [(c.name, c.kind.load) for c in self.columns if c.kind.load]
        self._normals = [(c.name, c.kind.normal) for c in self.columns if c.kind.normal]

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return (self.projection.key, FROM) if self.as_of else (self.projection.key,)

    def load(self, values: Iterable[Any]) -> R:
        """Make a row of a query's first columns."""
        filled = dict(zip(self.by_name, values, strict=False))
        for name, load in self._loads:
            if (value := filled[name]) is not None:
                filled[name] = load(value)
        return self.projection.row(**filled)

    def normal(self, row: R) -> R:
        """Give a row as it will be read back, its moments in UTC; raises for what no column holds.

        Without it a fold over rows in memory would see another row than one over rows read back.
        """
        for name, normal in self._normals:
            value = getattr(row, name)
            if value is not None and (same := normal(value)) is not value:
                row = replace(cast("Any", row), **{name: same})
        return row

    async def select(
        self, connection: "asyncpg.Connection[asyncpg.Record]", keys: Collection[str]
    ) -> dict[str, Version[R]]:
        """Read the current rows of these keys."""
        records = await connection.fetch(self._statements.select, list(keys))
        versions = [
            Version(self.load(record), record[-1] if self.as_of else 0, None) for record in records
        ]
        return {getattr(version.row, self.projection.key): version for version in versions}

    async def write(
        self, connection: "asyncpg.Connection[asyncpg.Record]", versions: Sequence[Version[R]]
    ) -> None:
        """Write rows, in this order."""
        if versions:
            await connection.execute(self._statements.write, self._json(versions))

    async def remove(
        self, connection: "asyncpg.Connection[asyncpg.Record]", keys: Collection[str]
    ) -> None:
        """Remove rows."""
        if keys:
            await connection.execute(self._statements.remove, list(keys))

    def _json(self, versions: Sequence[Version[R]]) -> str:
        if not self.as_of:
            return orjson.dumps([version.row for version in versions]).decode()
        names, values = self._names, self._values
        rows = [
            {**dict(zip(names, values(row), strict=True)), FROM: since, TO: until}
            for row, since, until in versions
        ]
        return orjson.dumps(rows).decode()


def _faults(table: ReadTable[Any]) -> Iterator[str]:
    projection, columns = table.projection, table.by_name
    for name in sorted({projection.key, *projection.filters, *projection.sorts} - set(columns)):
        yield f"{projection.row.__name__} has no field {name}"
    for name in projection.sorts:
        if name in columns and columns[name].kind.many:
            yield f"{name} has no order"
    if projection.key in columns and not columns[projection.key].is_key:
        yield f"{projection.key} is not text, so it cannot be the key"
    if not NAME.fullmatch(table.name):
        yield f"{table.name} cannot be a table's name"


@lru_cache(maxsize=TABLES_MAX)
def _table(projection: Projection[Any]) -> ReadTable[Any]:
    return ReadTable(projection)


def live_table(projection: Projection[R]) -> ReadTable[R]:
    """Give the table that answers queries."""
    return _table(projection)
