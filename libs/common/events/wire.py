"""Stored names: which name and version stands for which event class, and who reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, Final, TypeAlias

import orjson
from pydantic import TypeAdapter

from libs.common.decider import Refusal, frozen
from libs.common.events.audience import Audience
from libs.common.events.kernel import DataDestroyed, EpochOpened, SiteFounded
from libs.common.events.recorded import Destroyed

INTERNAL: Final = Audience.INTERNAL
SITE: Final = Audience.SITE
LINKED: Final = Audience.LINKED
OPEN: Final = Audience.OPEN

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]


@frozen
class Claim:
    """A key that one stream alone may hold, and the refusal that a second one meets."""

    key: str
    refusal: type[Refusal]


@frozen
class Stored:
    """One line of a service's wire table.

    `older` are the versions that some readers still need: by name, how the event looks in them.
    They are published beside the event, under its id and number, until their last reader is gone.
    """

    name: str
    event: type
    audience: Audience
    kind: str | None = None
    classification: str = "internal"
    tags: Callable[[Any], Sequence[str]] = lambda _: ()
    claims: Callable[[Any], Sequence[Claim]] = lambda _: ()
    public: Callable[[Any], object] | None = None
    older: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)


def stored(name: str, event: type, audience: Audience, **more: Any) -> Stored:  # noqa: ANN401
    """Write one line: stored name, class, audience; `more` are the fields of `Stored`."""
    return Stored(name=name, event=event, audience=audience, **more)


def tagged(*fields: str) -> Callable[[object], list[str]]:
    """Tag an event by some of its fields, such as `unit:360722-U01`."""
    return lambda event: [f"{field}:{getattr(event, field)}" for field in fields]


KERNEL: Final = (
    stored("SiteFounded.v1", SiteFounded, INTERNAL),
    stored("EpochOpened.v1", EpochOpened, INTERNAL),
    stored("DataDestroyed.v1", DataDestroyed, INTERNAL),
)
"""Lines of every wire table."""


class UnknownType(Exception):  # noqa: N818 - named by what it is
    """No line of the wire table has this name."""


class Wire:
    """A service's wire table: encodes and decodes its events by stored name."""

    def __init__(
        self,
        service: str,
        lines: Iterable[Stored],
        upcasters: Mapping[str, tuple[str, Upcaster]] | None = None,
    ) -> None:
        self.service = service
        self.lines = (*KERNEL, *lines)
        self.upcasters = dict(upcasters or {})
        self._by_name = {line.name: line for line in self.lines}
        self._by_event = {(line.event, line.kind): line for line in self.lines}
        self._adapters: dict[str, TypeAdapter[Any]] = {
            line.name: TypeAdapter(line.event) for line in self.lines
        }
        if len(self._by_name) != len(self.lines):
            raise ValueError("a stored name stands twice in the wire table")

    def line(self, event: object, kind: str) -> Stored:
        """Find the line of an event of a stream kind; raises UnknownType."""
        found = self._by_event.get((type(event), kind)) or self._by_event.get((type(event), None))
        if found is None:
            raise UnknownType(type(event).__name__)
        return found

    def encode(self, line: Stored, event: object) -> bytes:
        """Write an event's data: compact JSON, absent values left out."""
        return self._adapters[line.name].serializer.to_json(event, exclude_none=True)

    def decode(self, name: str, data: bytes | None) -> object:
        """Read an event by its stored name, older versions through their upcasters."""
        if data is None:
            return Destroyed(type=name)
        if name in self.upcasters:
            return self._upcast(name, data)
        if name not in self._adapters:
            raise UnknownType(name)
        return self._adapters[name].validate_json(data)

    def _upcast(self, name: str, data: bytes) -> object:
        fields = orjson.loads(data)
        while name in self.upcasters:
            name, upcaster = self.upcasters[name]
            fields = upcaster(fields)
        return self._adapters[name].validate_python(fields)

    def names(self) -> list[str]:
        """List every stored name that decodes, current and older."""
        return [*self._by_name, *self.upcasters]

    def stored(self, name: str) -> Stored | None:
        """Find the line of a stored name."""
        return self._by_name.get(name)
