"""Generated events as rows of the store: exact bytes, salts, leaves, a frontier per flush.

The rows are what the appender would have written had it run then; only the salts hide nothing,
because they follow from the events' ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import orjson

from lianxun.scenarios.cases import COUNTY
from lianxun.scenarios.memory_log import Entry
from libs.common.events import merkle
from libs.common.events.header import NO_LEAF, Header, encode
from libs.common.events.record import SALT_BYTES, data_digest
from libs.common.events.wire import Stored, UnknownType, Wire
from libs.common.service import Service
from libs.common.store.batch import APPEND_EVENTS_MAX

FIRST_EPOCH: Final = 1


class LogRow(NamedTuple):
    """One row of `events`: its fields are the table's columns, in their order."""

    position: int
    stream: str
    version: int
    type: str
    header: bytes
    data: bytes
    salt: bytes
    leaf: bytes
    frontier: bytes | None


def rows(service: Service, events: Iterable[Entry], site: str = COUNTY) -> Iterator[LogRow]:
    """Give the rows of one service's log, from its first event on; other services' are left out."""
    log = _Log(site, service.wire)
    for flush in _flushes(event for event in events if event["service"] == service.name):
        yield from log.write(flush)


def _flushes(events: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Gather whole commands, as many as go into one flush."""
    flush: list[Entry] = []
    for _, emitted in groupby(events, itemgetter("command")):
        command = list(emitted)
        if len(flush) + len(command) > APPEND_EVENTS_MAX:
            yield flush
            flush = []
        flush += command
    if flush:
        yield flush


class _Log:
    """The log so far: its size and tree, and the last leaf and numbers of each stream."""

    def __init__(self, site: str, wire: Wire) -> None:
        self._site, self._wire, self._size = site, wire, 0
        self._frontier: merkle.Frontier = ()
        self._leaves: dict[str, str] = {}
        self._numbers: dict[str, dict[str, int]] = {}

    def write(self, flush: Sequence[Entry]) -> Iterator[LogRow]:
        """Write one flush; its last row carries the frontier."""
        *others, last = flush
        yield from map(self._row, others)
        yield self._row(last)._replace(frontier=merkle.pack(self._frontier))

    def _row(self, entry: Entry) -> LogRow:
        name, stream, content = entry["type"], entry["stream"], orjson.dumps(entry["data"])
        line = self._wire.stored(name)
        if line is None:
            raise UnknownType(name)
        salt = sha256(entry["id"].encode()).digest()[:SALT_BYTES]
        tags = tuple(line.tags(self._wire.decode(name, content)))
        header = self._header(entry, line, tags, data_digest(salt, content))
        written = encode(header)
        leaf = merkle.leaf_hash(written)
        self._frontier = merkle.extend(self._frontier, self._size, leaf)
        self._size += 1
        self._leaves[stream] = leaf.hex()
        return LogRow(
            self._size, stream, header.version, name, written, content, salt, leaf, frontier=None
        )

    def _header(self, entry: Entry, line: Stored, tags: tuple[str, ...], digest: str) -> Header:
        stream = entry["stream"]
        return Header(
            site=self._site,
            service=self._wire.service,
            epoch=FIRST_EPOCH,
            position=self._size + 1,
            stream=stream,
            version=entry["version"],
            id=entry["id"],
            type=line.name,
            recorded_at=entry["recorded_at"],
            actor=entry["actor"],
            role=entry["role"],
            body=entry["body"],
            correlation=entry["correlation"],
            causation=entry["causation"],
            command=entry["command"],
            tags=tags,
            classification=line.classification,
            audience=line.audience.value,
            sequence=self._sequence(stream, line.audience.topics),
            previous=self._leaves.get(stream, NO_LEAF),
            data=digest,
        )

    def _sequence(self, stream: str, circles: tuple[str, ...]) -> dict[str, int]:
        """Count the event in each circle that it goes to."""
        if not circles:
            return {}
        numbers = self._numbers.setdefault(stream, {})
        numbers.update({circle: numbers.get(circle, 0) + 1 for circle in circles})
        return {circle: numbers[circle] for circle in circles}
