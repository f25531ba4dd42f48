"""A folded state as JSON: the same state is the same text, whatever order its sets come in."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter


def show(state: Any) -> Any:  # noqa: ANN401 - any state, as JSON
    """Write a state; the members of a set are sorted by how they are written."""
    adapter = _adapter(type(state))  # type: ignore[arg-type]  # a class can be hashed
    return _in_order(state, adapter.dump_python(state, mode="json"))


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _in_order(value: object, written: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case set() | frozenset():
            members = [_in_order(*pair) for pair in zip(value, written, strict=True)]
            return sorted(members, key=_text)
        case tuple() | list():
            return [_in_order(*pair) for pair in zip(value, written, strict=True)]
        case Mapping():
            pairs = zip(value.values(), written.items(), strict=True)
            return {name: _in_order(member, shown) for member, (name, shown) in pairs}
        case _ if is_dataclass(value):
            names = [field.name for field in fields(value)]
            return {name: _in_order(getattr(value, name), written[name]) for name in names}
        case _:
            return written


def _text(member: object) -> bytes:
    return orjson.dumps(member, option=orjson.OPT_SORT_KEYS)
