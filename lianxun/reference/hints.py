"""Types of fields in words: what a value is, and within which limits."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NewType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from annotated_types import Predicate

WORDS: Final[Mapping[object, str]] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    datetime: "moment",
    date: "day",
}
LISTS: Final = (tuple, list, set, frozenset)
LIMITS: Final = {
    "min_length": "at least {} long",
    "max_length": "at most {} long",
    "ge": "from {}",
    "gt": "above {}",
    "le": "to {}",
    "lt": "below {}",
}


class Field(NamedTuple):
    """One field: its name, what it holds, and whether it may be absent."""

    name: str
    holds: str
    optional: bool


def fields_of(record: type) -> list[Field]:
    """Describe every field of a record."""
    hints = get_type_hints(record, include_extras=True)
    return [
        Field(each.name, in_words(hints[each.name]), NoneType in get_args(hints[each.name]))
        for each in fields(record)
    ]


def in_words(hint: Any) -> str:  # noqa: ANN401, PLR0911 - any type, a table
    """Say what values of a type are."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, NewType):
        return f"{hint.__name__}, {in_words(hint.__supertype__)}"
    if origin is Annotated:
        return ", ".join([in_words(inner[0]), *_limits(inner[1:])])
    if origin in (Union, UnionType):
        return " or ".join(in_words(member) for member in inner if member is not NoneType)
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in inner)
    if origin in LISTS:
        members = dict.fromkeys(in_words(member) for member in inner if member is not Ellipsis)
        return "list of " + " or ".join(members)
    if origin is dict:
        return f"map from {in_words(inner[0])} to {in_words(inner[1])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "one of " + ", ".join(f"`{member.value}`" for member in hint)
    return _record(hint) if is_dataclass(hint) else WORDS.get(hint, getattr(hint, "__name__", "?"))


def _record(hint: Any) -> str:  # noqa: ANN401 - as above
    named = [f"`{field.name}`{' (may be absent)' * field.optional}" for field in fields_of(hint)]
    return f"{hint.__name__} of {', '.join(named)}"


def _limits(limits: Sequence[object]) -> list[str]:
    """Say what limits are put on a value; a rule is named by its function."""
    said: list[str] = []
    for limit in limits:
        if isinstance(limit, Predicate):
            said.append(getattr(limit.func, "__name__", "?").replace("_", " "))
        bounds = {name: getattr(limit, name, None) for name in LIMITS}
        said += [LIMITS[name].format(bound) for name, bound in bounds.items() if bound is not None]
    return said
