"""Whatever is asked in whatever order: what is accepted can be folded, stored and read again."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from libs.common.decider import ANYBODY, Aggregate, Context, Refusal
from libs.common.decider.roles import OFFICE, UNIT
from libs.common.service import Service
from libs.common.testing.given import MOMENT, SITE
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.services.catalogue import AGGREGATES, events_of
from tests.services.strategies import ACTORS, KEYS, records

STEPS_MAX = 20
STEPS_ELSEWHERE_MAX = 8
ATTEMPTS_MAX = 5
PLAYS = 40
PLAYS_MIN = 6
EXAMPLES = settings(
    max_examples=examples(PLAYS), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)
ELSEWHERE = settings(EXAMPLES, max_examples=60, derandomize=True)
FEW = settings(EXAMPLES, max_examples=examples(15))

each_aggregate = pytest.mark.parametrize(
    ("service", "aggregate"),
    AGGREGATES,
    ids=[f"{service.name}-{aggregate.kind}" for service, aggregate in AGGREGATES],
)


@cache
def contexts(roles: frozenset[str]) -> st.SearchStrategy[Context]:
    """Give contexts of somebody in one of these roles."""
    held = sorted(roles - {ANYBODY}) or [OFFICE, UNIT]
    return st.builds(
        Context,
        now=st.just(MOMENT),
        actor=st.sampled_from(ACTORS),
        role=st.sampled_from(held),
        body=st.just("body"),
        site=st.just(SITE),
        unit=st.sampled_from((None, *KEYS)),
        others=st.just({}),
    )


@cache
def states_of(service: str, kind: str) -> tuple[object, ...]:
    """Gather states of another stream that a command is decided on; drawing one is cheap then."""
    aggregate = next(each for of, each in AGGREGATES if (of.name, each.kind) == (service, kind))
    facts = st.one_of(*map(records, events_of(aggregate)))
    found: list[object] = []

    @ELSEWHERE
    @given(st.lists(facts, max_size=STEPS_ELSEWHERE_MAX))
    def gather(events: list[object]) -> None:
        found.append(aggregate.fold(events))

    gather()
    return (*found, *map(aggregate.fold, beginnings_of(service, kind)))


def stories_of(service: str, kind: str) -> tuple[tuple[object, ...], ...]:
    """Give how streams of a kind go well; chance alone would seldom come so far."""
    told = getattr(import_module(f"tests.{service}.examples"), "BEGINNINGS", {})
    stories: tuple[tuple[object, ...], ...] = told.get(kind, ())
    return stories


def beginnings_of(service: str, kind: str) -> list[tuple[object, ...]]:
    """Give nothing, and each of the stories as far as each of its steps, once."""
    stories = stories_of(service, kind)
    parts = [story[:length] for story in stories for length in range(1, len(story) + 1)]
    return [(), *(part for place, part in enumerate(parts) if part not in parts[:place])]


def asks_of(service: str, kind: str) -> tuple[tuple[object, Context], ...]:
    """Give what carries a story on: commands, with who gives them and what else is so."""
    module = f"tests.{service}.asks"
    asks = import_module(module).ASKS if find_spec(module) else {}
    asked: tuple[tuple[object, Context], ...] = asks.get(kind, ())
    return asked


def question(
    data: st.DataObject, service: Service, aggregate: Aggregate[Any, Any, Any], kind: type
) -> tuple[object, Context]:
    """Draw a command of a kind, and who gives it while what else is so."""
    known = [each for each in asks_of(service.name, aggregate.kind) if type(each[0]) is kind]
    if known and data.draw(st.booleans()):
        return data.draw(st.sampled_from(known))
    asked = data.draw(records(kind))
    context = data.draw(contexts(aggregate.allowed[kind].roles))
    others = {
        stream: data.draw(st.sampled_from(states_of(service.name, stream.partition("-")[0])))
        for stream in aggregate.reads(asked)
    }
    return asked, context._replace(others=others)


def ask(
    data: st.DataObject, service: Service, aggregate: Aggregate[Any, Any, Any], state: object
) -> list[object]:
    """Ask some command that fits the state, anew while a rule says no; answers what happened."""
    status = aggregate.status(state)
    fitting = [each for each, row in aggregate.allowed.items() if status in row.when]
    if not fitting:
        return []
    kind = data.draw(st.sampled_from(fitting))
    for _ in range(ATTEMPTS_MAX):
        asked, context = question(data, service, aggregate, kind)
        try:
            return aggregate.handle(asked, state, context)
        except Refusal:
            continue
    return []


@pytest.mark.slow
@each_aggregate
def test_accepted_commands_fold_and_lead_to_every_event(
    service: Service, aggregate: Aggregate[Any, Any, Any]
) -> None:
    reached: set[type] = set()
    beginnings = beginnings_of(service.name, aggregate.kind)
    stories = [(), *stories_of(service.name, aggregate.kind)]
    for each in service.aggregates:
        states_of(service.name, each.kind)

    def play_from(place: int, beginning: tuple[object, ...]) -> None:
        plays = PLAYS if beginning in stories else PLAYS_MIN

        @settings(EXAMPLES, max_examples=examples(plays))
        @given(st.data())
        def play(data: st.DataObject) -> None:
            happened = [*beginning]
            state = aggregate.fold(happened)
            for _ in range(STEPS_MAX):
                decided = ask(data, service, aggregate, state)
                state = aggregate.fold(decided, state)
                happened += decided
                reached.update(map(type, decided))
            assert aggregate.fold(happened) == state

        # By itself Hypothesis would draw the same from every beginning.
        (seed(place)(play) if ALWAYS_THE_SAME else play)()

    for place, beginning in enumerate(beginnings):
        play_from(place, beginning)
    assert reached == set(events_of(aggregate)), service.name


@each_aggregate
def test_evolve_never_refuses_a_fact_in_whatever_state(
    service: Service, aggregate: Aggregate[Any, Any, Any]
) -> None:
    anything = st.lists(st.one_of(*map(records, events_of(aggregate))), max_size=STEPS_MAX)

    @FEW
    @given(anything)
    def fold(events: list[object]) -> None:
        state = aggregate.fold(events)
        assert isinstance(state, type(aggregate.initial)), service.name

    fold()


@each_aggregate
def test_every_state_can_be_shown(service: Service, aggregate: Aggregate[Any, Any, Any]) -> None:
    state_of = TypeAdapter(type(aggregate.initial))

    @FEW
    @given(st.lists(st.one_of(*map(records, events_of(aggregate))), max_size=STEPS_MAX))
    def show(events: list[object]) -> None:
        shown = state_of.dump_python(aggregate.fold(events), mode="json")
        assert shown["status"], service.name

    show()


@each_aggregate
def test_what_is_stored_is_read_again_as_it_was(
    service: Service, aggregate: Aggregate[Any, Any, Any]
) -> None:
    @FEW
    @given(st.data())
    def store(data: st.DataObject) -> None:
        for kind in events_of(aggregate):
            event = data.draw(records(kind))
            line = service.wire.line(event, aggregate.kind)
            assert service.wire.decode(line.name, service.wire.encode(line, event)) == event

    store()
