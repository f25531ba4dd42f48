"""Reactions to the own log: by position, over restarts, with the same parking."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from libs.common.reactions.log_source import OWN_LOG
from libs.common.reactions.progress import State
from libs.common.reactions.runners import Runner
from libs.common.store.appends import Origin
from tests.reactions import vocabulary
from tests.reactions.desk import Desk, until
from tests.reactions.records import NAMESPACE, event_id
from tests.reactions.vocabulary import FROM_OWN_LOG, CopyNote, NoteWritten, WriteNote

pytestmark = pytest.mark.postgres

ORIGIN = Origin(
    actor="ana", role="system", body="unit-1", correlation=NAMESPACE, causation=NAMESPACE
)


@asynccontextmanager
async def running(runner: Runner) -> AsyncIterator[Runner]:
    task = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await asyncio.wait_for(task, 10)


async def write(desk: Desk, key: str, *texts: str) -> None:
    for text in texts:
        command_id = event_id(key, 1 + await desk.pool.fetchval("SELECT count(*) FROM receipts"))
        await desk.commands.give(
            f"note-{key}", WriteNote(text=text), command_id=command_id, origin=ORIGIN
        )


async def test_what_was_written_before_and_after_the_start_is_reacted_to(desk: Desk) -> None:
    await write(desk, "1", "one", "two")
    async with running(desk.runner(FROM_OWN_LOG)) as runner:
        await until(lambda: runner.progress().handled == 2)
        await write(desk, "1", "three")
        runner.wake()
        await until(lambda: runner.progress().handled == 3)
    assert await desk.written("copy-1") == ["one", "two", "three"]
    assert runner.progress().state is State.STOPPED


async def test_a_restart_goes_on_where_it_was(desk: Desk) -> None:
    await write(desk, "1", "one", "two")
    async with running(desk.runner(FROM_OWN_LOG)) as first:
        await until(lambda: first.progress().handled == 2)
    await write(desk, "1", "three")
    async with running(desk.runner(FROM_OWN_LOG)) as second:
        await until(lambda: second.progress().handled == 1)
    assert await desk.written("copy-1") == ["one", "two", "three"]


async def test_a_lost_place_gives_no_effect_twice(desk: Desk) -> None:
    await write(desk, "1", "one", "two")
    async with running(desk.runner(FROM_OWN_LOG)) as first:
        await until(lambda: first.progress().handled == 2)
    await desk.pool.execute("UPDATE reaction_positions SET position = $1", desk.start)
    async with running(desk.runner(FROM_OWN_LOG)) as second:
        await until(lambda: second.progress().handled == 2)
    assert await desk.written("copy-1") == ["one", "two"]


async def test_two_processes_give_each_effect_once(desk: Desk) -> None:
    await write(desk, "1", *[f"word {number}" for number in range(20)])
    async with running(desk.runner(FROM_OWN_LOG)), running(desk.runner(FROM_OWN_LOG)):
        await until(lambda: _is_copied(desk, 20))
    assert await desk.written("copy-1") == [f"word {number}" for number in range(20)]


async def _is_copied(desk: Desk, count: int) -> bool:
    return len(await desk.written("copy-1")) == count


async def test_an_event_that_cannot_be_reacted_to_parks_its_stream_without_its_data(
    desk: Desk,
) -> None:
    async with running(desk.runner(REFUSING)) as runner:
        await write(desk, "1", "one", "two")
        await write(desk, "2", "other")
        await until(lambda: runner.progress().parked == 2)
    assert await desk.parked(REFUSING) == [("note-1", "NotWrittenHere"), ("note-1", "behind")]
    rows = await desk.pool.fetch("SELECT topic, record_offset, value FROM parked ORDER BY id")
    first, second = desk.start + 1, desk.start + 2
    assert [tuple(row) for row in rows] == [(OWN_LOG, first, None), (OWN_LOG, second, None)]
    assert await desk.written("second-2") == ["refuse other"]


async def test_a_redrive_reads_the_events_again(desk: Desk) -> None:
    vocabulary.permitted.add("refuse other")
    async with running(desk.runner(REFUSING)) as runner:
        await write(desk, "1", "one", "two")
        await until(lambda: runner.progress().parked == 2)
        vocabulary.permitted.update({"refuse one", "refuse two"})
        redriven = await desk.redrive(REFUSING).redrive((OWN_LOG, "note-1"))
        assert (redriven.done, redriven.failed) == (2, None)
        await write(desk, "1", "again", "three")
        await until(lambda: runner.progress().handled >= 1)
    assert (await desk.written("second-1"))[:2] == ["refuse one", "refuse two"]


async def test_a_process_without_the_lease_stands_by(desk: Desk) -> None:
    await write(desk, "1", "one")
    runner = desk.own_log_runner(may_react=lambda: False)
    async with running(runner):
        await until(lambda: runner.progress().state is State.STANDBY)
    assert await desk.written("copy-1") == []


def write_second(received: Received[NoteWritten]) -> list[Send]:
    """Write what is refused unless it is permitted, and copy nothing of that again."""
    key = vocabulary.key_of(received.stream)
    text = received.event.text
    return (
        []
        if text.startswith("refuse")
        else [
            send(f"note-second-{key}", WriteNote(text=f"refuse {text}")),
            send(f"note-third-{key}", CopyNote(text=text)),
        ]
    )


REFUSING = Reactions(
    name="listener_refusing", source=own_log(), lines=(on("second", NoteWritten, write_second),)
)


@pytest.fixture(autouse=True)
def other_is_permitted() -> None:
    vocabulary.permitted.add("refuse other")
