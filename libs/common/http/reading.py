"""What queries read from, and what they answer when it is not there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

from libs.common.decider import frozen
from libs.common.http.problems import Problem
from libs.common.service import Service

RETRY_AFTER_SECONDS: Final = 1

AWAY: Final = (
    *(OSError, asyncpg.InterfaceError, asyncpg.InternalClientError),
    *(asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError),
    *(asyncpg.InsufficientResourcesError, asyncpg.TransactionRollbackError),
    *(asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError),
    *(asyncpg.UndefinedTableError, asyncpg.InvalidParameterValueError),
)
"""What passes by itself or once somebody has made the database: the last ones are met before."""


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
    except AWAY as lost:
        if isinstance(lost, ValueError):
            raise  # What asyncpg says of an argument that no column could hold: a defect of ours.
        raise Problem(
            "unavailable", retry_after_seconds=RETRY_AFTER_SECONDS, reason=type(lost).__name__
        ) from lost
