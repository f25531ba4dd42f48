"""Several writers on one log: every decision is exact, nothing is lost, nothing is there twice."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from libs.common.decider import Refusal
from libs.common.store.appends import Emit, Receipt, States
from tests.store.boxes import (
    CAPACITY,
    BoxFull,
    Fill,
    Filled,
    Look,
    Match,
    Name,
    NameTaken,
)
from tests.store.store import Store, outcomes, until

pytestmark = pytest.mark.postgres


async def test_200_commands_at_once_on_one_stream_land_in_their_order(store: Store) -> None:
    writer = await store.serving()
    notes = [f"{n:03}" for n in range(200)]
    answers = await outcomes(*(writer.give("box-1", Fill(amount=1, note=n)) for n in notes))
    assert [answer.last for answer in answers] == list(range(1, 201))
    assert (await store.box("box-1")).notes == tuple(notes)
    assert (await store.checked()).flushes < 100


async def test_a_refusal_decided_on_old_knowledge_is_decided_again(store: Store) -> None:
    behind, ahead = await store.serving(), await store.serving()
    await behind.give("box-1", Fill(amount=CAPACITY))
    await ahead.give("box-1", Fill(amount=-CAPACITY))
    assert (await behind.give("box-1", Fill(amount=1))).last == 3


async def test_an_acceptance_decided_on_old_knowledge_is_decided_again(store: Store) -> None:
    behind, ahead = await store.serving(), await store.serving()
    await behind.give("box-1", Fill(amount=1))
    await ahead.give("box-1", Fill(amount=CAPACITY - 1))
    with pytest.raises(BoxFull) as refused:
        await behind.give("box-1", Fill(amount=1))
    assert refused.value.details == {"amount": CAPACITY}


@pytest.mark.parametrize("events_max", [100, 20_000])
async def test_a_writer_far_behind_catches_up_or_begins_anew(
    store: Store, events_max: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.common.store.known.CATCH_UP_EVENTS_MAX", events_max)
    behind, ahead = await store.serving(), await store.serving()
    await behind.give("box-1", Fill(amount=1))
    many = [Emit("box-1", Filled(amount=0))] * 500
    for _ in range(5):
        await ahead.append(["box-1"], lambda *_: many)
    assert (await behind.give("box-1", Fill(amount=1))).heads[0].version == 2502
    assert behind.appender.head.root == (await store.checked()).root


async def test_what_was_decided_on_an_outcome_that_did_not_come_is_decided_again(
    store: Store,
) -> None:
    ours, other = await store.serving(), await store.serving()
    await ours.give("box-1", Fill(amount=CAPACITY))
    await other.give("box-3", Fill(amount=1))
    await ours.give("box-3", Fill(amount=1))
    await other.give("box-1", Look())
    await store.lock()
    emptied = asyncio.create_task(other.give("box-1", Fill(amount=-CAPACITY)))
    await until(lambda: _waiting(store, 1))
    taken_on_the_old_state = asyncio.create_task(ours.give("box-2", Name(name="n")))
    await until(lambda: _waiting(store, 2))
    refused_on_the_old_state = asyncio.create_task(ours.give("box-1", Fill(amount=1), "fill"))
    repeated = asyncio.create_task(ours.give("box-1", Fill(amount=1), "fill"))
    await asyncio.sleep(0.02)
    await store.unlock()
    answers = await outcomes(emptied, taken_on_the_old_state, refused_on_the_old_state, repeated)
    assert [answer.last for answer in answers] == [4, 5, 6, 6]
    await store.checked()


async def _waiting(store: Store, count: int) -> bool:
    return len(await store.backends(is_waiting=True)) == count


async def test_what_is_gathered_builds_on_the_call_under_way(store: Store) -> None:
    writer = await store.serving()
    await store.lock()
    first = asyncio.create_task(writer.give("box-1", Fill(amount=CAPACITY)))
    await until(lambda: _waiting(store, 1))
    later = [
        asyncio.create_task(writer.give("box-1", command))
        for command in (Fill(amount=1), Fill(amount=-1), Fill(amount=1), Name(name="n"))
    ]
    taken = asyncio.create_task(writer.give("box-2", Name(name="n")))
    await asyncio.sleep(0.02)
    await store.unlock()
    answers = await outcomes(first, *later, taken)
    assert [type(answer) for answer in answers] == [
        *(Receipt, BoxFull, Receipt, Receipt, Receipt, NameTaken)
    ]
    assert (await store.checked()).size == 4


async def test_a_log_that_became_shorter_is_believed(store: Store) -> None:
    writer = await store.serving()
    for _ in range(3):
        await writer.give("box-1", Fill(amount=1))
    await store.admin.execute(
        "SET session_replication_role = replica; DELETE FROM events WHERE position > 1"
    )
    assert (await writer.give("box-1", Fill(amount=1))).last == 2
    assert (await store.checked()).root == writer.appender.head.root


def move(source: str, target: str, amount: int) -> Any:
    """A rule over two boxes: nothing is taken out that is not in."""

    def decide(states: States, now: datetime) -> Sequence[Emit]:  # noqa: ARG001
        if states[source].amount < amount:
            raise NothingLeft
        return [
            Emit(source, Filled(amount=-amount)),
            Emit(target, Filled(amount=amount)),
        ]

    return decide


class NothingLeft(Refusal):
    """There is not so much in it."""


async def test_a_rule_over_several_streams_is_exact_for_three_writers(store: Store) -> None:
    writers = [await store.serving() for _ in range(3)]
    boxes = [f"box-{n}" for n in range(4)]
    await writers[0].give(boxes[0], Fill(amount=100))
    moves = [(boxes[n % 4], boxes[(n * n + 1) % 4], 1 + n % 7) for n in range(90)]
    answers = await outcomes(
        *(
            writers[n % 3].append([source, target], move(source, target, amount))
            for n, (source, target, amount) in enumerate(moves)
            if source != target
        )
    )
    assert {type(answer) for answer in answers} == {Receipt, NothingLeft}
    amounts = [(await store.box(name)).amount for name in boxes]
    assert sum(amounts) == 100
    assert min(amounts) >= 0
    await store.checked()


async def test_a_stream_that_is_only_read_counts_too(store: Store) -> None:
    reading, other = await store.serving(), await store.serving()

    def follow(states: States, now: datetime) -> Sequence[Emit]:  # noqa: ARG001
        return [Emit("box-2", Filled(amount=states["box-1"].amount))]

    await reading.append(["box-1", "box-2"], follow)
    await other.give("box-1", Fill(amount=7))
    await reading.append(["box-1", "box-2"], follow)
    assert (await store.box("box-2")).amount == 7


async def test_a_command_is_decided_on_the_newest_state_of_further_streams(store: Store) -> None:
    one, other = await store.serving(), await store.serving()
    await one.give("box-1", Match(other="box-2"))
    await other.give("box-2", Fill(amount=7))
    await one.give("box-1", Match(other="box-2"))
    assert (await store.box("box-1")).amount == 7
