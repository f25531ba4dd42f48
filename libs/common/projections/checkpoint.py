"""Checkpoints: how far each read model has come, moved by compare-and-set."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import asyncpg

from libs.common.projections.recent import Recent
from libs.common.projections.table import ReadTable
from libs.common.store.reading import Connection

LIVE: Final = "live"
BUILDING: Final = "building"
STOPPED: Final = "stopped"
MOVING: Final = frozenset({LIVE, BUILDING})

_CREATE: Final = """
    INSERT INTO projections (name, version, status) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"""
_LOAD: Final = """
    SELECT position, status, reason FROM projections WHERE name = $1 AND version = $2"""
_MOVE: Final = """
    UPDATE projections AS p
       SET position = m.reached, reason = m.reason,
           status = CASE WHEN m.reason IS NULL THEN p.status ELSE 'stopped' END
      FROM unnest($1::text[], $2::int4[], $3::int8[], $4::int8[], $5::text[])
           AS m (name, version, expected, reached, reason)
     WHERE p.name = m.name AND p.version = m.version AND p.position = m.expected
       AND p.status IN ('live', 'building')"""
# A version that another one of the same name answers for goes on building.
_RESUME: Final = """
    UPDATE projections AS p
       SET reason = NULL, status = CASE WHEN EXISTS (
           SELECT FROM projections o
            WHERE o.name = p.name AND o.version <> p.version AND o.status = 'live')
           THEN 'building' ELSE 'live' END
     WHERE p.name = $1 AND p.version = $2 AND p.status = 'stopped'"""


class LostRace(Exception):  # noqa: N818 - named by what it is
    """Another process moved a checkpoint first: nothing was written, look again."""


class Checkpoint(NamedTuple):
    """How far one read model has come, and some rows as they stand there.

    `reason` says why it stopped.
    """

    table: ReadTable[Any]
    position: int
    status: str
    reason: str | None
    recent: Recent[Any]

    @property
    def moves(self) -> bool:
        """Tell whether it takes further events."""
        return self.status in MOVING


class Move(NamedTuple):
    """A checkpoint, and where it goes; a reason stops it there."""

    checkpoint: Checkpoint
    reached: int
    reason: str | None

    def done(self) -> Checkpoint:
        """Give the checkpoint afterwards."""
        status = self.checkpoint.status if self.reason is None else STOPPED
        return self.checkpoint._replace(position=self.reached, status=status, reason=self.reason)


async def load(
    connection: "asyncpg.Connection[asyncpg.Record]", table: ReadTable[Any], first: str = LIVE
) -> Checkpoint:
    """Read a checkpoint; it begins at 0 with the status `first`."""
    key = (table.checkpoint, table.projection.version)
    row = await connection.fetchrow(_LOAD, *key)
    if row is None:
        await connection.execute(_CREATE, *key, first)
        row = await connection.fetchrow(_LOAD, *key)
    if row is None:
        raise LostRace(table.checkpoint)
    position, status, reason = row
    return Checkpoint(table, position, status, reason, Recent())


async def state_of(connection: Connection, table: ReadTable[Any]) -> tuple[int, str]:
    """Tell how far a read model has come, and its status; 0 if it has not begun."""
    row = await connection.fetchrow(_LOAD, table.checkpoint, table.projection.version)
    return (row["position"], row["status"]) if row else (0, BUILDING)


async def move(
    connection: "asyncpg.Connection[asyncpg.Record]", moves: Sequence[Move]
) -> list[Checkpoint]:
    """Move checkpoints, all or none, within the caller's transaction; raises LostRace."""
    status = await connection.execute(_MOVE, *_arrays(moves))
    if status != f"UPDATE {len(moves)}":
        raise LostRace(", ".join(move.checkpoint.table.checkpoint for move in moves))
    return [move.done() for move in moves]


def _arrays(moves: Iterable[Move]) -> Iterable[list[Any]]:
    rows = [
        (
            checkpoint.table.checkpoint,
            checkpoint.table.projection.version,
            checkpoint.position,
            reached,
            reason,
        )
        for checkpoint, reached, reason in moves
    ]
    return [list(column) for column in zip(*rows, strict=True)]


async def resume(connection: "asyncpg.Connection[asyncpg.Record]", table: ReadTable[Any]) -> None:
    """Let a stopped read model try again; its runner notices."""
    await connection.execute(_RESUME, table.checkpoint, table.projection.version)
