"""Each test has a site of its own: a fresh database, and topics nobody else reads."""

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
from tests.servers import fresh_database, run_sql

TEMPLATE = "reactions_template"


@pytest.fixture(scope="session")
async def template(postgres_dsn: str) -> str:
    """A migrated database to copy from."""
    dsn = fresh_database(postgres_dsn, TEMPLATE)
    await migrate(dsn, numbered(Path("of", "no", "service")))
    return dsn.rpartition("/")[2]


@pytest.fixture
def site() -> str:
    return str(100_000 + secrets.randbelow(900_000))


@pytest.fixture
async def desk(postgres_dsn: str, template: str, site: str) -> AsyncIterator[Desk]:
    dsn = fresh_database(postgres_dsn, f"reactions_{site}", template)
    settings = PostgresSettings.model_validate({"dsn": dsn})
    pool = await open_pool(dsn, settings)
    appender = _appender(dsn, settings, site)
    appender.start()
    try:
        yield Desk(site, pool, appender)
    finally:
        await appender.stop()
        await pool.close()
        run_sql(postgres_dsn, f'DROP DATABASE "{dsn.rpartition("/")[2]}" WITH (FORCE)')


@pytest.fixture
def kafka_desk(desk: Desk, kafka_bootstrap: str) -> Desk:
    desk.kafka = KafkaSettings(bootstrap=kafka_bootstrap)
    return desk


@pytest.fixture
def teller(site: str) -> Teller:
    return Teller(site)


@pytest.fixture(autouse=True)
def nothing_permitted() -> Iterator[None]:
    yield
    vocabulary.permitted.clear()


def _appender(dsn: str, settings: PostgresSettings, site: str) -> Appender:
    async def connected() -> "asyncpg.Connection[asyncpg.Record]":
        return await connect(dsn, settings)

    aggregates = {vocabulary.note.kind: vocabulary.note, vocabulary.site.kind: vocabulary.site}
    facts = LogFacts(site, vocabulary.WIRE, aggregates)
    return Appender(facts, connected, DatabaseClock(5), AppenderSettings())
