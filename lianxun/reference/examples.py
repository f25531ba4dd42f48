"""Examples of stored events, a file for each stored name.

The catalogue shows them, and exploring draws from them, so that keys, days and people there fit
together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from libs.common.events.wire import Wire


@dataclass(frozen=True)
class Examples:
    """The examples of one service, read by its wire table, older names through their upcasters."""

    folder: Path
    wire: Wire

    def text(self, name: str) -> str | None:
        """Give the example of a stored name as it is written."""
        file = self.folder / f"{name}.json"
        return file.read_text(encoding="utf-8").strip() if file.exists() else None

    @cached_property
    def events(self) -> Sequence[Any]:
        """The examples in the order of the wire table, which is that of what happens."""
        written = [(name, self.text(name)) for name in self.wire.names()]
        return [self.wire.decode(name, text.encode()) for name, text in written if text]

    @cached_property
    def by_field(self) -> Mapping[str, Sequence[Any]]:
        """The values of all fields of all examples, by the field's name."""
        return by_field(self.events)


def by_field(records: Sequence[object]) -> Mapping[str, Sequence[Any]]:
    """Give the different values of the fields of some records and of what is inside them."""
    found = defaultdict[str, list[Any]](list)
    waiting = list(records)
    while waiting:
        inside = waiting.pop(0)
        if not is_dataclass(inside):
            waiting += _members(inside)
            continue
        for each in fields(inside):
            value = getattr(inside, each.name)
            waiting.append(value)
            if value not in found[each.name]:
                found[each.name].append(value)
    return found


def _members(value: object) -> list[Any]:
    match value:
        case Mapping():
            return list(value.values())
        case tuple() | list():
            return list(value)
        case set() | frozenset():
            return sorted(value, key=repr)
        case _:
            return []
