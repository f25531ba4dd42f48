"""Writes valid logs straight into a database, without the appender: a second opinion."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

import asyncpg
import orjson

from libs.common.events import merkle
from libs.common.events.header import NO_LEAF, Header, decode, encode, write_time
from libs.common.events.kernel import EpochOpened
from libs.common.events.record import data_digest
from tests.relay.vocabulary import SERVICE, WIRE, IssueApproved, IssueClosed, IssueRaised, NoteKept

NAMESPACE: Final = UUID(int=7)
START: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)
CIRCLES: Final = ("events", "linked", "public")


class Head(NamedTuple):
    """Where one stream stands."""

    version: int = 0
    leaf: str = NO_LEAF
    sequence: tuple[int, ...] = (0, 0, 0)
    tags: tuple[str, ...] = ()


class Written(NamedTuple):
    """Everything one command leaves in the database."""

    rows: list[tuple[Any, ...]]
    receipt: tuple[Any, ...]
    claims: list[tuple[str, str]]
    streams: set[str]


class LogBuilder:
    """One service's log; each `append` is one command and one flush."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", site: str) -> None:
        self.pool, self.site = pool, site
        self.position, self.epoch = 0, 1
        self.frontier: merkle.Frontier = ()
        self.heads: dict[str, Head] = {}

    @property
    def root(self) -> str:
        """Give the root of the whole log."""
        return merkle.root(self.frontier).hex()

    async def append(self, *emits: tuple[str, object]) -> None:
        """Write events for streams as one command, which is one flush."""
        await self._write([self._command(emits)])

    async def append_many(self, count: int, *, streams: int = 7, size: int = 40) -> None:
        """Write `count` events of all kinds, in commands of up to five."""
        last, written = self.position + count, []
        while self.position < last:
            first = self.position + 1
            numbers = range(first, min(first + 1 + first % 5, last + 1))
            written.append(self._command([self._sample(each, streams, size) for each in numbers]))
        await self._write(written)

    async def catch_up(self) -> None:
        """Go on from what is in the database, and make its narrow tables as they were then."""
        begun = LogBuilder(self.pool, self.site)
        rows = await self.pool.fetch(_HEADERS)
        for stream, header, leaf in rows:
            begun.follow(stream, decode(header), leaf)
        self.position, self.epoch = begun.position, begun.epoch
        self.frontier, self.heads = begun.frontier, begun.heads
        streams = [_stream_row(*each) for each in self.heads.items()]
        await self.pool.executemany(_UPSERT, streams)

    def follow(self, stream: str, header: Header, leaf: bytes) -> None:
        """Go on behind an event."""
        head, given = self.heads.get(stream, Head()), header.sequence or {}
        self.position, self.epoch = header.position, header.epoch
        self.frontier = merkle.extend(self.frontier, header.position - 1, leaf)
        self.heads[stream] = Head(
            header.version,
            leaf.hex(),
            tuple(given.get(each, was) for each, was in zip(CIRCLES, head.sequence, strict=True)),
            tuple(sorted({*head.tags, *header.tags})),
        )

    def _command(self, emits: Sequence[tuple[str, object]]) -> Written:
        command = self._id(f"command-{self.epoch}-{self.position + 1}")
        rows, claims = [], []
        for stream, event in emits:
            rows.append(self._row(stream, event, command))
            line = WIRE.line(event, stream.partition("-")[0])
            claims += [(claim.key, stream) for claim in line.claims(event)]
        rows[-1] = (*rows[-1][:-1], merkle.pack(self.frontier))
        receipt = (command, None, rows[0][0], rows[-1][0], _outcome(rows))
        return Written(rows, receipt, claims, {stream for stream, _ in emits})

    async def _write(self, written: Sequence[Written]) -> None:
        rows = [row for each in written for row in each.rows]
        touched = {stream for each in written for stream in each.streams}
        streams = [_stream_row(stream, self.heads[stream]) for stream in touched]
        claims = [claim for each in written for claim in each.claims]
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.copy_records_to_table("events", records=rows)
            await connection.executemany(_UPSERT, streams)
            await connection.executemany(_RECEIPT, [each.receipt for each in written])
            await connection.executemany("INSERT INTO claims VALUES ($1, $2)", claims)

    def _sample(self, number: int, streams: int, size: int) -> tuple[str, object]:
        filler = "账" * size
        events: Sequence[object] = (
            IssueRaised(title=filler, number=str(number), unit=f"u-{number % 3}"),
            NoteKept(note=filler),
            IssueApproved(),
            IssueClosed(reason=filler, by="a-1"),
        )
        return f"issue-{number % streams}", events[number % len(events)]

    def _row(self, stream: str, event: object, command: str) -> tuple[Any, ...]:
        line, head = WIRE.line(event, stream.partition("-")[0]), self.heads.get(stream, Head())
        self.epoch += isinstance(event, EpochOpened)
        self.position += 1
        data, salt = WIRE.encode(line, event), self.position.to_bytes(16, "big")
        numbers = {
            circle: last + 1
            for circle, last in zip(CIRCLES, head.sequence, strict=True)
            if circle in line.audience.topics
        }
        header = Header(
            site=self.site,
            service=SERVICE,
            epoch=self.epoch,
            position=self.position,
            stream=stream,
            version=head.version + 1,
            id=self._id(f"event-{self.epoch}-{self.position}"),
            type=line.name,
            recorded_at=write_time(START + timedelta(microseconds=self.position)),
            actor="a-7f3c",
            role="office",
            body="b-1",
            correlation=self._id("correlation"),
            causation=self._id("causation"),
            command=command,
            tags=tuple(line.tags(event)),
            classification=line.classification,
            audience=line.audience.value,
            sequence=numbers,
            previous=head.leaf,
            data=data_digest(salt, data),
        )
        written = encode(header)
        leaf = merkle.leaf_hash(written)
        self.follow(stream, header, leaf)
        return (self.position, stream, header.version, line.name, written, data, salt, leaf, None)

    def _id(self, name: str) -> str:
        return str(uuid5(NAMESPACE, f"{self.site} {name}"))


def _outcome(rows: Sequence[tuple[Any, ...]]) -> str:
    """Write the receipt's text in a way of its own."""
    heads: dict[str, dict[str, Any]] = {}
    for _, stream, version, _, header, *_ in rows:
        head = heads.setdefault(stream, {"stream": stream, "version": 0, "sequence": {}})
        head["version"] = version
        head["sequence"] |= orjson.loads(header).get("sequence", {})
    return orjson.dumps([heads[stream] for stream in sorted(heads)]).decode()


def _stream_row(stream: str, head: Head) -> tuple[Any, ...]:
    return (stream, head.version, bytes.fromhex(head.leaf), *head.sequence, list(head.tags))


_HEADERS: Final = "SELECT stream, header, leaf FROM events ORDER BY position"
_RECEIPT: Final = "INSERT INTO receipts VALUES ($1, $2, $3, $4, $5)"
_UPSERT: Final = """
INSERT INTO streams VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (stream) DO UPDATE
SET version = $2, last_leaf = $3, events_sequence = $4, linked_sequence = $5,
    public_sequence = $6, tags = $7"""
