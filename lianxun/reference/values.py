"""Values for every field of a command or an event, from small pools so that rules are met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NewType,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import TypeAdapter, ValidationError

from lianxun.reference.chance import Chance
from lianxun.reference.pools import ACTORS, MEMBERS_MORE_MAX, PLAIN, ROLES, bounds, plain

ABSENT: Final = 0.3
DISTINCT: Final = 0.8
KNOWN: Final = 0.6

_BY_NAME: Final[Mapping[str, Sequence[Any]]] = {"role": ROLES}
_BY_TYPE_NAME: Final[Mapping[str, Sequence[Any]]] = {"ActorId": ACTORS}
_MANY: Final = (tuple, list, frozenset, set)

Known: TypeAlias = Mapping[str, Sequence[Any]]
"""Values that there are already, by the names of the fields that hold them."""


@dataclass(frozen=True, slots=True)
class Values:
    """Makes values by chance; a field often takes what a field of its name holds elsewhere."""

    chance: Chance
    known: Sequence[Known] = ()

    def record(self, kind: type) -> Any:  # noqa: ANN401 - any record
        """Make one record of a kind."""
        return kind(**{name: self._field(name, hint) for name, hint in _hints(kind).items()})

    def _field(self, name: str, hint: object) -> Any:  # noqa: ANN401 - as above
        known = [value for each in self.known for value in each.get(name, ())]
        if known and self.chance.happens(KNOWN):
            value = self.chance.pick(known)
            if _is_one(value, hint):
                return value
        return self.chance.pick(_BY_NAME[name]) if name in _BY_NAME else self.value(hint)

    def value(self, hint: Any, limits: Sequence[object] = ()) -> Any:  # noqa: ANN401, PLR0911 - any type, a table
        """Make one value of a type; raises TypeError for a type that no field had before."""
        origin, inner = get_origin(hint), get_args(hint)
        if isinstance(hint, NewType):
            named = _BY_TYPE_NAME.get(hint.__name__)
            return self.chance.pick(named) if named else self.value(hint.__supertype__, limits)
        if origin is Annotated:
            return self.value(inner[0], (*limits, *inner[1:]))
        if origin in (Union, UnionType):
            return self._member(inner, limits)
        if origin is Literal:
            return self.chance.pick(inner)
        if origin in (*_MANY, dict):
            return self._many(origin, inner, limits)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.chance.pick(list(hint))
        if hint in PLAIN:
            return self.chance.pick(plain(hint, tuple(limits)))
        return self.record(hint)

    def _member(self, members: Sequence[Any], limits: Sequence[object]) -> Any:  # noqa: ANN401 - as above
        there = [member for member in members if member is not NoneType]
        if len(there) < len(members) and self.chance.happens(ABSENT):
            return None
        return self.value(self.chance.pick(there), limits)

    def _many(self, kind: Any, inner: Sequence[Any], limits: Sequence[object]) -> Any:  # noqa: ANN401 - as above
        if kind is tuple and inner[-1] is not Ellipsis:
            return tuple(map(self.value, inner))
        least, most = bounds(limits, "min_length", "max_length", MEMBERS_MORE_MAX)
        size = self.chance.between(least, min(most, least + MEMBERS_MORE_MAX))
        if kind is dict:
            return {self.value(inner[0]): self.value(inner[1]) for _ in range(size)}
        members = [self.value(inner[0]) for _ in range(size)]
        if self.chance.happens(DISTINCT):
            members = [each for place, each in enumerate(members) if each not in members[:place]]
        return kind(members)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any type
    return TypeAdapter(hint)


def _is_one(value: object, hint: object) -> bool:
    """Tell whether a value found elsewhere is of a type."""
    try:
        _adapter(hint).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True
