"""How reactions are written down: one table per source, each line an event and a pure function."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

from libs.common.clock import derived_id
from libs.common.decider import frozen

E_co = TypeVar("E_co", covariant=True)


@frozen
class Received(Generic[E_co]):
    """An event as it reached this service, with what its reader may know of its origin."""

    event: E_co
    id: str
    type: str
    site: str
    service: str
    stream: str
    sequence: int
    position: int
    correlation: str
    recorded_at: str


@frozen
class Send:
    """One command for one stream of this service."""

    stream: str
    command: object


def send(stream: str, command: object) -> Send:
    """Address a command."""
    return Send(stream=stream, command=command)


React: TypeAlias = Callable[[Received[Any]], Sequence[Send]]


@frozen
class Reaction:
    """One line: `name` is part of the command ids that follow, so it never changes."""

    name: str
    event: type
    react: React


def on(name: str, event: type, react: React) -> Reaction:
    """Write one line of a reactions table."""
    return Reaction(name=name, event=event, react=react)


def command_id(event_id: str, line: Reaction, sent: Send, number: int) -> str:
    """Name the command that a line sends as its `number`-th: whenever it is sent, the same."""
    return derived_id(event_id, f"{line.name}/{sent.stream}/{number}")


class Origin(Enum):
    """Where the events of a table come from."""

    OWN_LOG = "own_log"
    SERVICE = "service"
    SUBORDINATES = "subordinates"
    SUPERIORS = "superiors"


@frozen
class Source:
    """A service's events at this site, or at the sites below or above; or the own log."""

    origin: Origin
    service: str | None = None


def own_log() -> Source:
    """React to the service's own events, read by position."""
    return Source(origin=Origin.OWN_LOG)


def service(name: str) -> Source:
    """React to another service of this site: topic `<site>.<name>.events`."""
    return Source(origin=Origin.SERVICE, service=name)


def subordinates(name: str) -> Source:
    """React to a service of every site below: topics `<subordinate>.<name>.linked`."""
    return Source(origin=Origin.SUBORDINATES, service=name)


def superiors(name: str) -> Source:
    """React to a service of every site above: topics `<superior>.<name>.linked`."""
    return Source(origin=Origin.SUPERIORS, service=name)


@frozen
class Reactions:
    """One table; `name` names its consumer group and its parked keys, so it never changes."""

    name: str
    source: Source
    lines: tuple[Reaction, ...]
