"""What an event came of, and what came of it: a tree over services and sites, by causation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from lianxun.cli.errors import NOT_FOUND, USAGE, CommandFailed
from lianxun.sites.plan import SitePlan
from lianxun.sites.search import Event, event_of, events_of


@dataclass(frozen=True, slots=True)
class Node:
    """An event and the events that it led to, as they were recorded."""

    event: Event
    consequences: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from the root cause to the event asked for, and all that came of that."""

    asked: Event
    root: Node
    unreached: Sequence[str]

    @property
    def missing_cause(self) -> str | None:
        """The id of the root's cause when that was not found; a command has none before it."""
        event = self.root.event
        is_command = event["causation"] == event["command"]
        return None if is_command else str(event["causation"])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give a row per event, each before what came of it."""
        waiting = [(self.root, 0)]
        while waiting:
            node, depth = waiting.pop()
            yield {"depth": depth, "asked": node.event is self.asked, **node.event}
            waiting += [(each, depth + 1) for each in reversed(node.consequences)]


def traced(home: Path, plans: Sequence[SitePlan], event_id: str) -> Trace:
    """Trace an event; raises CommandFailed when it is not found."""
    found = event_of(home, plans, _written(event_id))
    if not found.events and found.unreached:
        message = f"no event {event_id} where it could be looked for; not reached: "
        raise CommandFailed(message + ", ".join(found.unreached))
    if not found.events:
        raise CommandFailed(f"no site has an event {event_id}.", NOT_FOUND)
    (asked, *_) = found.events
    related = events_of(home, plans, asked["correlation"])
    return trace(asked, related.events, sorted({*found.unreached, *related.unreached}))


def trace(asked: Event, related: Iterable[Event], unreached: Sequence[str]) -> Trace:
    """Put the events of one correlation in order around the one that is asked for."""
    by_id = {event["id"]: event for event in related} | {asked["id"]: asked}
    caused = defaultdict[str, list[Event]](list)
    for event in by_id.values():
        caused[event["causation"]].append(event)
    root = _consequences(asked, caused)
    while (cause := by_id.get(root.event["causation"])) is not None:
        root = Node(cause, [root])
    return Trace(asked, root, unreached)


def _consequences(event: Event, caused: dict[str, list[Event]]) -> Node:
    following = sorted(caused[event["id"]], key=_order)
    return Node(event, [_consequences(each, caused) for each in following])


def _order(event: Event) -> tuple[str, str, str, int]:
    return event["recorded_at"], event["site"], event["service"], event["position"]


def _written(event_id: str) -> str:
    try:
        return str(UUID(event_id))
    except ValueError:
        raise CommandFailed(f"EVENT_ID: {event_id!r} is no event's id.", USAGE) from None
