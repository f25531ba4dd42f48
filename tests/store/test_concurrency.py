"""Several writers on one log: every decision is exact, nothing is lost, nothing is there twice."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libs.common.decider import Refusal, frozen
from libs.common.store.appends import Emit, Receipt, States
from tests.store.boxes import (
    CAPACITY,
    BoxFull,
    Fill,
    Filled,
    Look,
    Name,
    Named,
    NameTaken,
    Ship,
)
from tests.store.store import Store, Writer, number, outcomes, until

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


async def test_a_writer_far_behind_catches_up(store: Store) -> None:
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


@frozen
class Given:
    """One command of a generated run."""

    writer: int
    box: int
    command: Fill | Name | Ship
    name: int


GIVEN = st.builds(
    Given,
    writer=st.integers(0, 2),
    box=st.integers(0, 2),
    command=st.one_of(
        st.builds(Fill, amount=st.integers(-200, 600)),
        st.builds(Name, name=st.sampled_from("abc")),
        st.builds(Ship, to=st.just("x")),
    ),
    name=st.integers(0, 30),
)


class Asked(NamedTuple):
    """A command as it was given, and what became of it."""

    given: Given
    command_id: str
    answer: Any


@given(waves=st.lists(st.lists(GIVEN, max_size=20), min_size=1, max_size=3), run=st.uuids())
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_whatever_three_writers_are_given_the_log_tells_one_story(
    store: Store, waves: list[list[Given]], run: object
) -> None:
    while len(store.writers) < 3:
        await store.serving()
    await store.writers[0].give("box-1", Fill(amount=0))
    asked: list[Asked] = []
    for wave in waves:
        answers = await outcomes(*(_give(store.writers, given, run) for given in wave))
        names = [number(f"{run}/{given.name}") for given in wave]
        asked += map(Asked, wave, names, answers)
    await store.checked()
    _nothing_is_lost_or_there_twice(asked, await store.commands())
    for number_of_box in range(3):
        await _the_box_was_never_wrong(store, _stream(run, number_of_box), asked, number_of_box)
    _names_are_held_once(
        [(e.stream, e.event) for e in await store.events() if str(run) in e.stream]
    )


def _stream(run: object, number_of_box: int) -> str:
    return f"box-{run}-{number_of_box}"


async def _give(writers: list[Writer], given: Given, run: object) -> Receipt:
    command = given.command
    if isinstance(command, Name):
        command = Name(name=f"{run}/{command.name}")
    stream = _stream(run, given.box)
    return await writers[given.writer].give(
        stream, command, f"{run}/{given.name}", reacting=True, by=None
    )


def _nothing_is_lost_or_there_twice(asked: list[Asked], commands: list[str]) -> None:
    receipts: dict[str, Receipt] = {}
    for each in asked:
        assert isinstance(each.answer, Receipt | Refusal), each
        if isinstance(each.answer, Receipt):
            # A repeat gets the first answer, whoever was asked.
            assert receipts.setdefault(each.command_id, each.answer) == each.answer
    for command_id, receipt in receipts.items():
        places = [n for n, command in enumerate(commands, 1) if command == command_id]
        assert receipt.first is not None
        assert receipt.last is not None
        assert places == list(range(receipt.first, receipt.last + 1))
    for each in asked:
        if each.command_id not in receipts:
            assert each.command_id not in commands


async def _the_box_was_never_wrong(
    store: Store, stream: str, asked: list[Asked], number_of_box: int
) -> None:
    """Check that no rule was broken, and that each refusal was right at some moment."""
    held = [0]
    for each in await store.events(stream):
        if isinstance(each.event, Filled):
            held.append(held[-1] + each.event.amount)
    assert max(held) <= CAPACITY
    for each in asked:
        if each.given.box == number_of_box and isinstance(each.answer, BoxFull):
            assert each.answer.details["amount"] in held


def _names_are_held_once(events: list[tuple[str, object]]) -> None:
    holders: dict[str, str] = {}
    for stream, event in events:
        if isinstance(event, Named):
            assert holders.setdefault(event.name, stream) == stream


async def test_a_broken_story_would_be_noticed(store: Store) -> None:
    writer = await store.serving()
    receipt = await writer.give("box-1", Fill(amount=1), "fill", reacting=True)
    given = Given(writer=0, box=1, command=Fill(amount=1), name=0)
    asked = [Asked(given, number("fill"), receipt)]
    commands = await store.commands()
    _nothing_is_lost_or_there_twice(asked, commands)
    with pytest.raises(AssertionError):
        _nothing_is_lost_or_there_twice(asked, [*commands, *commands])
    with pytest.raises(AssertionError):
        _nothing_is_lost_or_there_twice(asked, [])
    refused = [Asked(given, number("other"), BoxFull(amount=5))]
    with pytest.raises(AssertionError):
        await _the_box_was_never_wrong(store, "box-1", refused, 1)
    with pytest.raises(AssertionError):
        _names_are_held_once([("box-1", Named(name="n")), ("box-2", Named(name="n"))])
