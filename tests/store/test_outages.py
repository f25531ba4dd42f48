"""Connections break, servers stop, locks are held: askers get the truth within bounds."""

import asyncio
from collections.abc import AsyncIterator
from signal import SIGCONT, SIGSTOP
from time import monotonic
from typing import Any

import pytest

from libs.common.store.appends import Receipt, StoreUnavailable
from tests.store.boxes import Fill
from tests.store.other_writer import OtherWriter
from tests.store.proxy import Proxy
from tests.store.store import Store, Writer, number, outcomes, until

pytestmark = pytest.mark.postgres

IMPATIENT: dict[str, Any] = {"statement_timeout_seconds": 0.3, "wait_seconds_max": 0.5}


@pytest.fixture
async def proxy(migrated: str) -> AsyncIterator[Proxy]:
    between = Proxy(migrated)
    await between.open()
    yield between
    between.speak()
    await between.shut()


def later(writer: Writer, stream: str, command: object, name: object = None) -> Any:
    """Give a command without waiting for its answer."""
    return asyncio.create_task(writer.give(stream, command, name))


async def test_a_connection_that_broke_before_the_call_is_made_anew(store: Store) -> None:
    writer = await store.serving()
    await writer.give("box-1", Fill(amount=1))
    await store.terminate(*await store.backends())
    assert (await writer.give("box-1", Fill(amount=1))).last == 2
    assert (await store.checked()).size == 2


async def test_a_call_that_broke_before_it_was_committed_is_made_again(store: Store) -> None:
    writer = await store.serving()
    await store.lock()
    asked = [later(writer, f"box-{n}", Fill(amount=1)) for n in range(5)]
    await until(lambda: store.backends(is_waiting=True))
    await store.terminate(*await store.backends(is_waiting=True))
    await store.unlock()
    assert {type(answer) for answer in await outcomes(*asked)} == {Receipt}
    assert (await store.checked()).size == 5


async def test_a_call_whose_answer_was_lost_is_answered_by_its_receipts(
    store: Store, proxy: Proxy
) -> None:
    writer = await store.serving(dsn=proxy.dsn)
    proxy.silence()
    asked = [later(writer, "box-1", Fill(amount=1), n) for n in range(3)]
    await asyncio.sleep(0.05)
    asked += [later(writer, "box-2", Fill(amount=1), n) for n in range(3, 6)]
    proxy.speak()
    await writer.give("box-1", Fill(amount=1), "loaded")
    proxy.silence()
    asked.append(later(writer, "box-1", Fill(amount=1), "unanswered"))
    await until(lambda: _has(store, 8))
    proxy.cut()
    proxy.speak()
    answers = await outcomes(*asked)
    assert {type(answer) for answer in answers} == {Receipt}
    assert answers[-1].last == 8
    assert (await store.checked()).size == 8


async def _has(store: Store, events: int) -> bool:
    return bool(await store.admin.fetchval("SELECT max(position) FROM events") == events)


async def test_whatever_breaks_and_when_nothing_is_lost_or_there_twice(store: Store) -> None:
    writers = [await store.serving() for _ in range(2)]
    persistent = [
        _persist(writers[n % 2], f"box-{n % 7}", n, after_seconds=n * 0.002) for n in range(300)
    ]
    breaking = asyncio.create_task(_break_again_and_again(store))
    places = [receipt.last for receipt in await outcomes(*persistent)]
    await breaking
    assert sorted(places) == list(range(1, 301))
    commands = await store.commands()
    assert [commands[place - 1] for place in places] == [number(n) for n in range(300)]
    await store.checked()


async def _break_again_and_again(store: Store) -> None:
    for turn in range(15):
        await store.terminate(*(await store.backends())[turn % 4 :: 4])
        await asyncio.sleep(0.01 * (turn % 7))


async def _persist(writer: Writer, stream: str, name: int, after_seconds: float) -> Receipt:
    await asyncio.sleep(after_seconds)
    while True:
        try:
            return await writer.give(stream, Fill(amount=1), name)
        except StoreUnavailable:
            await asyncio.sleep(0.005)


async def test_the_reader_may_break_while_the_call_is_under_way(store: Store) -> None:
    writer = await store.serving()
    await writer.give("box-1", Fill(amount=1))
    await store.lock()
    first = later(writer, "box-1", Fill(amount=1))
    await until(lambda: store.backends(is_waiting=True))
    waiting = await store.backends(is_waiting=True)
    await store.terminate(*set(await store.backends()).difference(waiting))
    second = later(writer, "box-2", Fill(amount=1))
    await asyncio.sleep(0.05)
    await store.unlock()
    assert {type(answer) for answer in await outcomes(first, second)} == {Receipt}
    assert (await store.checked()).size == 3
    assert writer.appender.state == "serving"


async def test_a_held_lock_is_waited_for_within_bounds(store: Store) -> None:
    writer = await store.serving(**IMPATIENT)
    await store.lock()
    began = monotonic()
    answers = await outcomes(*(writer.give("box-1", Fill(amount=1), n) for n in range(3)))
    assert {type(answer) for answer in answers} == {StoreUnavailable}
    assert monotonic() - began < 5
    await store.unlock()
    await until(lambda: writer.appender.state == "serving")
    assert (await writer.give("box-1", Fill(amount=1), 0)).last == 1


