"""The SQL of lists: conditions and order from the declaration, values as parameters only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from libs.common.projections.asked import Asked, Filter
from libs.common.projections.cursor import Place
from libs.common.projections.statements import FROM, TO
from libs.common.projections.table import ReadTable

_POSITION: Final = "SELECT position FROM projections WHERE name = $1 AND version = $2"

_ANY: Final = "true"


class Query(NamedTuple):
    """A statement with its arguments."""

    sql: str
    arguments: list[object]


def _shown(table: ReadTable[Any]) -> tuple[str, int]:
    return table.checkpoint, table.projection.version


class _Parameters:
    """Collects arguments, after those that a statement begins with."""

    def __init__(self, *first: object) -> None:
        self.arguments = list(first)

    def add(self, value: object, type_: str) -> str:
        self.arguments.append(value)
        return f"${len(self.arguments)}::{type_}"


def page(asked: Asked[Any], place: Place | None, limit: int) -> Query:
    """Select the position shown, beside the rows that follow `place`."""
    parameters, order = _Parameters(*_shown(asked.table)), _order(asked)
    filters = [_filter(wanted, parameters) for wanted in asked.filters]
    most = f"ORDER BY {order} LIMIT {parameters.add(limit, 'int8')}"
    # An index gives each branch its first rows in order; with OR between them none could.
    branches = [
        f"({_rows(asked.table, [valid, *filters, beyond])} {most})"
        for valid in _valid(asked.table, _pinned(asked, place), parameters)
        for beyond in _beyond(asked, place, parameters)
    ]
    rows = f"SELECT * FROM ({' UNION ALL '.join(branches)}) AS b {most}"  # noqa: S608 - names come from code
    sql = f"{_beside_position(rows)} ORDER BY {_order(asked, of='r.')}"
    return Query(sql, parameters.arguments)


def one(table: ReadTable[Any], key: str, as_of: int | None) -> Query:
    """Select the position shown, beside the row of one key."""
    parameters = _Parameters(*_shown(table))
    same_key = f'"{table.projection.key}" = {parameters.add(key, "text")}'
    rows = _rows(table, [same_key, _either(_valid(table, as_of, parameters))])
    return Query(_beside_position(rows), parameters.arguments)


def changes(
    table: ReadTable[Any], filters: Iterable[Filter], place: tuple[int, str | None], limit: int
) -> Query:
    """Select the position shown, beside the current rows that were made after a place, in order."""
    parameters = _Parameters(*_shown(table))
    key = table.by_name[table.projection.key].quoted
    position, among = place
    since = parameters.add(position, "int8")
    beyond = f'"{FROM}" > {since}'
    if among is not None:
        beyond = f'("{FROM}", {key}) > ({since}, {parameters.add(among, "text")})'
    conditions = [f'"{TO}" IS NULL', beyond]
    conditions += [_filter(wanted, parameters) for wanted in filters]
    rows = (
        f'SELECT "{FROM}", {table.listed} FROM {table.quoted} WHERE {" AND ".join(conditions)}'  # noqa: S608 - as above
        f' ORDER BY "{FROM}", {key} LIMIT {parameters.add(limit, "int8")}'
    )
    return Query(f'{_beside_position(rows)} ORDER BY r."{FROM}", r.{key}', parameters.arguments)


def due(
    table: ReadTable[Any], column: str, now: datetime, *, but: Iterable[str], limit: int
) -> Query:
    """Select the position shown, beside the current rows whose moment has come, in its order."""
    parameters = _Parameters(*_shown(table))
    moment, key = table.by_name[column].quoted, table.by_name[table.projection.key].quoted
    conditions = [f'"{TO}" IS NULL'] if table.as_of else []
    conditions += [
        f"{moment} <= {parameters.add(now, 'timestamptz')}",
        f"{key} <> ALL ({parameters.add(list(but), 'text[]')})",
    ]
    rows = (
        f"{_rows(table, conditions)} ORDER BY {moment}, {key} LIMIT {parameters.add(limit, 'int8')}"
    )
    return Query(f"{_beside_position(rows)} ORDER BY r.{moment}, r.{key}", parameters.arguments)


def position(table: ReadTable[Any]) -> Query:
    """Select the position shown."""
    return Query(_POSITION, [*_shown(table)])


def count(asked: Asked[Any], most: int) -> Query:
    """Select the position shown, beside the number of rows as far as `most`."""
    parameters = _Parameters(*_shown(asked.table))
    rows = f"{_every(asked, parameters)} LIMIT {parameters.add(most, 'int8')}"
    sql = f"SELECT p.position, (SELECT count(*) FROM ({rows}) AS r) FROM ({_POSITION}) AS p"  # noqa: S608 - as above
    return Query(sql, parameters.arguments)


def plan(asked: Asked[Any]) -> Query:
    """Ask the planner how many rows it expects."""
    parameters = _Parameters()
    return Query(f"EXPLAIN (FORMAT JSON) {_every(asked, parameters)}", parameters.arguments)


def _every(asked: Asked[Any], parameters: _Parameters) -> str:
    filters = [_filter(wanted, parameters) for wanted in asked.filters]
    return _rows(asked.table, [_either(_valid(asked.table, asked.as_of, parameters)), *filters])


def _rows(table: ReadTable[Any], conditions: Iterable[str]) -> str:
    return f"SELECT {table.listed} FROM {table.quoted} WHERE {' AND '.join(conditions)}"  # noqa: S608 - as above


def _beside_position(rows: str) -> str:
    # One statement, so that the rows and the position that they show belong together.
    return f"SELECT p.position, r.* FROM ({_POSITION}) AS p LEFT JOIN LATERAL ({rows}) AS r ON true"  # noqa: S608 - as above


def _either(branches: Iterable[str]) -> str:
    return "(" + " OR ".join(branches) + ")"


def _order(asked: Asked[Any], *, of: str = "") -> str:
    # Nulls stand where a plain index has them: last, or first from behind.
    direction = "DESC" if asked.descending else "ASC"
    names = dict.fromkeys((asked.sort.quoted, asked.key.quoted))
    return ", ".join(f"{of}{name} {direction}" for name in names)


def _filter(wanted: Filter, parameters: _Parameters) -> str:
    name, kind = wanted.column.quoted, wanted.column.kind
    if wanted.or_none and not wanted.values:
        return f"{name} IS NULL"
    if len(wanted.values) == 1 and not kind.many:
        # An index gives its rows in order after a column that equals one value, not one of some.
        matches = f"{name} = {parameters.add(wanted.values[0], kind.type)}"
    else:
        values = parameters.add(list(wanted.values), f"{kind.type}[]")
        matches = f"{name} && {values}" if kind.many else f"{name} = ANY ({values})"
    return f"({matches} OR {name} IS NULL)" if wanted.or_none else matches


def _pinned(asked: Asked[Any], place: Place | None) -> int | None:
    # Later pages of a list with history show what the first one showed.
    return place.position if place and asked.table.as_of else asked.as_of


def _valid(table: ReadTable[Any], as_of: int | None, parameters: _Parameters) -> list[str]:
    """Say which rows hold at a position: still current, or closed only later."""
    if not table.as_of:
        return [_ANY]
    if as_of is None:
        return [f'"{TO}" IS NULL']
    at = parameters.add(as_of, "int8")
    return [f'"{TO}" IS NULL AND "{FROM}" <= {at}', f'"{TO}" > {at} AND "{FROM}" <= {at}']


def _beyond(asked: Asked[Any], place: Place | None, parameters: _Parameters) -> list[str]:
    """Say which rows follow a place: of higher rank, or without one."""
    if place is None:
        return [_ANY]
    after, rank, key = ("<" if asked.descending else ">"), asked.sort.quoted, asked.key.quoted
    key_value = parameters.add(place.key, "text")
    if asked.sort is asked.key:
        return [f"{key} {after} {key_value}"]
    if place.rank is None:
        same = f"{rank} IS NULL AND {key} {after} {key_value}"
        return [same, f"{rank} IS NOT NULL"] if asked.descending else [same]
    rank_value = parameters.add(place.rank, asked.sort.kind.type)
    further = f"({rank}, {key}) {after} ({rank_value}, {key_value})"
    nulls_follow = asked.sort.optional and not asked.descending
    return [further, f"{rank} IS NULL"] if nulls_follow else [further]
