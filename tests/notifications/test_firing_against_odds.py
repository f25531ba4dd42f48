"""Firing against odds: an old row, a database that is away, a timer that cannot be fired."""

import asyncio
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from libs.common.decider import Refusal
from libs.common.reactions import turning
from libs.common.reactions.progress import State
from libs.common.store.appends import Receipt, StoreUnavailable
from libs.common.timers import runner as timer_runner
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.reactions.due_dates import stream_of
from services.notifications.reactions.rectification import REACTIONS
from tests.notifications.cases import A_WHILE_SECONDS, opened, submitted, told
from tests.notifications.desk import Desk, until
from tests.notifications.examples import (
    CASE,
    DAY,
    DUE,
)

pytestmark = pytest.mark.postgres


async def test_an_old_row_has_nothing_fired_and_leaves_nothing_behind(desk: Desk) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
    await desk.hear(REACTIONS, submitted)
    before = await desk.pool.fetchval("SELECT count(*) FROM receipts")
    desk.advance(DUE + 99 * DAY)
    async with desk.firing() as runner:
        await until(lambda: runner.progress().waiting == len(PATH))
        await asyncio.sleep(A_WHILE_SECONDS)
        assert runner.progress().fired == 0
    assert await told(desk) == []
    assert await desk.pool.fetchval("SELECT count(*) FROM receipts") == before


async def test_a_read_model_far_behind_is_waited_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
    monkeypatch.setattr(timer_runner, "BEHIND_POSITIONS_MAX", 5)
    await desk.hear(REACTIONS, replace(opened, case="case-2"))
    desk.advance(DUE + 99 * DAY)
    async with desk.firing() as runner:
        await until(lambda: runner.progress().reason == "the read model is behind")
        assert await told(desk) == []
        async with desk.projecting():
            await until(lambda: runner.progress().fired == 2 * len(PATH))


class Hindered:
    """The real bus, with `hinder` before each command."""

    def __init__(self, desk: Desk) -> None:
        self.calls, self._bus = 0, desk.commands

    def hinder(self, stream: str) -> None:
        """Do what this bus is for."""

    async def give(self, stream: str, command: object, **more: Any) -> Receipt:
        self.calls += 1
        self.hinder(stream)
        return await self._bus.give(stream, command, **more)


class Away(Hindered):
    """Is not there for its first calls."""

    def hinder(self, stream: str) -> None:
        del stream
        if self.calls <= 6:
            raise StoreUnavailable("database") if self.calls % 2 else ConnectionResetError


class Refusing(Hindered):
    """Refuses one timer."""

    def hinder(self, stream: str) -> None:
        if stream == stream_of(CASE, Filing.PLAN, PATH[4]):
            raise Refusal
        if stream == stream_of(CASE, Filing.PLAN, PATH[5]):
            raise LookupError("planted")


async def test_a_database_that_is_away_is_waited_for(desk: Desk) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        async with desk.firing(desk.runner(Away(desk))) as runner:
            await until(lambda: runner.progress().state is State.BACKING_OFF)
            assert runner.progress().is_alive
            await until(lambda: runner.progress().fired == len(PATH))
    assert sorted(await told(desk)) == [1, 7, 14]


async def test_lost_connections_are_made_again(desk: Desk) -> None:
    owner = await asyncpg.connect(desk.dsn)
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        async with desk.firing() as runner:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            desk.advance(DUE + 99 * DAY)
            await until(lambda: runner.progress().fired == len(PATH))
    await owner.close()


async def test_a_timer_that_cannot_be_fired_holds_up_no_other(desk: Desk) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        with capture_logs() as lines:
            async with desk.firing(desk.runner(Refusing(desk))) as runner:
                await until(lambda: runner.progress().fired == len(PATH) - 2)
                await desk.until_shown()
                await until(lambda: runner.progress().waiting == 0)
                assert runner.progress().set_aside == 2
                assert runner.progress().is_alive
    assert await told(desk) == [14]
    assert [line["event"] for line in lines].count("timer_set_aside") == 2


async def test_what_cannot_be_done_is_tried_again_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.common.timers.aside.ASIDE_SECONDS", 0.05)
    bus = Refusing(desk)
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        async with desk.firing(desk.runner(bus)) as runner:
            await until(lambda: runner.progress().set_aside == 2)
            monkeypatch.setattr(bus, "hinder", lambda _: None)
            await until(lambda: runner.progress().fired == len(PATH))


async def test_a_defect_of_the_runner_is_told_and_it_begins_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "RESTART_SECONDS", 0.1)

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as planted, capture_logs() as lines:
        planted.setattr(timer_runner, "read_due", broken)
        async with desk.firing() as runner:
            await until(lambda: runner.progress().state is State.FAILED)
            assert not runner.progress().is_alive
            planted.undo()
            await until(lambda: runner.progress().state is State.RUNNING)
    assert runner.progress().state is State.STOPPED
    assert "runner_failed" in [line["event"] for line in lines]
