"""A database with a log and read models, and the few things that tests do to them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg

from libs.common.projections import Progress, Projection, Projector
from libs.common.projections.advance import advance
from libs.common.projections.checkpoint import Checkpoint, load
from libs.common.projections.readahead import read
from libs.common.projections.table import live_table
from libs.common.settings import PostgresSettings
from libs.common.store.connection import open_pool
from libs.common.testing.log_builder import LogBuilder
from tests.projections.register import WIRE

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.005

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class World:
    """One service's database: `pool` is the application's, `owner` may do everything."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]", owner: Connection) -> None:
        self.pool, self.owner = pool, owner
        self.log = LogBuilder(WIRE)

    async def record(self, *facts: tuple[str, object]) -> int:
        """Append events, each for the stream of an issue, as one flush; gives the head."""
        for key, event in facts:
            self.log.add(f"issue-{key}", event)
        return await self.log.insert(self.owner)

    async def project(self, *projections: Projection[Any], batch_size_max: int = 2000) -> None:
        """Run a projector until everything is at the head, or stopped."""
        async with self.projecting(*projections, batch_size_max=batch_size_max) as projector:
            await until(lambda: settled(projector, self.log.position))

    @asynccontextmanager
    async def projecting(
        self,
        *projections: Projection[Any],
        batch_size_max: int = 2000,
        may_project: Callable[[], bool] = lambda: True,
    ) -> AsyncIterator[Projector]:
        """Have a projector run meanwhile."""
        projector = Projector(
            self.pool,
            WIRE,
            projections,
            may_project=may_project,
            batch_size_max=batch_size_max,
        )
        running = asyncio.create_task(projector.run())
        try:
            yield projector
        finally:
            projector.stop()
            await asyncio.wait_for(running, PATIENCE_SECONDS)

    async def rows(self, projection: Projection[Any]) -> list[tuple[Any, ...]]:
        """Give a table as it stands, in the order of its key."""
        table = live_table(projection)
        key = ", ".join(table.primary_key)
        records = await self.owner.fetch(f"SELECT * FROM {table.quoted} ORDER BY {key}")
        return [tuple(record) for record in records]

    async def checkpoint(self, projection: Projection[Any]) -> Checkpoint:
        """Give a checkpoint as it stands."""
        return await load(self.owner, live_table(projection))

    async def step(self, checkpoint: Checkpoint, size: int) -> Checkpoint:
        """Take one read model a batch further."""
        reading = await read(self.owner, WIRE, checkpoint.position, size)
        (moved,) = await advance(self.owner, [checkpoint], reading)
        return moved

    async def empty(self) -> None:
        """Begin anew; only the owner can lift the log's tripwire."""
        self.log = LogBuilder(WIRE)
        await self.owner.execute("""
            SET session_replication_role = replica;
            TRUNCATE events, streams, projections, read.register_v1, read.ledger_v1, read.units_v1;
            RESET session_replication_role""")


def settled(projector: Projector, head: int) -> bool:
    """Tell whether a projector has nothing left to do."""
    shown = projector.progress()
    return bool(shown) and all(p.position == head or p.status == "stopped" for p in shown)


def shown(projector: Projector, projection: Projection[Any]) -> Progress:
    """Give what a projector shows of one read model."""
    return next(p for p in projector.progress() if p.name == projection.name)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come soon."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - the projector has no event for this
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[World]:
    """Open a database."""
    owner = await asyncpg.connect(dsn)
    pool = await open_pool(dsn, PostgresSettings(dsn=dsn))
    try:
        yield World(pool, owner)
    finally:
        await pool.close()
        await owner.close()
