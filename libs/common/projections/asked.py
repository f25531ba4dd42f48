"""What a list is asked for: checked against the declaration before anything is read."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

import orjson

from libs.common.decider import frozen
from libs.common.projections.columns import Column
from libs.common.projections.projection import Projection
from libs.common.projections.table import ReadTable, live_table

R = TypeVar("R")

FILTER_VALUES_MAX: Final = 200
FINGERPRINT_CHARACTERS: Final = 16


class BadQuery(Exception):  # noqa: N818 - named by what it is
    """A list was asked for in a way that it cannot be given; the name is the reason."""


class UnknownFilter(BadQuery):
    """The list has no such filter."""


class UnknownSort(BadQuery):
    """The list cannot be sorted so."""


class BadFilterValue(BadQuery):
    """A filter was given a value that its column cannot have, or too many of them."""


class LimitOutOfRange(BadQuery):
    """A page holds from one row to two hundred."""


class NoHistory(BadQuery):
    """This list is not kept as of earlier moments."""


class BadCursor(BadQuery):
    """The cursor is not one that this list gave for the same filters and order."""


@frozen
class Demand:
    """What the server itself wants of a column: one of some values or, with `or_none`, nothing."""

    column: str
    values: tuple[str, ...]
    or_none: bool = False

    def is_met(self, row: object) -> bool:
        """Tell whether a row may be shown."""
        value = getattr(row, self.column)
        return self.or_none if value is None else value in self.values


@frozen
class Filter:
    """One column, and the values of which a row must have one; with `or_none` it may be empty."""

    column: Column
    values: tuple[object, ...]
    or_none: bool = False


@frozen
class Asked(Generic[R]):
    """A list that can be given."""

    table: ReadTable[R]
    filters: tuple[Filter, ...]
    sort: Column
    descending: bool
    as_of: int | None
    fingerprint: str
    """Names the list, the filters and the order, so that a cursor of another is noticed."""

    @property
    def key(self) -> Column:
        """The column that decides between rows of equal rank."""
        return self.table.by_name[self.table.projection.key]


def ask(
    projection: Projection[R],
    filters: Mapping[str, Sequence[str]],
    sort: str,
    *,
    descending: bool = False,
    as_of: int | None = None,
    only: Sequence[Demand] = (),
) -> Asked[R]:
    """Check what is asked for; raises a BadQuery.

    `only` is what the server itself demands of every row, of whatever column: the asker's filters
    narrow that further and never widen it.
    """
    table = live_table(projection)
    if sort not in (*projection.sorts, projection.key):
        raise UnknownSort(sort)
    if as_of is not None and not projection.as_of:
        raise NoHistory(projection.name)
    for name in filters.keys() - set(projection.filters):
        raise UnknownFilter(name)
    asked_for = [Demand(column=name, values=tuple(texts)) for name, texts in filters.items()]
    demanded = [*asked_for, *only]
    named = sorted((each.column, each.values, each.or_none) for each in demanded)
    return Asked(
        table=table,
        filters=filters_of(table, demanded),
        sort=table.by_name[sort],
        descending=descending,
        as_of=as_of,
        fingerprint=_fingerprint(projection.table, named, (sort, descending, as_of)),
    )


def filters_of(table: ReadTable[R], demands: Sequence[Demand]) -> tuple[Filter, ...]:
    """Give demands as filters; raises a BadQuery."""
    return tuple(_filter(table, each) for each in demands)


def _filter(table: ReadTable[R], demand: Demand) -> Filter:
    if len(demand.values) > FILTER_VALUES_MAX:
        message = f"{demand.column}: more than {FILTER_VALUES_MAX} values"
        raise BadFilterValue(message)
    column = table.by_name[demand.column]
    values = tuple(_value(column, text) for text in demand.values)
    return Filter(column=column, values=values, or_none=demand.or_none)


def _value(column: Column, text: str) -> object:
    try:
        value: object = column.kind.parse(text)
    except (ValueError, OverflowError) as error:
        message = f"{column.name}: {error}"
        raise BadFilterValue(message) from error
    return value


def _fingerprint(*parts: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    return sha256(orjson.dumps(parts)).hexdigest()[:FINGERPRINT_CHARACTERS]
