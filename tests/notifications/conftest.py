"""Each test that asks for a desk has a database of its own, copied from one that is migrated."""

from collections.abc import AsyncIterator

import pytest

from libs.common.store.migrate import migrate, numbered
from services.notifications.main import SERVICE
from tests.notifications.desk import Desk, opened
from tests.servers import fresh_database


@pytest.fixture(scope="session")
async def migrated(postgres_dsn: str) -> str:
    """The name of the database that is copied."""
    dsn = fresh_database(postgres_dsn, "notifications")
    await migrate(dsn, numbered(SERVICE.migrations))
    return dsn.rpartition("/")[2]


@pytest.fixture
async def desk(postgres_dsn: str, migrated: str) -> AsyncIterator[Desk]:
    dsn = fresh_database(postgres_dsn, "notifications_copy", template=migrated)
    async with opened(dsn) as desk:
        yield desk
