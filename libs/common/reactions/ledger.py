"""What a table remembers in the database: sequences seen, rows parked, its place in the own log.

All changes of one table are made one after another, under a lock that only lasts as long as its
transaction, and only if the streams still stand as they stood when the batch began: a reader
that was overtaken, by a successor or by a redrive, writes nothing and looks again.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import asyncpg
import asyncpg.pool

from libs.common.reactions.arrival import Key
from libs.common.reactions.order import Seen
from libs.common.reactions.outcome import Outcome, Parking, Standing
from libs.common.reactions.records import write_headers

Connection: TypeAlias = (
    "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
)

LOCK: Final = 4917003
_LOCK: Final = f"SELECT pg_advisory_xact_lock({LOCK}, hashtext($1))"
_STANDINGS: Final = """
    SELECT w.topic, w.stream, s.epoch, s.sequence, s.position,
           EXISTS (SELECT FROM parked p WHERE p.reaction = $1
                      AND p.topic = w.topic AND p.stream = w.stream) AS is_parked
      FROM unnest($2::text[], $3::text[]) AS w (topic, stream)
      LEFT JOIN seen_sequences s ON s.topic = w.topic AND s.stream = w.stream"""
_SEEN: Final = """
    INSERT INTO seen_sequences (topic, stream, epoch, sequence, position)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int4[], $4::int4[], $5::int8[])
    ON CONFLICT (topic, stream) DO UPDATE
       SET (epoch, sequence) = (
               SELECT * FROM (VALUES (seen_sequences.epoch, seen_sequences.sequence),
                                     (excluded.epoch, excluded.sequence)) AS v (epoch, sequence)
                ORDER BY epoch DESC, sequence DESC LIMIT 1),
           position = greatest(seen_sequences.position, excluded.position)"""
_PARK: Final = """
    INSERT INTO parked (reaction, topic, partition, record_offset, stream, key, value, headers,
                        cause, detail)
    SELECT $1, p.* FROM unnest($2::text[], $3::int4[], $4::int8[], $5::text[], $6::bytea[],
                               $7::bytea[], $8::jsonb[], $9::text[], $10::text[])
        AS p (topic, partition, record_offset, stream, key, value, headers, cause, detail)
    ON CONFLICT DO NOTHING"""
_BEGIN: Final = """
    INSERT INTO reaction_positions (name, position) VALUES ($1, 0) ON CONFLICT DO NOTHING"""
_PLACE: Final = "SELECT position FROM reaction_positions WHERE name = $1"
_MOVE: Final = """
    UPDATE reaction_positions SET position = $3 WHERE name = $1 AND position = $2"""


class Overtaken(Exception):  # noqa: N818 - named by what it is
    """Somebody else changed how the streams stand: nothing was written, look again."""


class Move(NamedTuple):
    """A step of the place in the own log."""

    before: int
    after: int


class Ledger:
    """The memory of one table."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", table: str) -> None:
        self._pool, self.table = pool, table

    async def standings(self, keys: Collection[Key]) -> dict[Key, Standing]:
        """Tell how streams stand."""
        async with self._pool.acquire() as connection:
            return await self._standings(connection, keys)

    async def settle(self, outcomes: Sequence[Outcome], move: Move | None = None) -> None:
        """Write what a batch led to, in one transaction; raises Overtaken."""
        async with self._pool.acquire() as connection, connection.transaction():
            await self.lock(connection)
            if move is not None:
                await self._move(connection, move)
            found = await self._standings(connection, [outcome.key for outcome in outcomes])
            if any(not _same(found[outcome.key], outcome.before) for outcome in outcomes):
                raise Overtaken(self.table)
            await note_seen(connection, _counted(outcomes))
            await self._park(connection, [row for each in outcomes for row in each.parkings])

    async def place(self) -> int:
        """Tell how far the table has come in the own log; it begins before the first event."""
        async with self._pool.acquire() as connection:
            await connection.execute(_BEGIN, self.table)
            place: int = await connection.fetchval(_PLACE, self.table)
            return place

    async def lock(self, connection: Connection) -> None:
        """Keep every other change of this table out, to the end of the transaction."""
        await connection.execute(_LOCK, self.table)

    async def _standings(
        self, connection: Connection, keys: Collection[Key]
    ) -> dict[Key, Standing]:
        topics, streams = [topic for topic, _ in keys], [stream for _, stream in keys]
        rows = await connection.fetch(_STANDINGS, self.table, topics, streams)
        return {(row["topic"], row["stream"]): _standing(row) for row in rows}

    async def _move(self, connection: Connection, move: Move) -> None:
        # Lost in a crash, place and parked rows are lost together and simply made again.
        await connection.execute("SET LOCAL synchronous_commit = off")
        if await connection.execute(_MOVE, self.table, *move) != "UPDATE 1":
            raise Overtaken(self.table)

    async def _park(self, connection: Connection, rows: Sequence[Parking]) -> None:
        if rows:
            await connection.execute(_PARK, self.table, *_columns(map(_row, rows)))


async def note_seen(connection: Connection, seen: Sequence[tuple[Key, Seen]]) -> None:
    """Count on; what was counted further already stays."""
    if seen:
        await connection.execute(_SEEN, *_columns((*key, *counted) for key, counted in seen))


def _counted(outcomes: Iterable[Outcome]) -> list[tuple[Key, Seen]]:
    return [
        (outcome.key, outcome.seen)
        for outcome in outcomes
        if outcome.seen is not None and outcome.seen != outcome.before.seen
    ]


def _standing(row: asyncpg.Record) -> Standing:
    seen = None if row["epoch"] is None else Seen(row["epoch"], row["sequence"], row["position"])
    return Standing(seen, row["is_parked"])


def _same(found: Standing, before: Standing) -> bool:
    # A redrive may have moved the position on; that is no reason to begin again.
    return found.is_parked == before.is_parked and _number(found) == _number(before)


def _number(standing: Standing) -> tuple[int, int] | None:
    return standing.seen and standing.seen[:2]


def _row(parking: Parking) -> tuple[Any, ...]:
    record = parking.arrival.record
    return (
        *(record.topic, record.partition, record.offset, parking.arrival.stream),
        *(record.key, record.value, write_headers(record.headers)),
        *(parking.fault.cause, parking.fault.detail),
    )


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
