"""The one call that appends: a batch in, what became of it out."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

import asyncpg
import orjson

from libs.common.events import merkle
from libs.common.store.batch import Batch

_CALL: Final = """SELECT status, head, detail FROM append_batch(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
    $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)"""


class Outcome(NamedTuple):
    """What became of a batch; see migration 0002 for the statuses and their details."""

    status: str
    head: int
    detail: Any


async def append(
    connection: "asyncpg.Connection[asyncpg.Record]",
    batch: Batch,
    tolerance: timedelta | None,
) -> Outcome:
    """Append the batch, or learn why not; one round trip, one fsync."""
    streams, versions, types, headers, data, salts, leaves = _transposed(batch.events, 7)
    row = await connection.fetchrow(
        _CALL,
        batch.expected,
        _lines(batch.commands),
        batch.first_at,
        batch.first_at and batch.head.recorded_at,
        tolerance,
        len(batch.events),
        _lines(streams),
        _lines(versions),
        _lines(types),
        b"\n".join(headers).decode(),
        b"\n".join(data).decode(),
        b"".join(salts),
        b"".join(leaves),
        merkle.pack(batch.head.frontier),
        *map(_lines, _transposed(_heads(batch), 7)),
        *map(_lines, _transposed(batch.receipts, 5)),
        _lines(batch.claims),
        _lines(batch.claims.values()),
    )
    if row is None:
        raise asyncpg.InterfaceError("append_batch answered nothing")
    return Outcome(row[0], row[1], row[2] and orjson.loads(row[2]))


def _lines(values: Iterable[object]) -> str:
    """Write a column: one value a line, nothing for None."""
    return "\n".join(["" if value is None else str(value) for value in values])


def _transposed(rows: Sequence[tuple[Any, ...]], width: int) -> Iterable[Sequence[Any]]:
    return zip(*rows, strict=True) if rows else [()] * width


def _heads(batch: Batch) -> list[tuple[Any, ...]]:
    return [
        (stream, slot.version, slot.leaf, *slot.sequences, "\t".join(sorted(slot.tags)))
        for stream, slot in batch.slots.items()
    ]
