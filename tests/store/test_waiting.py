"""The queue is bounded, whoever left is not served, and whoever stays is answered."""

import asyncio

import pytest

from libs.common.store.appends import Append, Emit, Receipt, StoreUnavailable
from libs.common.store.waiting import Queue, Waiting
from tests.store.boxes import Fill, Filled
from tests.store.store import Store, number, origin, outcomes, until


def asking(name: object, deadline: float = 0) -> Waiting:
    asked = Append(number(name), ("box-1",), lambda *_: [], origin())
    return Waiting(asked, asyncio.get_running_loop().create_future(), deadline)


async def test_a_full_queue_takes_nobody_more() -> None:
    queue = Queue(2)
    queue.put(asking(1))
    queue.put(asking(2))
    with pytest.raises(StoreUnavailable, match="queue_full"):
        queue.put(asking(3))


async def test_what_is_put_back_goes_first_and_is_always_taken() -> None:
    queue, many = Queue(1), [asking(n) for n in range(4)]
    queue.put(many[3])
    queue.put_back(many[:3])
    assert queue.take(9) == many


async def test_nobody_is_taken_who_was_answered_or_left() -> None:
    queue, many = Queue(9), [asking(n) for n in range(4)]
    for each in many:
        queue.put(each)
    many[0].answer.cancel()
    many[1].resolve(Receipt(number(1), None, None, ()))
    assert queue.take(1) == [many[2]]


async def test_who_waited_too_long_is_given_up_and_the_others_are_not() -> None:
    queue, late, early = Queue(9), asking(1, deadline=5), asking(2, deadline=6)
    queue.put(late)
    queue.put(early)
    queue.give_up(5, "down")
    with pytest.raises(StoreUnavailable, match="down"):
        await late.answer
    assert queue.take(9) == [early]


@pytest.mark.postgres
async def test_a_full_appender_answers_at_once(store: Store) -> None:
    writer = await store.serving(queue_max=2)
    await store.lock()
    asked = [asyncio.create_task(writer.give(f"box-{n}", Fill(amount=1))) for n in range(6)]
    await until(lambda: store.backends(is_waiting=True))
    refused = [each for each in asked if each.done()]
    assert [str(each.exception()) for each in refused] == ["queue_full"] * 4
    await store.unlock()
    answers = await outcomes(*asked)
    assert [type(answer) for answer in answers] == [Receipt] * 2 + [StoreUnavailable] * 4


@pytest.mark.postgres
async def test_a_command_whose_asker_left_is_not_decided(store: Store) -> None:
    writer, decided = await store.serving(), []
    await writer.give("box-1", Fill(amount=1))

    def decide(*_: object) -> list[Emit]:
        decided.append(1)
        return [Emit("box-1", Filled(amount=1))]

    left = asyncio.create_task(writer.append(["box-1"], decide))
    await asyncio.sleep(0)
    left.cancel()
    await writer.give("box-1", Fill(amount=1))
    assert decided == []
    assert (await store.checked()).size == 2


@pytest.mark.postgres
async def test_an_asker_who_leaves_during_the_call_disturbs_nobody(store: Store) -> None:
    writer = await store.serving()
    await store.lock()
    asked = [asyncio.create_task(writer.give("box-1", Fill(amount=1), n)) for n in range(3)]
    await until(lambda: store.backends(is_waiting=True))
    asked += [asyncio.create_task(writer.give("box-1", Fill(amount=1), n)) for n in range(3, 6)]
    await asyncio.sleep(0.02)
    asked[1].cancel()
    asked[4].cancel()
    await store.unlock()
    answers = await outcomes(*(asked[n] for n in (0, 2, 3, 5)))
    assert {type(answer) for answer in answers} == {Receipt}
    assert (await writer.give("box-1", Fill(amount=1), 1)).last == 2
    await store.checked()


@pytest.mark.postgres
async def test_waiting_keeps_nobody_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    writer, steps = await store.serving(), []
    step = writer.appender._step

    async def counted() -> None:
        steps.append(1)
        await step()

    monkeypatch.setattr(writer.appender, "_step", counted)
    await store.lock()
    asked = [asyncio.create_task(writer.give("box-1", Fill(amount=1), n % 3)) for n in range(9)]
    await until(lambda: store.backends(is_waiting=True))
    begun = len(steps)
    await asyncio.sleep(0.1)
    assert len(steps) - begun <= 1
    await store.unlock()
    assert {answer.last for answer in await outcomes(*asked)} == {1, 2, 3}


@pytest.mark.postgres
async def test_stopping_answers_what_was_taken(store: Store) -> None:
    writer = await store.serving()
    asked = [asyncio.create_task(writer.give(f"box-{n % 9}", Fill(amount=1))) for n in range(200)]
    await asyncio.sleep(0)
    await writer.appender.stop()
    assert {type(answer) for answer in await outcomes(*asked)} == {Receipt}
    assert (await store.checked()).size == 200


@pytest.mark.postgres
async def test_a_stopped_appender_takes_nothing(store: Store) -> None:
    writer = await store.serving()
    await writer.appender.stop()
    with pytest.raises(StoreUnavailable, match="stopped"):
        await writer.give("box-1", Fill(amount=1))
    assert await store.backends() == []


@pytest.mark.postgres
@pytest.mark.parametrize("stream", ["box-known", "box-new"])
async def test_stopping_waits_for_the_database_within_bounds(store: Store, stream: str) -> None:
    writer = await store.serving()
    await writer.give("box-known", Fill(amount=1))
    await store.lock()
    await store.admin.execute("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
    asked = asyncio.create_task(writer.give(stream, Fill(amount=1)))
    await until(lambda: store.backends(is_waiting=True))
    await writer.appender.stop(grace_seconds=0.1)
    (answer,) = await outcomes(asked)
    assert isinstance(answer, StoreUnavailable)
    await store.admin.execute("ROLLBACK")


@pytest.mark.postgres
async def test_stopping_does_not_wait_for_a_database_that_is_down(store: Store) -> None:
    writer = store.writer(dsn="postgresql://nobody@127.0.0.1:9/none")
    asked = asyncio.create_task(writer.give("box-1", Fill(amount=1)))
    await until(lambda: writer.appender.state == "unavailable")
    async with asyncio.timeout(2):
        await writer.appender.stop(grace_seconds=60)
    (answer,) = await outcomes(asked)
    assert isinstance(answer, StoreUnavailable)


@pytest.mark.postgres
@pytest.mark.parametrize("step", ["load", "committed"])
async def test_a_defect_of_the_appender_answers_everybody_and_is_reported(
    store: Store, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = await store.serving()

    def defective(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(writer.appender._known, step, defective)
    answers = await outcomes(*(writer.give(f"box-{n}", Fill(amount=1)) for n in range(40)))
    assert {type(answer) for answer in answers} == {StoreUnavailable}
    assert (writer.appender.state, writer.appender.reason) == ("failed", "ZeroDivisionError()")
    with pytest.raises(StoreUnavailable, match="ZeroDivisionError"):
        await writer.give("box-1", Fill(amount=1))
