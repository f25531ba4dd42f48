"""`/healthz` is about own progress, `/readyz` about whether commands and queries are answered."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, NoReturn

import pytest

from libs.common.hosting.clocks import SimulatedClockRefused
from libs.common.settings import PostgresSettings
from libs.common.store.connection import database_name
from libs.common.store.migrate import ensure_database
from services.issues.main import SERVICE as ISSUES
from services.rounds.main import SERVICE as ROUNDS
from tests.http.house import Ground, House
from tests.http.lived_in import issue_body, unit_body
from tests.http.people import CLERK
from tests.servers import run_sql
from tests.store.proxy import Proxy

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

RAISING = ("/issues/issues/h-1/raising", issue_body("H-1"), CLERK)
REGISTRATION = ("/rounds/units/H-1/registration", unit_body(), CLERK)


@pytest.fixture
async def small(ground: Ground) -> AsyncIterator[House]:
    """A house with one service."""
    await ground.migrate((ROUNDS,))
    async with ground.house((ROUNDS,)) as opened:
        yield opened


async def test_a_house_in_order_is_healthy_and_ready(house: House) -> None:
    healthy, ready = await house.get("/healthz", None), await house.get("/readyz", None)
    assert (healthy.status, healthy.content) == (200, {"faults": {}})
    assert (ready.status, ready.content) == (200, {"waiting_for": {}})


async def test_a_database_that_is_not_migrated_is_named_and_waited_for(
    ground: Ground, postgres_dsn: str
) -> None:
    await ground.migrate((ROUNDS,))
    async with ground.house((ROUNDS, ISSUES), ready=False) as house:
        await house.until_waiting("issues", "InvalidCatalogNameError")
        await ensure_database(postgres_dsn, database_name(ground.key, "issues"))
        said = await house.until_waiting("issues", "not_migrated")
        assert "kernel/0001" in said
        assert (await house.get("/healthz", None)).status == 200
        refused = await house.post(*RAISING)
        assert "not_migrated" in refused.problem(503, "unavailable")["details"]["reason"]
        (await house.get("/issues/issue-register", CLERK)).problem(503, "unavailable")
        await ground.migrate((ISSUES,))
        await house.until_ready()
        assert (await house.post(*RAISING)).status == 200


async def test_a_database_made_by_other_files_is_named(ground: Ground, postgres_dsn: str) -> None:
    await ground.migrate((ROUNDS,))
    database = f"{postgres_dsn.rpartition('/')[0]}/{database_name(ground.key, 'rounds')}"
    run_sql(database, "UPDATE migrations SET sha256 = 'other' WHERE name LIKE 'kernel/0001%'")
    async with ground.house((ROUNDS,), ready=False) as house:
        assert "kernel/0001" in await house.until_waiting("rounds", "migrations_differ")


async def test_a_log_founded_by_another_clock_is_named(ground: Ground) -> None:
    await ground.migrate((ROUNDS,))
    async with ground.house((ROUNDS,)):
        pass
    real = ground.environment.site.model_copy(update={"clock": "real"})
    async with ground.but(site=real).house((ROUNDS,), ready=False) as house:
        await house.until_waiting("rounds", "founded_with_clock: simulated")
        (await house.post(*REGISTRATION)).problem(503, "unavailable")


async def test_a_site_starts_before_its_database_and_is_ready_when_it_comes(
    ground: Ground, postgres_dsn: str
) -> None:
    await ground.migrate((ROUNDS,))
    network = Proxy(postgres_dsn)
    await network.open()
    await network.shut()
    postgres = PostgresSettings.model_validate({"dsn": network.dsn})
    async with ground.but(postgres=postgres).house((ROUNDS,), ready=False) as house:
        await house.until_waiting("rounds", "Error")
        assert (await house.get("/healthz", None)).status == 200
        early = asyncio.create_task(house.post(*REGISTRATION))
        await network.open()
        await house.until_ready()
        assert (await early).status in {200, 503}
        assert (await house.post(*REGISTRATION)).status in {200, 409}
    await network.shut()


@pytest.mark.parametrize("task", ["projector", "relay"])
async def test_a_task_that_ended_is_a_fault(small: House, task: str) -> None:
    host = small.site.hosts["rounds"]
    host._tasks[task].cancel()
    answer = await small.until("/healthz", 500)
    assert answer.content == {"faults": {"rounds": [task]}}


async def test_an_appender_that_broke_is_a_fault_and_keeps_nobody_waiting(
    small: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> NoReturn:
        raise RuntimeError("planted")

    monkeypatch.setattr(small.site.hosts["rounds"].appender, "_step", broken)
    (await small.post(*REGISTRATION)).problem(503, "unavailable")
    answer = await small.until("/healthz", 500)
    assert answer.content == {"faults": {"rounds": ["appender"]}}
    (await small.post(*REGISTRATION)).problem(503, "unavailable")


async def test_a_founding_that_broke_is_a_fault(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("planted")

    await ground.migrate((ROUNDS,))
    monkeypatch.setattr("libs.common.store.commands.Commands.give", broken)
    async with ground.house((ROUNDS,), ready=False) as house:
        answer = await house.until("/healthz", 500)
        assert answer.content == {"faults": {"rounds": ["founding"]}}


async def test_reactions_that_are_stuck_are_a_fault(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck:
        is_alive = False

    runner = house.site.hosts["issues"].runners[0]
    monkeypatch.setattr(runner, "progress", Stuck)
    answer = await house.get("/healthz", None)
    assert (answer.status, answer.content) == (500, {"faults": {"issues": ["reactions rounds"]}})


async def test_a_reader_alone_serves_queries_and_no_commands(small: House, ground: Ground) -> None:
    assert (await small.post(*REGISTRATION)).status == 200
    async with ground.house((ROUNDS,), roles=("reader",)) as reader:
        assert (await reader.get("/rounds/units/H-1", CLERK)).status == 200
        (await reader.post(*REGISTRATION)).problem(404, "not_found")


async def test_a_reader_alone_says_that_its_database_is_away(ground: Ground) -> None:
    nowhere = PostgresSettings.model_validate({"dsn": "postgresql://lianxun@127.0.0.1:1/x"})
    away = ground.but(postgres=nowhere)
    async with away.house((ROUNDS,), roles=("reader",), ready=False) as reader:
        assert "ConnectionRefusedError" in await reader.until_waiting("rounds", "database")
        (await reader.get("/rounds/units", CLERK)).problem(503, "unavailable")


async def test_a_reader_alone_says_that_its_database_is_not_migrated(
    ground: Ground, postgres_dsn: str
) -> None:
    await ground.migrate((ROUNDS,))
    await ensure_database(postgres_dsn, database_name(ground.key, "issues"))
    async with ground.house((ISSUES,), roles=("reader",), ready=False) as reader:
        assert "kernel/0001" in await reader.until_waiting("issues", "not_migrated")


async def test_production_has_no_simulated_clock(ground: Ground) -> None:
    site: Any = ground.environment.site.model_copy(update={"profile": "production"})
    with pytest.raises(SimulatedClockRefused, match="LIANXUN_PROFILE"):
        async with ground.but(site=site).house((ROUNDS,), ready=False):
            pass
