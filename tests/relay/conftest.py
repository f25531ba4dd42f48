"""Each test has a site of its own: a fresh database and fresh topics."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from libs.common.kafka.topics import ensure_topics, topics_of
from libs.common.settings import KafkaSettings, Level, PostgresSettings
from libs.common.store.connection import database_name, open_pool, service_dsn
from libs.common.store.migrate import ensure_database, migrate, numbered
from tests.relay.harness import Harness
from tests.relay.log_builder import LogBuilder
from tests.relay.vocabulary import SERVICE

NO_MIGRATIONS = Path("of", "no", "service")


@pytest.fixture
def site() -> str:
    return str(100_000 + secrets.randbelow(900_000))


@pytest.fixture
async def harness(postgres_dsn: str, kafka_bootstrap: str, site: str) -> AsyncIterator[Harness]:
    postgres = PostgresSettings.model_validate({"dsn": postgres_dsn})
    kafka = KafkaSettings(bootstrap=kafka_bootstrap)
    dsn = service_dsn(postgres, site, SERVICE)
    await ensure_database(postgres_dsn, database_name(site, SERVICE))
    await migrate(dsn, numbered(NO_MIGRATIONS))
    pool = await open_pool(dsn, postgres)
    await ensure_topics(kafka, topics_of(site, SERVICE, Level.CITY))
    try:
        yield Harness(site, dsn, pool, kafka, LogBuilder(pool, site))
    finally:
        await pool.close()
