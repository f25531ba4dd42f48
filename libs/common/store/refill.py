"""Refilling a database from its tape: what was lost after a restore comes back event by event.

Every record is proven before it is written, and what has no place in the log is refused by its
position. The narrow tables are made anew from the events. Two things do not come back, because no
event holds them: fingerprints of requests, and receipts of commands that appended nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Final, TypeAlias

import asyncpg

from libs.common.decider import frozen
from libs.common.events import merkle
from libs.common.events.header import decode as decode_header
from libs.common.events.record import SALT_BYTES
from libs.common.events.wire import Wire
from libs.common.kafka.proof import Proof, StreamEnd, TapeRefused
from libs.common.kafka.second_line import START, Mark, TapeJump, mark_of
from libs.common.kafka.survey import Survey, survey
from libs.common.kafka.tape import Tape, TapeDamaged, TapeRecord
from libs.common.store.lineage import Finding, Standing, examine
from libs.common.store.narrow import Told, rebuild_narrow
from libs.common.store.reading import StoredRow, read_last

BATCH_EVENTS_MAX: Final = 2000
APPEND_LOCK: Final = 4917001
"""The lock of `append_batch`: no writer appends while a batch is put in."""

_DESTROYED_SALT: Final = bytes(SALT_BYTES)
_COLUMNS: Final = (
    *("position", "stream", "version", "type", "header", "data", "salt", "leaf", "frontier"),
)
_LEAF: Final = _COLUMNS.index("leaf")
_ENDS: Final = """
SELECT stream, version, last_leaf, events_sequence, linked_sequence, public_sequence
  FROM streams WHERE stream = ANY($1)"""
_SIZE: Final = "SELECT coalesce(max(position), 0) FROM events"

Held: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
PutBack: TypeAlias = Callable[[Held, Sequence[TapeRecord]], Awaitable[None]]


@frozen
class Refilled:
    """What came back; `to_destroy` are survivors whose destruction was ordered in what came back.

    Their data has to be destroyed again: position of the event, position of the order.
    """

    first: int
    last: int
    root: str
    to_destroy: Mapping[int, int]


@frozen
class Reconciled:
    """What was found in the end, and what came back on the way."""

    finding: Finding
    refilled: Refilled | None = None


async def reconcile(
    pool: Pool, tape: Tape, wire: Wire, site: str, *, witnessed: Mapping[int, str] | None = None
) -> Reconciled:
    """Compare database and tape, and refill a database that is behind."""
    finding = await examine(pool, tape, site)
    if finding.standing is not Standing.BEHIND:
        return Reconciled(finding=finding)
    await tape.settle()
    try:
        refilled = await refill(pool, tape, wire, site, witnessed=witnessed)
    except (TapeRefused, TapeJump, TapeDamaged) as refused:
        differs = replace(finding, standing=Standing.DIFFERS, detail=str(refused))
        return Reconciled(finding=differs)
    return Reconciled(finding=await examine(pool, tape, site), refilled=refilled)


async def refill(
    pool: Pool, tape: Tape, wire: Wire, site: str, *, witnessed: Mapping[int, str] | None = None
) -> Refilled:
    """Put back what the tape has and the database lacks, in order, each batch a transaction.

    `witnessed` are roots known from elsewhere, by size. Raises TapeRefused at the first record
    that contradicts the log, TapeJump, TapeDamaged and TapeUnreachable; what was put back before
    stays, for it was proven.
    """
    last = await read_last(pool)
    offset, after = await _common_end(tape, last)
    seen = await survey(tape, offset=offset)
    for opening in seen.openings:
        if opening.position <= after.position:
            raise TapeRefused(opening.position, f"epoch {opening.epoch} puts this database aside")
    proof = _begin(last, after, f"/{site}/{wire.service}", witnessed or {})
    async with aclosing(_batches(tape, offset, after, seen)) as batches:
        await _put_back_all(
            pool, batches, lambda held, batch: _put_back(held, wire, proof, batch, seen)
        )
    return Refilled(
        first=after.position + 1,
        last=proof.last.position,
        root=merkle.root(proof.frontier).hex(),
        to_destroy={
            target: order for target, order in seen.orders.items() if target <= after.position
        },
    )


async def _common_end(tape: Tape, last: StoredRow | None) -> tuple[int, Mark]:
    """Find where the tape goes on after the database's last event."""
    if last is None:
        return 0, START
    after = mark_of(decode_header(last.header))
    found = await tape.find(after)
    if found is None or found.record.leaf != last.leaf:
        raise TapeRefused(after.position, "the database holds another event")
    return found.offset + 1, after