async def test_a_lock_held_for_a_moment_delays_and_no_more(store: Store) -> None:
    writer = await store.serving()
    await store.lock()
    asked = later(writer, "box-1", Fill(amount=1))
    await until(lambda: store.backends(is_waiting=True))
    await store.unlock()
    assert (await asked).last == 1


@pytest.mark.parametrize("stream", ["box-known", "box-new"])
async def test_a_silent_database_is_waited_for_within_bounds(
    store: Store, proxy: Proxy, stream: str
) -> None:
    writer = await store.serving(dsn=proxy.dsn, **IMPATIENT)
    await writer.give("box-known", Fill(amount=1))
    proxy.silence()
    began = monotonic()
    with pytest.raises(StoreUnavailable):
        await writer.give(stream, Fill(amount=1), "silent")
    assert monotonic() - began < 6
    proxy.speak()
    await until(lambda: writer.appender.state == "serving")
    await writer.give(stream, Fill(amount=1), "silent")
    assert (await store.checked()).size == 2


async def test_a_database_that_only_reads_is_not_hammered(store: Store) -> None:
    writer = await store.serving(wait_seconds_max=0.5)
    database = await store.admin.fetchval("SELECT current_database()")
    await store.admin.execute(f'ALTER DATABASE "{database}" SET default_transaction_read_only = on')
    try:
        await store.terminate(*await store.backends())
        with pytest.raises(StoreUnavailable):
            await writer.give("box-1", Fill(amount=1), "fill")
        assert next(writer.connects) < 20
    finally:
        await store.admin.execute("SET default_transaction_read_only = off")
        await store.admin.execute(
            f'ALTER DATABASE "{database}" RESET default_transaction_read_only'
        )
    await store.terminate(*await store.backends())
    await until(lambda: _gets_through(writer))
    assert (await store.checked()).size == 1


async def _gets_through(writer: Writer) -> bool:
    (answer,) = await outcomes(writer.give("box-1", Fill(amount=1), "fill"))
    return isinstance(answer, Receipt)


async def test_a_database_that_is_down_at_the_start_is_waited_for(
    store: Store, proxy: Proxy
) -> None:
    await proxy.shut()
    writer = store.writer(dsn=proxy.dsn)
    early = later(writer, "box-1", Fill(amount=1))
    await until(lambda: writer.appender.state == "unavailable")
    with pytest.raises(StoreUnavailable):
        await writer.give("box-1", Fill(amount=1))
    await proxy.open()
    assert (await early).last == 1
    assert (writer.appender.state, writer.appender.reason) == ("serving", "")


async def test_what_waits_too_long_for_the_database_is_told_so(store: Store, proxy: Proxy) -> None:
    await proxy.shut()
    writer = store.writer(dsn=proxy.dsn, wait_seconds_max=0.2)
    with pytest.raises(StoreUnavailable) as unavailable:
        await writer.give("box-1", Fill(amount=1))
    assert unavailable.value.retry_after_seconds == 1


async def test_a_database_that_goes_down_is_gone_back_to(store: Store, proxy: Proxy) -> None:
    writer = await store.serving(dsn=proxy.dsn)
    await writer.give("box-1", Fill(amount=1))
    await proxy.shut()
    down = later(writer, "box-1", Fill(amount=1))
    await until(lambda: writer.appender.state == "unavailable")
    await proxy.open()
    assert (await down).last == 2


async def test_who_is_not_admitted_is_told_why(store: Store) -> None:
    admitted = asyncio.Event()

    async def admit(_: object) -> None:
        if not admitted.is_set():
            raise StoreUnavailable("not_migrated: 0007")

    writer = store.writer(admit=admit)
    await until(lambda: writer.appender.state == "unavailable")
    with pytest.raises(StoreUnavailable, match="not_migrated: 0007"):
        await writer.give("box-1", Fill(amount=1))
    admitted.set()
    await until(lambda: writer.appender.state == "serving")
    await writer.give("box-1", Fill(amount=1))


@pytest.mark.parametrize("is_stopped_during_the_call", [True, False])
async def test_another_writer_that_stands_still_stops_nobody(
    store: Store,
    is_stopped_during_the_call: bool,  # noqa: FBT001
) -> None:
    ours, other = await store.serving(), await OtherWriter.start(store.dsn)
    try:
        other.ask("first")
        assert await other.answer() == 1
        if is_stopped_during_the_call:
            await store.lock()
            other.ask("second")
            await until(lambda: store.backends(is_waiting=True))
        other.child.send_signal(SIGSTOP)
        await store.unlock()
        began = monotonic()
        receipt = await ours.give("box-1", Fill(amount=1))
        assert monotonic() - began < 4
        assert receipt.last == 2 + is_stopped_during_the_call
        other.child.send_signal(SIGCONT)
        if not is_stopped_during_the_call:
            other.ask("second")
        assert await other.answer() == 3 - is_stopped_during_the_call
    finally:
        await other.end()
    assert (await store.checked()).size == 3
