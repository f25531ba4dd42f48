"""Parked rows as people see them: by stream, row by row, and thrown away with a reason."""

from datetime import datetime
from typing import Final

import asyncpg

from libs.common.decider import frozen
from libs.common.reactions.arrival import Key
from libs.common.reactions.ledger import Connection
from libs.common.reactions.records import Record, read_headers

STREAMS_MAX: Final = 1000
ROWS_MAX: Final = 10_000

_STREAMS: Final = """
    SELECT DISTINCT ON (reaction, topic, stream)
           reaction, topic, stream, cause, detail, attempts, first_failed_at, last_failed_at,
           count(*) OVER (PARTITION BY reaction, topic, stream) AS rows
      FROM parked
     WHERE $1::text IS NULL OR reaction = $1
     ORDER BY reaction, topic, stream, id LIMIT $2"""
_COLUMNS: Final = """
    id, reaction, topic, partition, record_offset, stream, key, value, headers::text, cause,
    detail, attempts, first_failed_at, last_failed_at"""
_ROWS: Final = f"""
    SELECT {_COLUMNS} FROM parked
     WHERE reaction = $1 AND topic = $2 AND stream = $3 ORDER BY id LIMIT $4"""  # noqa: S608 - columns only
_ROW: Final = f"SELECT {_COLUMNS} FROM parked WHERE id = $1"  # noqa: S608 - columns only


@frozen
class ParkedStream:
    """A stream that waits: how many rows, and what is wrong with the first."""

    reaction: str
    topic: str
    stream: str
    rows: int
    cause: str
    detail: str
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime


@frozen
class ParkedRow:
    """One record that waits, as it came."""

    id: int
    reaction: str
    stream: str
    record: Record
    cause: str
    detail: str
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime

    @property
    def key(self) -> Key:
        """What it waits with."""
        return self.record.topic, self.stream


async def parked_streams(
    connection: Connection, reaction: str | None = None, limit: int = STREAMS_MAX
) -> list[ParkedStream]:
    """List the streams that wait, of one table or of all."""
    return [ParkedStream(**row) for row in await connection.fetch(_STREAMS, reaction, limit)]


async def parked_rows(connection: Connection, reaction: str, key: Key) -> list[ParkedRow]:
    """List a stream's rows in the order in which they came."""
    rows = await connection.fetch(_ROWS, reaction, *key, ROWS_MAX)
    return [_row(row) for row in rows]


async def parked_row(connection: Connection, identifier: int) -> ParkedRow | None:
    """Find one row."""
    row = await connection.fetchrow(_ROW, identifier)
    return None if row is None else _row(row)


def _row(row: asyncpg.Record) -> ParkedRow:
    record = Record(
        row["topic"],
        row["partition"],
        row["record_offset"],
        row["key"],
        row["value"],
        read_headers(row["headers"]),
    )
    return ParkedRow(
        id=row["id"],
        reaction=row["reaction"],
        stream=row["stream"],
        record=record,
        cause=row["cause"],
        detail=row["detail"],
        attempts=row["attempts"],
        first_failed_at=row["first_failed_at"],
        last_failed_at=row["last_failed_at"],
    )
