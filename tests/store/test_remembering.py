"""However little a writer remembers, it decides on what is true."""

from datetime import datetime

import pytest

from libs.common.store.appends import Emit, Receipt, States
from libs.common.store.slots import Slot, SlotCache
from tests.store.boxes import CAPACITY, BoxFull, Fill, Filled
from tests.store.store import Store, outcomes


def slot(version: int) -> Slot:
    return Slot(version, "", (0, 0, 0), frozenset(), None)


def test_the_slots_used_last_are_kept() -> None:
    cache = SlotCache(2)
    cache.keep({"a": slot(1)})
    cache.keep({"b": slot(1)})
    cache.keep({"a": slot(2)})
    cache.keep({"c": slot(1)})
    assert list(cache.among("abc")) == ["a", "c"]


def test_slots_that_are_kept_together_do_not_push_each_other_out() -> None:
    cache = SlotCache(2)
    cache.keep({name: slot(1) for name in "abcd"})
    assert len(cache) == 4
    cache.keep({"e": slot(1)})
    assert len(cache) == 2


@pytest.mark.postgres
async def test_a_loaded_stream_does_not_push_out_one_that_is_asked_beside_it(
    store: Store,
) -> None:
    writer = await store.serving(cached_streams_max=2)
    for stream in ("box-old", "box-1", "box-2"):
        await writer.give(stream, Fill(amount=CAPACITY))
    answers = await outcomes(
        *(writer.give(stream, Fill(amount=1)) for stream in ("box-1", "box-old", "box-2"))
    )
    assert {type(answer) for answer in answers} == {BoxFull}


@pytest.mark.postgres
async def test_a_writer_that_remembers_one_stream_is_right_about_twelve(store: Store) -> None:
    writer = await store.serving(cached_streams_max=1)
    for _ in range(4):
        commands = (writer.give(f"box-{n % 12}", Fill(amount=1)) for n in range(60))
        answers = await outcomes(*commands)
        assert {type(answer) for answer in answers} == {Receipt}
    await store.checked()
    assert [(await store.box(f"box-{n}")).amount for n in range(12)] == [20] * 12


@pytest.mark.postgres
async def test_one_append_may_ask_for_more_streams_than_are_remembered(store: Store) -> None:
    writer = await store.serving(cached_streams_max=2)
    boxes = [f"box-{n}" for n in range(9)]
    await outcomes(*(writer.give(box, Fill(amount=n)) for n, box in enumerate(boxes)))

    def total(states: States, now: datetime) -> list[Emit]:  # noqa: ARG001
        return [Emit("box-0", Filled(amount=sum(states[box].amount for box in boxes)))]

    await writer.append(boxes, total)
    assert (await store.box("box-0")).amount == 36


@pytest.mark.postgres
async def test_a_long_stream_is_loaded_whole(store: Store) -> None:
    writer = await store.serving()
    many = [Emit("box-1", Filled(amount=0, note="x"))] * 512
    for _ in range(6):
        await writer.append(["box-1"], lambda *_: many)
    later = await store.serving()
    assert (await later.give("box-1", Fill(amount=0))).heads[0].version == 3073
    assert (await store.checked()).size == 3073
