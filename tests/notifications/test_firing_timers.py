"""What is due is fired: in order, in time, once, over restarts, by a real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from libs.common.decider import Refusal
from libs.common.reactions.progress import State
from libs.common.store.appends import Receipt, StoreUnavailable
from libs.common.timers import runner as timer_runner
from libs.contracts.rectification import (
    DueDateMoved,
    PlanAccepted,
    PlanReturned,
    PlanSubmitted,
    RectificationCaseOpened,
)
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.timer.facts import TimerFired, TimerSkipped, TimerStatus
from services.notifications.reactions.due_dates import stream_of
from services.notifications.reactions.rectification import REACTIONS
from tests.notifications.desk import Desk, until
from tests.notifications.examples import (
    CASE,
    DAY,
    DUE,
    LATER_DUE,
    OPENED_AT,
    TOWN,
    TOWN_NAME,
)

pytestmark = pytest.mark.postgres

WHOSE: Any = {"case": CASE, "unit": TOWN, "unit_name": TOWN_NAME}
A_WHILE_SECONDS = 0.3

opened = RectificationCaseOpened(
    **WHOSE, division="360722100", issues=("i-1",), anchor=OPENED_AT, plan_due_at=DUE
)
moved = DueDateMoved(**WHOSE, filing="plan", due_at=LATER_DUE, cause="extension granted")
submitted = PlanSubmitted(**WHOSE, version=1, late=False)
returned = PlanReturned(**WHOSE, version=1, comments=2)
accepted = PlanAccepted(**WHOSE, version=1)


async def told(desk: Desk) -> list[int]:
    """Give the steps that were taken, in order."""
    return [each.event.owed.step.days for each in await desk.events(TimerFired)]


async def until_told(desk: Desk, *days: int) -> None:
    """Wait until exactly these steps were taken, in this order."""

    async def holds() -> bool:
        return await told(desk) == list(days)

    await until(holds)


async def test_each_step_is_taken_at_its_moment_and_none_before(desk: Desk) -> None:
    async with desk.projecting(), desk.firing():
        await desk.hear(REACTIONS, opened)
        taken: list[int] = []
        for step in PATH:
            await desk.until_shown()
            desk.advance(DUE + step.days * DAY - timedelta(seconds=1))
            await asyncio.sleep(3 * timer_runner.IDLE_SECONDS_MAX)
            assert await told(desk) == taken
            desk.advance(DUE + step.days * DAY)
            await until_told(desk, *(taken := [*taken, step.days]))
    moments = [each.recorded_at for each in await desk.events(TimerFired)]
    assert moments == [DUE + step.days * DAY for step in PATH]


async def test_what_is_due_together_is_fired_in_the_order_of_its_moments(desk: Desk) -> None:
    cases = [replace(opened, case=f"case-{n}", plan_due_at=DUE + n * DAY) for n in (3, 1, 2)]
    async with desk.projecting():
        await desk.hear(REACTIONS, *cases)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        async with desk.firing() as runner:
            await until(lambda: runner.progress().fired == 3 * len(PATH))
    fired = [each.event for each in await desk.events(TimerFired)]
    assert [each.fires_at for each in fired] == sorted(each.fires_at for each in fired)
    assert len({each.owed.case for each in fired}) == 3


async def test_more_than_a_batch_is_fired_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timer_runner, "BATCH_MAX", 2)
    cases = [replace(opened, case=f"case-{n}") for n in range(5)]
    async with desk.projecting():
        await desk.hear(REACTIONS, *cases)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        async with desk.firing() as runner:
            await until(lambda: runner.progress().fired == 5 * len(PATH))
            await until(lambda: runner.progress().waiting == 0)


async def test_two_runners_fire_each_once(desk: Desk) -> None:
    cases = [replace(opened, case=f"case-{n}") for n in range(5)]
    async with desk.projecting():
        await desk.hear(REACTIONS, *cases)
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        async with desk.firing(desk.runner(), desk.runner()):
            await until(lambda: _none_is_pending(desk))
    assert len(await desk.events(TimerFired)) == 5 * 3
    assert len(await desk.events(TimerSkipped)) == 5 * 4


async def _none_is_pending(desk: Desk) -> bool:
    return await desk.timers(status="scheduled") == []


async def test_a_restart_goes_on_with_what_became_due_meanwhile(desk: Desk) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        async with desk.firing():
            desk.advance(DUE - 14 * DAY)
            await until_told(desk, -14)
        desk.advance(DUE + 2 * DAY)
        async with desk.firing():
            await until_told(desk, -14, 1)


async def test_a_read_model_that_begins_anew_has_nothing_fired_again(desk: Desk) -> None:
    owner = await asyncpg.connect(desk.dsn)
    await desk.hear(REACTIONS, opened)
    async with desk.projecting(), desk.firing():
        await desk.until_shown()
        desk.advance(DUE + 99 * DAY)
        await until_told(desk, 1, 7, 14)
    await owner.execute("TRUNCATE projections, read.timers_v1, read.inbox_v2")
    await owner.close()
    async with desk.firing(), desk.projecting():
        await desk.until_shown()
        await asyncio.sleep(A_WHILE_SECONDS)
    assert await told(desk) == [1, 7, 14]


async def test_an_advance_of_a_simulated_clock_is_noticed_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        # It would sleep for a minute, were it not woken.
        monkeypatch.setattr(timer_runner, "BUSY_SECONDS", 60.0)
        monkeypatch.setattr(timer_runner, "IDLE_SECONDS_MAX", 60.0)
        async with desk.firing() as runner:
            await until(lambda: runner.progress().last_look_age_seconds is not None)
            desk.advance(DUE - 14 * DAY)
            await until_told(desk, -14)


async def test_a_clock_that_nobody_moves_by_hand_is_looked_at_often(desk: Desk) -> None:
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
        async with desk.firing():
            await asyncio.sleep(A_WHILE_SECONDS)
            desk.clock._now = DUE - 14 * DAY
            began = asyncio.get_running_loop().time()
            await until_told(desk, -14)
            assert asyncio.get_running_loop().time() - began < 1


async def test_a_moved_due_date_cancels_pending_timers(desk: Desk) -> None:
    async with desk.projecting(), desk.firing():
        await desk.hear(REACTIONS, opened)
        desk.advance(DUE - 10 * DAY)
        await until_told(desk, -14)
        await desk.hear(REACTIONS, moved)
        await desk.until_shown()
        assert {row.due_at for row in await desk.timers()} == {LATER_DUE}
        desk.advance(LATER_DUE - 10 * DAY)
        await until_told(desk, -14, -14)
        assert [each.event.due_at for each in await desk.events(TimerFired)] == [DUE, LATER_DUE]


async def test_a_filing_that_is_filed_is_nobody_s_worry_until_it_comes_back(desk: Desk) -> None:
    async with desk.projecting(), desk.firing():
        await desk.hear(REACTIONS, opened)
        desk.advance(DUE - 10 * DAY)
        await until_told(desk, -14)
        await desk.hear(REACTIONS, submitted)
        desk.advance(DUE + 30 * DAY)
        await asyncio.sleep(A_WHILE_SECONDS)
        assert await told(desk) == [-14]
        await desk.hear(REACTIONS, returned)
        await desk.until_shown()
        desk.advance(DUE + 31 * DAY)
        await until_told(desk, -14, 1)
        await desk.hear(REACTIONS, replace(submitted, version=2), accepted)
        desk.advance(DUE + 99 * DAY)
        await desk.until_shown()
        await asyncio.sleep(A_WHILE_SECONDS)
    assert await told(desk) == [-14, 1]
    assert {row.status for row in await desk.timers()} == {TimerStatus.CANCELLED}


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
    monkeypatch.setattr(timer_runner, "RESTART_SECONDS", 0.1)

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


async def test_what_fires_is_found_in_the_course_of_what_set_it(desk: Desk) -> None:
    async with desk.projecting(), desk.firing():
        await desk.hear(REACTIONS, opened)
        desk.advance(DUE + 2 * DAY)
        await until_told(desk, 1)
    (fired,) = await desk.events(TimerFired)
    assert fired.stream == stream_of(CASE, Filing.PLAN, PATH[4])
    events = [row async for row in _headers(desk)]
    scheduled = next(each for each in events if each.stream == fired.stream)
    assert fired.header.causation == scheduled.id
    assert fired.header.correlation == scheduled.correlation


async def _headers(desk: Desk) -> Any:
    from libs.common.events.header import decode
    from libs.common.store.reading import read_log

    async for row in read_log(desk.pool):
        yield decode(row.header)
