"""One connection of a pool, for several statements in a row."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import asyncpg


@asynccontextmanager
async def session(
    pool: "asyncpg.Pool[asyncpg.Record]",
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Lend a connection; the pool's stand-in has all that a connection has, but not its type."""
    async with pool.acquire() as connection:
        yield cast("asyncpg.Connection[asyncpg.Record]", connection)
