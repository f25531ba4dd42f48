"""A site in memory: its services decide, record and react, without a database or a broker.

Everything that is decided is decided by the services' own functions; what the store, the topics
and the runners do besides is left out. Ids and times follow from the seed and from what is asked.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Final, NamedTuple

from lianxun.scenarios.memory_log import Asked, Entry, MemoryLog, Written
from libs.common.auth.claims import Claims
from libs.common.decider import SYSTEM, Permission
from libs.common.events.audience import EVENTS
from libs.common.events.header import write_time
from libs.common.http import CommandRoute
from libs.common.http.commands import named, scope_of
from libs.common.reactions.handling import SYSTEM_ACTOR
from libs.common.reactions.log_source import LogShapes
from libs.common.reactions.table import Origin as SourceOrigin
from libs.common.reactions.table import Reactions, Received, command_id
from libs.common.reactions.vocabulary import Shapes, Vocabulary
from libs.common.service import Service
from libs.common.store.appends import Origin
from libs.contracts.registry import Registry

MILLISECONDS_BETWEEN_COMMANDS: Final = 4


_PAUSE: Final = timedelta(milliseconds=MILLISECONDS_BETWEEN_COMMANDS)


class _Route(NamedTuple):
    """Where a command of people goes."""

    log: MemoryLog
    scope: str
    permission: Permission


class _Reader(NamedTuple):
    """A table of reactions that understands an event, and the service that it belongs to."""

    log: MemoryLog
    vocabulary: Vocabulary


class MemorySite:
    """The services of one site; what it tells is in the order in which it would be recorded."""

    def __init__(
        self,
        site: str,
        services: Iterable[Service],
        contracts: Registry,
        *,
        begins_at: datetime,
        seed: int,
    ) -> None:
        self.site, self._contracts, self._now, self._seed = site, contracts, begins_at, seed
        self._logs = {service.name: MemoryLog(site, service) for service in services}
        self._routes = dict(_routes(site, self._logs.values()))
        self._readers: dict[tuple[str, str], list[_Reader]] = {}
        self._keys, self._events = count(1), count(1)
        for log in self._logs.values():
            for table in log.service.reactions:
                self._listen(log, table)

    def __len__(self) -> int:
        """Count the streams that are held in all."""
        return sum(map(len, self._logs.values()))

    def give(
        self, who: Claims, stream: str, command: object, *, at: datetime, correlation: str
    ) -> Iterator[Entry]:
        """Let somebody give a command; tell what happens, there and in the other services."""
        route = self._routes[type(command)]
        name = named(route.scope, who.actor, str(next(self._keys)))
        origin = Origin(
            actor=who.actor,
            role=who.role_for(route.permission),
            body=who.body,
            correlation=correlation,
            causation=name,
            unit=who.unit,
        )
        return self._play(route.log, Asked(stream, command, name, origin), at)

    def give_as_system(
        self, service: str, stream: str, command: object, *, name: str
    ) -> Iterator[Entry]:
        """Let a service do something of itself."""
        origin = self._origin(self._logs[service], name, name)
        return self._play(self._logs[service], Asked(stream, command, name, origin), self._now)

    def forget(self, correlation: str) -> None:
        """Drop the streams that one undertaking began."""
        for log in self._logs.values():
            log.forget(correlation)

    def _play(self, log: MemoryLog, asked: Asked, at: datetime) -> Iterator[Entry]:
        waiting = deque([(log, asked)])
        while waiting:
            log, asked = waiting.popleft()
            self._now = max(at, self._now + _PAUSE)
            recorded_at = write_time(self._now)
            for event in log.decide(asked, self._now):
                written = log.record(asked, event, self._event_id(), recorded_at)
                yield written.entry
                waiting.extend(self._answers(written))

    def _answers(self, written: Written) -> Iterator[tuple[MemoryLog, Asked]]:
        """Give the commands that follow from an event."""
        entry = written.entry
        for log, vocabulary in self._readers.get((entry["service"], entry["type"]), ()):
            received = Received(
                event=vocabulary.decode(entry["type"], written.content),
                id=entry["id"],
                type=entry["type"],
                site=self.site,
                service=entry["service"],
                stream=entry["stream"],
                sequence=written.sequence,
                position=entry["position"],
                correlation=entry["correlation"],
                recorded_at=entry["recorded_at"],
            )
            origin = self._origin(log, received.correlation, received.id)
            for line in vocabulary.lines(received.type):
                for number, sent in enumerate(line.react(received)):
                    name = command_id(received.id, line, sent, number)
                    yield log, Asked(sent.stream, sent.command, name, origin)

    def _origin(self, log: MemoryLog, correlation: str, causation: str) -> Origin:
        return Origin(
            actor=SYSTEM_ACTOR,
            role=SYSTEM,
            body=f"{self.site}.{log.service.name}",
            correlation=correlation,
            causation=causation,
        )

    def _listen(self, log: MemoryLog, table: Reactions) -> None:
        """Have a table hear what reaches it; a site in memory has no neighbours."""
        source, shapes = table.source.service or log.service.name, self._shapes(log, table)
        if shapes is None:
            return
        vocabulary = Vocabulary(table, shapes)
        for name in filter(vocabulary.understands, shapes.names()):
            self._readers.setdefault((source, name), []).append(_Reader(log, vocabulary))

    def _shapes(self, log: MemoryLog, table: Reactions) -> Shapes | None:
        match table.source.origin:
            case SourceOrigin.OWN_LOG:
                return LogShapes(log.service.wire)
            case SourceOrigin.SERVICE:
                return self._contracts.shapes(str(table.source.service), EVENTS)
            case SourceOrigin.SUBORDINATES | SourceOrigin.SUPERIORS:
                return None

    def _event_id(self) -> str:
        """Make a uuidv7 of the time, the seed and the number of the event."""
        milliseconds = f"{round(self._now.timestamp() * 1000):012x}"
        seed, number = self._seed & 0xFFF, next(self._events)
        return f"{milliseconds[:8]}-{milliseconds[8:]}-7{seed:03x}-8000-{number:012x}"


def _routes(site: str, logs: Iterable[MemoryLog]) -> Iterator[tuple[type, _Route]]:
    for log in logs:
        for route in log.service.routes:
            if isinstance(route, CommandRoute):
                permission = route.aggregate.allowed[route.command]
                scope = scope_of(site, log.service.name, route)
                yield route.command, _Route(log, scope, permission)
