"""Whatever several writers are given at once, the log tells one story, in which all is right."""

from itertools import count
from typing import Any, NamedTuple

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libs.common.decider import Refusal, frozen
from libs.common.store.appends import Receipt
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.store.boxes import (
    CAPACITY,
    CARELESS,
    BoxFull,
    Fill,
    Filled,
    Name,
    Named,
    Ship,
)
from tests.store.store import Store, Writer, number, outcomes

pytestmark = pytest.mark.postgres


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
        st.builds(Fill, amount=st.integers(-200, 600), note=st.just("\0")),
        st.builds(Name, name=st.sampled_from("abc")),
        st.builds(Ship, to=st.just("x")),
    ),
    name=st.integers(0, 30),
)


BOUNDS: list[dict[str, int]] = [{}, {"cached_streams_max": 1}, {"batch_events_max": 3}]
"""The three writers differ in what they remember and in how much they take at once."""


RUNS = count()
"""Each example has boxes, names and commands of its own."""


class Asked(NamedTuple):
    """A command as it was given, and what became of it."""

    given: Given
    command_id: str
    answer: Any


@given(waves=st.lists(st.lists(GIVEN, max_size=20), min_size=1, max_size=3))
@settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=ALWAYS_THE_SAME,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_whatever_three_writers_are_given_the_log_tells_one_story(
    store: Store, waves: list[list[Given]]
) -> None:
    run = next(RUNS)
    for bounds in BOUNDS[len(store.writers) :]:
        await store.serving(wire=CARELESS, **bounds)
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
        assert isinstance(each.answer, Receipt | Refusal | asyncpg.DataError), each
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
    for recorded in await store.events(stream):
        if isinstance(recorded.event, Filled):
            held.append(held[-1] + recorded.event.amount)
    assert max(held) <= CAPACITY
    for each in asked:
        if each.given.box == number_of_box and isinstance(each.answer, BoxFull):
            assert int(each.answer.details["amount"]) in held


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
