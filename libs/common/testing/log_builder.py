"""Logs for tests: events written as the appender would, without anything being decided."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

import asyncpg

from libs.common.clock import derived_id
from libs.common.events import merkle
from libs.common.events.audience import EVENTS, LINKED, PUBLIC
from libs.common.events.header import NO_LEAF, Header, encode, write_time
from libs.common.events.record import SALT_BYTES, data_digest
from libs.common.events.wire import Stored, Wire

START: Final = datetime(2025, 3, 1, tzinfo=UTC)
STEP: Final = timedelta(seconds=1)
NAMESPACE: Final = "5f0d5f0e-0000-4000-8000-000000000000"
CIRCLES: Final = (EVENTS, LINKED, PUBLIC)

_COLUMNS: Final = (
    *("position", "stream", "version", "type"),
    *("header", "data", "salt", "leaf", "frontier"),
)
_HEADS: Final = """
    INSERT INTO streams SELECT *, '{}' FROM unnest(
        $1::text[], $2::int4[], $3::bytea[], $4::int4[], $5::int4[], $6::int4[])
    ON CONFLICT (stream) DO UPDATE SET
        version = excluded.version, last_leaf = excluded.last_leaf,
        events_sequence = excluded.events_sequence, linked_sequence = excluded.linked_sequence,
        public_sequence = excluded.public_sequence"""


class BuiltRow(NamedTuple):
    """One row of `events`."""

    position: int
    stream: str
    version: int
    type: str
    header: bytes
    data: bytes | None
    salt: bytes | None
    leaf: bytes
    frontier: bytes | None


class LogBuilder:
    """Builds one log, an event a second; the same events give the same bytes every time."""

    def __init__(self, wire: Wire, site: str = "360000") -> None:
        self.wire, self.site = wire, site
        self.position, self.now = 0, START - STEP
        self.frontier: merkle.Frontier = ()
        self.rows: list[BuiltRow] = []
        self._leaves: dict[str, bytes] = {}
        self._versions: Counter[str] = Counter()
        self._sequences: Counter[tuple[str, str]] = Counter()

    def add(self, stream: str, event: object, *, at: datetime | None = None) -> Header:
        """Write an event that the wire table knows."""
        line = self.wire.line(event, stream.partition("-")[0])
        return self.add_stored(stream, line, self.wire.encode(line, event), at=at)

    def add_stored(
        self, stream: str, line: Stored, stored: bytes, *, at: datetime | None = None
    ) -> Header:
        """Write data as it is, be it of an unknown type or nonsense."""
        self.position, self.now = self.position + 1, at or self.now + STEP
        salt = sha256(b"salt %d" % self.position).digest()[:SALT_BYTES]
        header = self._header(stream, line, data_digest(salt, stored))
        written = encode(header)
        leaf = merkle.leaf_hash(written)
        self.frontier = merkle.extend(self.frontier, self.position - 1, leaf)
        self._leaves[stream] = leaf
        self.rows.append(
            BuiltRow(
                self.position, stream, header.version, line.name, written, stored, salt, leaf, None
            )
        )
        return header

    def _header(self, stream: str, line: Stored, digest: str) -> Header:
        self._versions[stream] += 1
        for circle in line.audience.topics:
            self._sequences[stream, circle] += 1
        name = derived_id(NAMESPACE, str(self.position))
        return Header(
            site=self.site,
            service=self.wire.service,
            epoch=1,
            position=self.position,
            stream=stream,
            version=self._versions[stream],
            id=name,
            type=line.name,
            recorded_at=write_time(self.now),
            actor="ana",
            role="office",
            body=self.site,
            correlation=name,
            causation=name,
            command=name,
            classification=line.classification,
            audience=line.audience.value,
            sequence={c: self._sequences[stream, c] for c in line.audience.topics},
            previous=self._leaves[stream].hex() if stream in self._leaves else NO_LEAF,
            data=digest,
        )

    async def insert(self, connection: "asyncpg.Connection[asyncpg.Record]") -> int:
        """Insert what was added since the last time, as one flush; gives the head."""
        if not self.rows:
            return self.position
        rows = [*self.rows[:-1], self.rows[-1]._replace(frontier=merkle.pack(self.frontier))]
        self.rows = []
        async with connection.transaction():
            await connection.copy_records_to_table("events", records=rows, columns=_COLUMNS)
            await connection.execute(_HEADS, *self._heads({row.stream for row in rows}))
        return self.position

    def _heads(self, streams: set[str]) -> list[Any]:
        names = sorted(streams)
        return [
            names,
            [self._versions[name] for name in names],
            [self._leaves[name] for name in names],
            *([self._sequences[name, circle] for name in names] for circle in CIRCLES),
        ]
