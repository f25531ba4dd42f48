"""Clean replays: a read model built anew beside the live one, and compared with it."""

from typing import Any, Final, NamedTuple, TypeVar

import asyncpg

from libs.common.events.wire import Wire
from libs.common.projections.advance import advance
from libs.common.projections.checkpoint import BUILDING, Checkpoint, load
from libs.common.projections.digest import Digest, digest
from libs.common.projections.projection import Projection
from libs.common.projections.readahead import ReadAhead
from libs.common.projections.session import session
from libs.common.projections.table import ReadTable, live_table
from libs.common.store.reading import PAGE_MAX

R = TypeVar("R")

REPLAY: Final = "replay"

_FORGET: Final = "DELETE FROM projections WHERE name = $1 AND version = $2"


class ReplayStopped(Exception):  # noqa: N818 - named by what it is
    """The replay met an event that cannot be folded, or the end of the log."""


class Comparison(NamedTuple):
    """The live read model and its replay, at one position."""

    live: Digest
    replay: Digest

    @property
    def same(self) -> bool:
        """Tell whether they agree in every row."""
        return self.live == self.replay


async def begin_replay(
    owner: "asyncpg.Connection[asyncpg.Record]", projection: Projection[R], label: str = REPLAY
) -> ReadTable[R]:
    """Make an empty table like the live one; as the owner, since the application may not."""
    live, table = live_table(projection), ReadTable(projection, label)
    async with owner.transaction():
        await owner.execute(f"CREATE TABLE {table.quoted} (LIKE {live.quoted} INCLUDING ALL)")
        await owner.execute(_FORGET, table.checkpoint, projection.version)
        await load(owner, table, BUILDING)
    return table


async def end_replay(owner: "asyncpg.Connection[asyncpg.Record]", table: ReadTable[Any]) -> None:
    """Drop a replay's table and checkpoint."""
    async with owner.transaction():
        await owner.execute(f"DROP TABLE IF EXISTS {table.quoted}")
        await owner.execute(_FORGET, table.checkpoint, table.projection.version)


async def replay(
    pool: "asyncpg.Pool[asyncpg.Record]", wire: Wire, table: ReadTable[Any], upto: int
) -> Checkpoint:
    """Fold the log into a table as far as `upto`; goes on from where it stands.

    The steps are the live runner's own, so that a replay proves those too.
    """
    async with session(pool) as connection:
        checkpoint = await load(connection, table, BUILDING)
    async with ReadAhead(pool, wire) as log:
        while checkpoint.moves and checkpoint.position < upto:
            reading = (await log.take(checkpoint.position, PAGE_MAX)).cut(upto)
            if not reading.any:
                break
            async with session(pool) as connection:
                (checkpoint,) = await advance(connection, [checkpoint], reading)
            await log.keep({checkpoint.position})
    if checkpoint.position < upto:
        message = f"{table.checkpoint} stands at {checkpoint.position} of {upto}"
        raise ReplayStopped(message, checkpoint.reason or "the log ends here")
    return checkpoint


async def compare(
    pool: "asyncpg.Pool[asyncpg.Record]", wire: Wire, table: ReadTable[Any]
) -> Comparison:
    """Compare the live read model with a replay of it, at the position that the live one shows."""
    async with session(pool) as connection:
        live = await digest(connection, live_table(table.projection))
    await replay(pool, wire, table, live.position)
    async with session(pool) as connection:
        return Comparison(live, await digest(connection, table))
