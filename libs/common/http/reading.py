"""What queries read from, and what they answer when it is not there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from libs.common.decider import frozen
from libs.common.http.problems import Problem
from libs.common.service import Service

RETRY_AFTER_SECONDS = 1


@frozen
class Reading:
    """A service of a site, and the pool of its database."""

    site: str
    service: Service
    pool: "asyncpg.Pool[asyncpg.Record]"


@asynccontextmanager
async def available() -> AsyncIterator[None]:
    """Answer 503 when the database cannot be reached, instead of failing."""
    try:
        yield
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as lost:
        raise Problem(
            "unavailable", retry_after_seconds=RETRY_AFTER_SECONDS, reason=type(lost).__name__
        ) from lost