def _begin(last: StoredRow | None, after: Mark, source: str, witnessed: Mapping[int, str]) -> Proof:
    if last is None:
        return Proof(source, last=START, frontier=(), recorded_at="", witnessed=witnessed)
    if last.frontier is None:
        raise TapeRefused(after.position, "the database does not end with a whole flush")
    return Proof(
        source,
        last=after,
        frontier=merkle.unpack(last.frontier),
        recorded_at=decode_header(last.header).recorded_at,
        witnessed=witnessed,
    )


async def _batches(
    tape: Tape, offset: int, after: Mark, seen: Survey
) -> AsyncGenerator[list[TapeRecord], None]:
    """Read what is in force, in batches that tear no command."""
    held: list[TapeRecord] = []
    async with aclosing(tape.batches(offset=offset, after=after)) as batches:
        async for records in batches:
            held += [
                found
                for found in records
                if found.offset < seen.end and not seen.is_put_aside(found.mark)
            ]
            while len(held) > BATCH_EVENTS_MAX:
                cut = _cut(held)
                yield held[:cut]
                held = held[cut:]
    if held:
        yield held


def _cut(held: Sequence[TapeRecord]) -> int:
    for size in range(BATCH_EVENTS_MAX, 0, -1):
        if held[size - 1].header.command != held[size].header.command:
            return size
    raise TapeRefused(held[0].header.position, f"a command of over {BATCH_EVENTS_MAX} events")


async def _put_back_all(
    pool: Pool, batches: AsyncIterator[Sequence[TapeRecord]], put_back: PutBack
) -> None:
    """Put back batch after batch, and read the next one while the database is busy."""

    async def in_transaction(records: Sequence[TapeRecord]) -> None:
        async with pool.acquire() as connection, connection.transaction():
            await put_back(connection, records)

    under_way: asyncio.Task[None] | None = None
    try:
        async for records in batches:
            if under_way is not None:
                await under_way
            under_way = asyncio.create_task(in_transaction(records))
        if under_way is not None:
            await under_way
    finally:
        if under_way is not None:
            under_way.cancel()
            await asyncio.wait([under_way])


async def _put_back(
    connection: Held, wire: Wire, proof: Proof, records: Sequence[TapeRecord], seen: Survey
) -> None:
    await connection.execute("SELECT pg_advisory_xact_lock($1)", APPEND_LOCK)
    size = await connection.fetchval(_SIZE)
    if size != proof.last.position:
        raise TapeRefused(size, "somebody else writes to the database")
    rows = _prove(proof, records, await _ends(connection, records), seen)
    await connection.copy_records_to_table("events", records=rows, columns=_COLUMNS)
    leaves = (row[_LEAF] for row in rows)
    told = [
        Told(found.header, found.record.data or None, leaf)
        for found, leaf in zip(records, leaves, strict=True)
    ]
    await rebuild_narrow(connection, wire, told)


async def _ends(connection: Held, records: Sequence[TapeRecord]) -> dict[str, StreamEnd]:
    streams = list({found.header.stream for found in records})
    ends = dict.fromkeys(streams, StreamEnd())
    for stream, version, leaf, *sequence in await connection.fetch(_ENDS, streams):
        ends[stream] = StreamEnd(version=version, leaf=leaf, sequence=tuple(sequence))
    return ends


def _prove(
    proof: Proof, records: Sequence[TapeRecord], ends: dict[str, StreamEnd], seen: Survey
) -> list[tuple[Any, ...]]:
    """Prove a batch and write its rows; the last one carries the frontier, as after a flush."""
    rows = []
    for number, found in enumerate(records, start=1):
        header, record = found.header, found.record
        is_ordered = header.position in seen.orders
        is_empty = is_ordered and record.salt == _DESTROYED_SALT and not record.data
        end = proof.accept(found, ends[header.stream], is_empty=is_empty)
        ends[header.stream] = end
        rows.append(
            (
                *(header.position, header.stream, header.version, header.type, record.header),
                # What was ordered to be destroyed does not come back.
                *((None, None) if is_ordered else (record.data, record.salt)),
                *(end.leaf, merkle.pack(proof.frontier) if number == len(records) else None),
            )
        )
    return rows
