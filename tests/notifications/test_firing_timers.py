"""What is due is fired: in order, in time, once, over restarts, by a real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from libs.common.reactions import turning
from libs.common.timers import runner as timer_runner
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.timer.facts import TimerFired, TimerSkipped, TimerStatus
from services.notifications.reactions.due_dates import stream_of
from services.notifications.reactions.rectification import REACTIONS
from tests.notifications.cases import (
    A_WHILE_SECONDS,
    accepted,
    moved,
    opened,
    returned,
    submitted,
    told,
    until_told,
)
from tests.notifications.desk import Desk, until
from tests.notifications.examples import (
    CASE,
    DAY,
    DUE,
    LATER_DUE,
)

pytestmark = pytest.mark.postgres


async def test_each_step_is_taken_at_its_moment_and_none_before(desk: Desk) -> None:
    async with desk.projecting(), desk.firing():
        await desk.hear(REACTIONS, opened)
        taken: list[int] = []
        for step in PATH:
            await desk.until_shown()
            desk.advance(DUE + step.days * DAY - timedelta(seconds=1))
            await asyncio.sleep(3 * turning.IDLE_SECONDS_MAX)
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
        monkeypatch.setattr(turning, "BUSY_SECONDS", 60.0)
        monkeypatch.setattr(turning, "IDLE_SECONDS_MAX", 60.0)
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
