"""While a server is away the answer is when to come again; what was acknowledged stays."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from libs.common.clock import monotonic_seconds
from libs.common.settings import AppenderSettings, KafkaSettings, PostgresSettings
from services.issues.main import SERVICE as ISSUES
from services.rounds.main import SERVICE as ROUNDS
from tests.http.house import Ground, House
from tests.http.lived_in import unit_body
from tests.http.people import CLERK, OPERATOR
from tests.store.proxy import Proxy

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

NOWHERE = KafkaSettings(bootstrap="127.0.0.1:1")
IMPATIENT = AppenderSettings(wait_seconds_max=0.5, queue_max=40)
ANSWER_SECONDS_MAX = 10.0
STOP_SECONDS_MAX = 12.0
QUERIES = (
    "/rounds/units",
    "/rounds/units?format=csv",
    "/rounds/units?after=rounds:unit-O-1@1",
    "/rounds/units/O-1",
    "/rounds/units/O-1/events",
    "/operator/rounds/log",
    "/operator/rounds/streams/unit-O-1",
)


def registration(key: str) -> tuple[str, dict[str, str]]:
    """Give path and body of a command."""
    return f"/rounds/units/{key}/registration", unit_body(key)


@pytest.fixture
async def network(postgres_dsn: str) -> AsyncIterator[Proxy]:
    """What lies between the site and its database."""
    proxy = Proxy(postgres_dsn)
    await proxy.open()
    yield proxy
    proxy.speak()
    await proxy.shut()


@pytest.fixture
async def house(ground: Ground, network: Proxy) -> AsyncIterator[House]:
    """A house behind the network, with one unit registered."""
    await ground.migrate((ROUNDS,))
    settings = {"dsn": network.dsn, "statement_timeout_seconds": 0.5}
    postgres = PostgresSettings.model_validate(settings)
    async with ground.but(postgres=postgres, appender=IMPATIENT).house((ROUNDS,)) as opened:
        assert (await opened.post(*registration("O-1"), CLERK)).status == 200
        yield opened


async def check_away(house: House) -> None:
    """Check that everything says when to come again, and that nobody restarts the process."""
    async with asyncio.timeout(ANSWER_SECONDS_MAX):
        asked = [
            house.post(*registration("O-2"), CLERK, idempotency_key="o-2"),
            *(house.ask("GET", path, OPERATOR) for path in QUERIES),
        ]
        for answer in await asyncio.gather(*asked):
            content = answer.problem(503, "unavailable")
            assert answer.header("retry-after") == "1"
            assert content["details"]["reason"]
    assert (await house.get("/healthz", None)).status == 200
    assert (await house.until("/readyz", 503)).content["waiting_for"]["rounds"]


async def check_back(house: House) -> None:
    """Check that what was acknowledged is there, and that what was not is done once."""
    await house.until_ready()
    assert (await house.get("/rounds/units/O-1", CLERK)).content["version"] == 1
    again = [await house.post(*registration("O-2"), CLERK, idempotency_key="o-2") for _ in "ab"]
    assert [answer.status for answer in again] == [200, 200]
    assert again[0].response.content == again[1].response.content
    shown = await house.until_shown("/rounds/units", CLERK, 2)
    assert {row["unit"] for row in shown.content["rows"]} == {"O-1", "O-2"}


async def test_while_the_database_is_away_nothing_is_promised(house: House, network: Proxy) -> None:
    await network.shut()
    await check_away(house)
    await network.open()
    await check_back(house)


async def test_a_database_that_falls_silent_is_away(house: House, network: Proxy) -> None:
    network.silence()
    await check_away(house)
    network.cut()
    network.speak()
    await check_back(house)


async def test_a_full_queue_is_told_when_to_come_again(house: House, network: Proxy) -> None:
    network.silence()
    asked = [house.post(*registration(f"O-{number}"), CLERK) for number in range(3, 120)]
    answers = await asyncio.gather(*asked)
    reasons = {answer.problem(503, "unavailable")["details"]["reason"] for answer in answers}
    assert "queue_full" in reasons
    assert {answer.header("retry-after") for answer in answers} == {"1"}


async def test_while_kafka_is_away_commands_are_taken_and_carried_later(ground: Ground) -> None:
    await ground.migrate((ROUNDS,))
    async with ground.house((ROUNDS,)) as house:
        await house.post(*registration("O-1"), CLERK)
    async with ground.but(kafka=NOWHERE).house((ROUNDS,)) as house:
        assert (await house.post(*registration("O-2"), CLERK)).status == 200
        assert (await house.until_shown("/rounds/units", CLERK, 2)).status == 200
        assert (await house.get("/healthz", None)).status == 200
    async with ground.house((ROUNDS,)) as house:
        await house.until_relayed("rounds")


async def test_a_site_whose_servers_are_away_leaves_in_time(ground: Ground, network: Proxy) -> None:
    await ground.migrate((ROUNDS, ISSUES))
    postgres = PostgresSettings.model_validate({"dsn": network.dsn})
    async with AsyncExitStack() as leaving:
        settings = {"postgres": postgres, "kafka": NOWHERE}
        house = ground.but(**settings).house((ROUNDS, ISSUES), ready=False)
        opened = await leaving.enter_async_context(house)
        await opened.until_waiting("rounds", "tape_unreachable")
        await network.shut()
        began = monotonic_seconds()
    assert monotonic_seconds() - began < STOP_SECONDS_MAX


async def test_a_site_that_kafka_does_not_know_yet_waits_for_it(ground: Ground) -> None:
    await ground.migrate((ROUNDS,))
    settings = {"kafka": NOWHERE, "appender": IMPATIENT}
    async with ground.but(**settings).house((ROUNDS,), ready=False) as house:
        await house.until_waiting("rounds", "tape_unreachable")
        (await house.post(*registration("O-1"), CLERK)).problem(503, "unavailable")
        assert (await house.get("/healthz", None)).status == 200
