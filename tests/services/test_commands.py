"""What people may send is bounded: no text and no list without a limit."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from enum import Enum
from typing import Annotated, Any, NewType, get_args, get_origin, get_type_hints

import pytest
from annotated_types import Len, Predicate

from libs.common.decider import frozen
from libs.common.http import CommandRoute
from tests.services.catalogue import SERVICES

COMMANDS = [
    route.command
    for service in SERVICES
    for route in service.routes
    if isinstance(route, CommandRoute)
]


def boundless(record: type) -> Iterator[str]:
    """Name the fields of a command that could be of any length."""
    for name, hint in get_type_hints(record, include_extras=True).items():
        if any(_is_boundless(part) for part in _parts(hint)):
            yield f"{record.__name__}.{name}"


def _parts(hint: Any) -> Iterator[Any]:
    """Give a type and all that it is made of."""
    yield hint
    inner = get_args(get_args(hint)[0]) if get_origin(hint) is Annotated else get_args(hint)
    fields = get_type_hints(hint, include_extras=True).values() if is_dataclass(hint) else ()
    for part in (*inner, *fields):
        yield from _parts(part)


def _is_boundless(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return not any(isinstance(limit, Len | Predicate) for limit in get_args(hint)[1:]) and (
            _is_boundless(get_args(hint)[0])
        )
    if isinstance(hint, NewType):
        return _is_boundless(hint.__supertype__)
    is_text = isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, Enum)
    return is_text or get_origin(hint) in (tuple, list, dict)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_command_of_people_is_bounded(command: type) -> None:
    assert list(boundless(command)) == []


def test_a_text_and_a_list_without_limit_are_found() -> None:
    @frozen
    class Inner:
        """Of any length inside."""

        note: str

    @frozen
    class Planted:
        """Of any length, all of it."""

        note: str
        units: tuple[Annotated[str, Len(1, 9)], ...]
        reason: Annotated[str, Len(1, 9)]
        inner: Annotated[tuple[Inner, ...], Len(1, 9)]

    assert list(boundless(Planted)) == ["Planted.note", "Planted.units", "Planted.inner"]
