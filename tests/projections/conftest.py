"""One database for these tests, emptied before each; another one for tests that change tables."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from libs.common.store.migrate import migrate, numbered
from tests.projections.register import TABLES
from tests.projections.world import World, opened
from tests.servers import fresh_database

NO_MIGRATIONS = Path(__file__).parent / "migrations"


@pytest.fixture(scope="session")
async def migrated(postgres_dsn: str) -> str:
    """Give the name of a database with the kernel's tables and the read models'."""
    dsn = fresh_database(postgres_dsn, "projections_template")
    await migrate(dsn, numbered(NO_MIGRATIONS))
    connection = await asyncpg.connect(dsn)
    await connection.execute(TABLES)
    await connection.close()
    return urlsplit(dsn).path.removeprefix("/")


@pytest.fixture(scope="session")
async def lasting_world(postgres_dsn: str, migrated: str) -> AsyncIterator[World]:
    """Give a log for tests of many examples, which empty it themselves."""
    async with opened(fresh_database(postgres_dsn, "projections", template=migrated)) as opening:
        yield opening


@pytest.fixture
async def world(lasting_world: World) -> World:
    """Give an empty log."""
    await lasting_world.empty()
    return lasting_world


@pytest.fixture
async def own_world(postgres_dsn: str, migrated: str) -> AsyncIterator[World]:
    """Give an empty log whose tables nobody else needs."""
    dsn = fresh_database(postgres_dsn, "projections_own", template=migrated)
    async with opened(dsn) as opening:
        yield opening
