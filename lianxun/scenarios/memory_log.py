"""One service's log in memory: commands are decided on its streams, and what happened is kept."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

import orjson

from libs.common.service import Service
from libs.common.store.appends import Origin
from libs.common.store.batch import LogFacts
from libs.common.store.commands import context_of

Entry: TypeAlias = dict[str, Any]
"""An event as it is told: where it stands, when and by whom, and its decoded content."""


LASTING: Final = frozenset({"rules", "term", "unit", "unit_record"})
"""Kinds of streams that one undertaking begins and others come back to."""


class Asked(NamedTuple):
    """A command for one stream."""

    stream: str
    command: object
    command_id: str
    origin: Origin


class Written(NamedTuple):
    """An event that was recorded, as it is stored and as it is told.

    `sequence` is its number among those of its stream that others may read.
    """

    content: bytes
    sequence: int
    entry: Entry


class _Stream:
    """Where one stream stands."""

    __slots__ = ("published", "state", "version")

    def __init__(self, state: object) -> None:
        self.state, self.version, self.published = state, 0, 0


class MemoryLog:
    """Holds the streams of one service that anybody may still ask for."""

    def __init__(self, site: str, service: Service) -> None:
        self.service, self._site = service, site
        self._facts = LogFacts.of(site, service)
        self._streams: dict[str, _Stream] = {}
        self._begun: dict[str, list[str]] = defaultdict(list)
        self._position = 0

    def __len__(self) -> int:
        """Count the streams that are held."""
        return len(self._streams)

    def decide(self, asked: Asked, now: datetime) -> Sequence[object]:
        """Give the events that a command leads to; raises Refusal."""
        aggregate = self._facts.aggregate(asked.stream)
        others = {other: self._state(other) for other in aggregate.reads(asked.command)}
        context = context_of(asked.origin, self._site, now, others)
        return aggregate.handle(asked.command, self._state(asked.stream), context)

    def record(self, asked: Asked, event: object, event_id: str, recorded_at: str) -> Written:
        """Take in what happened, and tell it."""
        aggregate, stream = self._facts.aggregate(asked.stream), self._stream(asked)
        line = self._facts.wire.line(event, aggregate.kind)
        content = self._facts.wire.encode(line, event)
        self._position += 1
        stream.state = aggregate.evolve(stream.state, event)
        stream.version += 1
        stream.published += bool(line.audience.topics)
        entry = {
            "service": self.service.name,
            "position": self._position,
            "stream": asked.stream,
            "version": stream.version,
            "id": event_id,
            "type": line.name,
            "recorded_at": recorded_at,
            "actor": asked.origin.actor,
            "role": asked.origin.role,
            "body": asked.origin.body,
            "correlation": asked.origin.correlation,
            "causation": asked.origin.causation,
            "command": asked.command_id,
            "data": orjson.loads(content),
        }
        return Written(content, stream.published, entry)

    def forget(self, correlation: str) -> None:
        """Drop what one undertaking began and nobody will ask for again."""
        for stream in self._begun.pop(correlation, ()):
            del self._streams[stream]

    def _state(self, stream: str) -> object:
        known = self._streams.get(stream)
        return known.state if known else self._facts.aggregate(stream).initial

    def _stream(self, asked: Asked) -> _Stream:
        known = self._streams.get(asked.stream)
        if known is None:
            known = self._streams[asked.stream] = _Stream(self._state(asked.stream))
            if self._facts.aggregate(asked.stream).kind not in LASTING:
                self._begun[asked.origin.correlation].append(asked.stream)
        return known
