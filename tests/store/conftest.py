"""Each test has a log of its own: one database for the whole run, emptied before each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.common.store.migrate import migrate, numbered
from tests.servers import fresh_database
from tests.store.store import Store, connected

STOP_SECONDS_MAX = 0.5
# The superuser alone can pass by the triggers that keep events as they are.
_EMPTY = """
SET session_replication_role = replica;
DELETE FROM events; DELETE FROM streams; DELETE FROM receipts; DELETE FROM claims;
SET session_replication_role = DEFAULT"""
_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.fixture(scope="session")
async def migrated(postgres_dsn: str) -> str:
    """The DSN of a migrated database."""
    dsn = fresh_database(postgres_dsn, "store")
    await migrate(dsn, numbered(Path("of", "no", "service")))
    return dsn


@pytest.fixture
async def store(migrated: str) -> AsyncIterator[Store]:
    opened = Store(migrated, await connected(migrated))
    await opened.admin.execute(_OTHERS)
    await opened.admin.execute(_EMPTY)
    yield opened
    for writer in opened.writers:
        await writer.appender.stop(STOP_SECONDS_MAX)
    await opened.admin.close()
