"""The play that all tests of the journey look at, on servers that nobody else's sites use."""

from collections.abc import Iterator

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from lianxun.scenarios.linked import load_linked
from lianxun.scenarios.story import load
from lianxun.serving import SERVICES
from lianxun.sites.plan import TRIAL_SITES
from libs.common.kafka.topics import topics_of
from libs.common.settings import Level
from libs.common.store.connection import database_name
from tests.journey.apart import apart
from tests.journey.journey import Journey
from tests.journey.levels import Levels
from tests.servers import KAFKA_VARIABLE, POSTGRES_VARIABLE, run_sql

SITES = [(plan, service.name) for plan in TRIAL_SITES for service in SERVICES]


@pytest.fixture(scope="session")
def journey(
    postgres_dsn: str, kafka_bootstrap: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """The stories, played to their end."""
    databases = [database_name(plan.site, service) for plan, service in SITES]
    found = run_sql(postgres_dsn, "SELECT datname FROM pg_database").splitlines()
    taken = sorted(set(databases) & set(found))
    assert not taken, f"these tests would use {taken}, which somebody else has made"
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv(POSTGRES_VARIABLE, postgres_dsn)
        settings.setenv(KAFKA_VARIABLE, kafka_bootstrap)
        levels = Levels(tmp_path_factory.mktemp("journey"), load("s1"))
        try:
            levels.start_all()
            played = Journey(load("s1"), load_linked("s2"), levels)
            played.play()
            yield played
        finally:
            levels.stop_all()
            drops = [f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in databases]
            run_sql(postgres_dsn, *drops)
            apart(_delete_topics(kafka_bootstrap))


async def _delete_topics(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        wanted = [
            topic.name
            for plan, service in SITES
            for topic in topics_of(plan.site, service, Level(plan.level))
        ]
        await admin.delete_topics([name for name in wanted if name in await admin.list_topics()])
    finally:
        await admin.close()
