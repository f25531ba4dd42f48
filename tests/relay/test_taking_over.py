"""A relay that dies, sleeps or lags behind: the next one repeats nothing and leaves nothing out."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import pytest

from libs.common.relay import RelayState
from tests.relay import relay_process
from tests.relay.harness import WAIT_SECONDS_MAX, Harness, running, until

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

EVENTS = 450
Process: TypeAlias = asyncio.subprocess.Process


@asynccontextmanager
async def doomed_relay(harness: Harness, fate: str) -> AsyncIterator[Process]:
    """Run a relay in a process of its own, which ends with the block at the latest."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", relay_process.__name__),
        *(harness.site, harness.dsn, harness.kafka.bootstrap, fate),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said(process: Process, text: str) -> None:
    """Wait until the process has said something."""
    assert process.stdout is not None
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while text.encode() not in (line := await process.stdout.readline()):
            assert line, f"it ended without saying {text}"


@pytest.mark.parametrize(
    "fate",
    [
        relay_process.KILLED_WHILE_SENDING,
        relay_process.KILLED_BEFORE_COMMIT,
        relay_process.KILLED_AFTER_COMMIT,
    ],
)
async def test_after_a_crash_nothing_is_missing_and_nothing_comes_twice(
    harness: Harness, fate: str
) -> None:
    await harness.log.append_many(EVENTS)
    async with doomed_relay(harness, fate) as process:
        assert await process.wait() == -signal.SIGKILL
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, EVENTS + 1))
    assert await harness.nothing_missing_or_twice()


async def test_a_relay_that_wakes_up_after_its_successor_reaches_no_topic(
    harness: Harness,
) -> None:
    await harness.log.append_many(EVENTS)
    async with doomed_relay(harness, relay_process.PAUSED_BEFORE_COMMIT) as zombie:
        await _stopped(zombie)
        async with running(harness.relay()) as successor:
            await until(lambda: successor.status.position == EVENTS)
            zombie.send_signal(signal.SIGCONT)
            await said(zombie, "Fenced")
            await harness.log.append_many(50)
            await until(lambda: successor.status.position == EVENTS + 50)
    assert await harness.on_tape() == list(range(1, EVENTS + 51))
    assert await harness.nothing_missing_or_twice()


async def _stopped(process: Process) -> None:
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as status:  # noqa: ASYNC230, PTH123

        def is_stopped() -> bool:
            status.seek(0)
            return status.read().split()[2] == "T"

        await until(is_stopped)


async def test_of_two_relays_one_works_and_the_other_waits(harness: Harness) -> None:
    await harness.log.append_many(50)
    async with running(harness.relay()) as first:
        await until(lambda: first.status.position == 50)
        async with running(harness.relay()) as second:
            await asyncio.sleep(0.3)
            assert second.status.state is RelayState.WAITING_FOR_LEASE
            await first.stop()
            await until(lambda: second.status.state is RelayState.RELAYING, seconds_max=1.4)
            assert second.status.position == 50


async def test_a_cursor_that_lags_behind_the_tape_repeats_nothing(harness: Harness) -> None:
    await harness.log.append_many(80)
    await harness.relay_all()
    await harness.pool.execute("UPDATE relay_cursor SET position = 10")
    await harness.log.append_many(20)
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, 101))


async def test_a_tape_behind_the_cursor_raises_the_alarm_and_goes_on(harness: Harness) -> None:
    await harness.log.append_many(80)
    await harness.relay_all()
    await harness.log.append_many(20)
    await harness.pool.execute("UPDATE relay_cursor SET position = 95")
    async with running(harness.relay()) as relay:
        await until(lambda: relay.status.position == 100)
        assert relay.status.tails_behind == 1
    assert await harness.on_tape() == list(range(1, 101))


async def test_a_relay_cut_off_at_any_moment_leaves_no_trace_of_it(harness: Harness) -> None:
    await harness.log.append_many(EVENTS)
    for seconds in (0.05, 0.1, 0.15, 0.2, 0.25):
        task = asyncio.create_task(harness.relay().run())
        await asyncio.sleep(seconds)
        task.cancel()
        await asyncio.wait([task])
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, EVENTS + 1))
    assert await harness.nothing_missing_or_twice()
