"""Whatever is asked in whatever order: what is accepted can be folded, stored and read again."""

from functools import cache
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
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
ATTEMPTS_MAX = 5
SEEN_MAX = 5
EXAMPLES = settings(
    max_examples=examples(40), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)
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


def any_state(aggregate: Aggregate[Any, Any, Any]) -> st.SearchStrategy[Any]:
    """Give states of another stream that a command is decided on."""
    events = st.lists(st.one_of(*map(records, events_of(aggregate))), max_size=SEEN_MAX)
    return events.map(aggregate.fold)


def beginnings(
    service: Service, aggregate: Aggregate[Any, Any, Any]
) -> st.SearchStrategy[tuple[object, ...]]:
    """Give what has happened before: nothing, or a story of the examples that chance never tells.

    Their `BEGINNINGS` are such stories by the kind of stream.
    """
    told = vars(import_module(f"tests.{service.name}.examples")).get("BEGINNINGS", {})
    return st.sampled_from(((), *told.get(aggregate.kind, ())))


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
        asked, context = (
            data.draw(records(kind)),
            data.draw(contexts(aggregate.allowed[kind].roles)),
        )
        others = {
            stream: data.draw(any_state(service.aggregate(stream)))
            for stream in aggregate.reads(asked)
        }
        try:
            return aggregate.handle(asked, state, context._replace(others=others))
        except Refusal:
            continue
    return []


@each_aggregate
def test_accepted_commands_fold_and_lead_to_every_event(
    service: Service, aggregate: Aggregate[Any, Any, Any]
) -> None:
    reached: set[type] = set()

    @EXAMPLES
    @given(st.data())
    def play(data: st.DataObject) -> None:
        story = data.draw(beginnings(service, aggregate))
        begun = state = aggregate.fold(story)
        happened: list[object] = []
        for _ in range(STEPS_MAX):
            decided = ask(data, service, aggregate, state)
            state = aggregate.fold(decided, state)
            happened += decided
        assert aggregate.fold(happened, begun) == state
        reached.update(map(type, happened))

    play()
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
