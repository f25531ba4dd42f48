"""Tests share one database; each begins at the log's end, with nothing seen and nothing parked."""

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from libs.common.settings import AppenderSettings, KafkaSettings, PostgresSettings
from libs.common.store.appender import Appender
from libs.common.store.batch import LogFacts
from libs.common.store.clock import DatabaseClock
from libs.common.store.connection import connect, open_pool
from libs.common.store.migrate import migrate, numbered
from tests.reactions import vocabulary
from tests.reactions.desk import Desk
from tests.reactions.records import Teller
from tests.servers import fresh_database

FORGET = "DELETE FROM parked; DELETE FROM seen_sequences; DELETE FROM receipts"
OWN_LOG_TABLES = ("listener_from_own_log", "listener_refusing")


@pytest.fixture(scope="session")
async def database(postgres_dsn: str) -> str:
    """The DSN of the one database, as its owner."""
    dsn = fresh_database(postgres_dsn, "reactions")
    await migrate(dsn, numbered(Path("of", "no", "service")))
    return dsn


@pytest.fixture(scope="session")
async def shared(database: str) -> AsyncIterator[tuple["asyncpg.Pool[asyncpg.Record]", Appender]]:
    settings = PostgresSettings.model_validate({"dsn": database})
    pool = await open_pool(database, settings)
    appender = _appender(database, settings)
    appender.start()
    yield pool, appender
    await appender.stop()
    await pool.close()


@pytest.fixture
async def desk(
    shared: tuple["asyncpg.Pool[asyncpg.Record]", Appender], database: str, site: str
) -> Desk:
    owner = await asyncpg.connect(database)
    start = await owner.fetchval("SELECT coalesce(max(position), 0) FROM events")
    await owner.execute(FORGET)
    await owner.executemany(
        "INSERT INTO reaction_positions VALUES ($1, $2)"
        " ON CONFLICT (name) DO UPDATE SET position = excluded.position",
        [(table, start) for table in OWN_LOG_TABLES],
    )
    await owner.close()
    return Desk(site, *shared, start)


@pytest.fixture
def kafka_desk(desk: Desk, kafka_bootstrap: str) -> Desk:
    desk.kafka = KafkaSettings(bootstrap=kafka_bootstrap)
    return desk


@pytest.fixture
def site() -> str:
    return str(100_000 + secrets.randbelow(900_000))


@pytest.fixture
def teller(site: str) -> Teller:
    return Teller(site)


@pytest.fixture(autouse=True)
def nothing_permitted() -> Iterator[None]:
    yield
    vocabulary.permitted.clear()


def _appender(dsn: str, settings: PostgresSettings) -> Appender:
    async def connected() -> "asyncpg.Connection[asyncpg.Record]":
        return await connect(dsn, settings)

    facts = LogFacts("360700", vocabulary.WIRE, {vocabulary.note.kind: vocabulary.note})
    return Appender(facts, connected, DatabaseClock(5), AppenderSettings())
