"""Columns: how a field of a row is kept in a table, and written as text in filters and cursors."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from types import NoneType, UnionType
from typing import Any, Final, NewType, Union, get_args, get_origin, get_type_hints

from libs.common.decider import frozen
from libs.common.events.header import write_time

Convert = Callable[[Any], Any]

_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_BOOLEANS: Final = {"true": True, "false": False}


@frozen
class Kind:
    """One way to keep values, named by the type of its parameters.

    `columns` are the column types that may hold it; `load` makes a field's value of what a query
    gives, `normal` gives a value as it will be read back (the same object if it is so already).
    `parse` reads the text of a filter or a cursor into a parameter, and `write` is the way back.
    """

    type: str
    columns: tuple[str, ...]
    parse: Convert
    write: Convert = str
    load: Convert | None = None
    normal: Convert | None = None
    many: bool = False
    """A value is a list: it can be searched but has no order."""


@frozen
class Column:
    """One field of a row, and the column of the same name."""

    name: str
    kind: Kind
    optional: bool

    @property
    def quoted(self) -> str:
        """The name as SQL wants it: a field may be called `order`."""
        return f'"{self.name}"'

    @property
    def is_key(self) -> bool:
        """Tell whether this may be a primary key: text that is always there."""
        return self.kind is _KINDS[str] and not self.optional


def parse_text(text: str) -> str:
    """Read text that PostgreSQL can hold: neither NUL nor half a surrogate pair."""
    text.encode()
    if "\0" in text:
        raise ValueError("text with a NUL character")
    return text


def _parse_integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError("not a whole number of at most 18 digits")
    return int(text)


def _parse_boolean(text: str) -> bool:
    if text not in _BOOLEANS:
        raise ValueError("neither true nor false")
    return _BOOLEANS[text]


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    return moment.astimezone(UTC)


def _parse_moment(text: str) -> datetime:
    return _utc(datetime.fromisoformat(text))


def _day(day: date) -> date:
    if isinstance(day, datetime):
        raise TypeError("a moment where a day is wanted")
    return day


_KINDS: Final[Mapping[object, Kind]] = {
    str: Kind(type="text", columns=("text",), parse=parse_text),
    int: Kind(type="int8", columns=("int8", "int4"), parse=_parse_integer),
    bool: Kind(
        type="bool",
        columns=("bool",),
        parse=_parse_boolean,
        write=lambda value: str(value).lower(),
    ),
    datetime: Kind(
        type="timestamptz",
        columns=("timestamptz",),
        parse=_parse_moment,
        write=write_time,
        normal=_utc,
    ),
    date: Kind(type="date", columns=("date",), parse=date.fromisoformat, normal=_day),
}
_LIST: Final = Kind(type="text", columns=("_text",), parse=parse_text, load=tuple, many=True)


def _enum_kind(enum: type[Enum]) -> Kind:
    members = {str(member.value): member for member in enum}
    return Kind(
        type="text",
        columns=("text",),
        parse=partial(_parse_member, members),
        write=lambda member: str(member.value),
        load=members.__getitem__,
    )


def _parse_member(members: Mapping[str, Enum], text: str) -> str:
    if text not in members:
        raise ValueError("not one of " + ", ".join(members))
    return text


def columns_of(row: type) -> tuple[Column, ...]:
    """List a row class's columns; raises TypeError for a field that no column can hold."""
    if not is_dataclass(row):
        message = f"{row.__name__} is not a dataclass"
        raise TypeError(message)
    hints = get_type_hints(row)
    return tuple(_column(row, field.name, hints[field.name]) for field in fields(row))


def _column(row: type, name: str, hint: object) -> Column:
    plain, optional = _without_none(hint)
    kind = _kind(plain)
    if kind is None:
        message = f"{row.__name__}.{name}: no column can hold {hint}"
        raise TypeError(message)
    return Column(name=name, kind=kind, optional=optional)


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    others = [part for part in get_args(hint) if part is not NoneType]
    return (others[0] if len(others) == 1 else hint), NoneType in get_args(hint)


def _kind(hint: object) -> Kind | None:
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_kind(hint)
    if get_origin(hint) is tuple and _is_text_list(get_args(hint)):
        return _LIST
    return _KINDS.get(hint)


def _is_text_list(arguments: tuple[object, ...]) -> bool:
    return arguments[1:] == (...,) and _kind(arguments[0]) is _KINDS[str]
