"""Exploring finds what commands lead to, and only that; what it misses it names."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Literal, NewType, assert_never

import pytest
from annotated_types import Interval, Len, Predicate

from lianxun.reference.chance import Chance
from lianxun.reference.examples import Examples, by_field
from lianxun.reference.exploration import explore
from lianxun.reference.explored import Explored
from lianxun.reference.hints import fields_of
from lianxun.reference.states import states
from lianxun.reference.values import Values
from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import OFFICE, UNIT
from libs.common.decider.texts import Digest, Key, Term, is_sha256, is_term
from libs.common.events.wire import INTERNAL, Wire, stored
from libs.common.service import Service

ActorId = NewType("ActorId", str)


class Status(StrEnum):
    """How far a thing has come."""

    NEW = "new"
    OPENED = "opened"
    CLOSED = "closed"


@frozen
class Opened:
    """It has a secret that nobody would guess."""

    secret: str


@frozen
class Touched:
    """It was touched."""


@frozen
class Closed:
    """It is over."""


@frozen
class Open:
    """Open it."""

    secret: str


@frozen
class Touch:
    """Touch it."""


@frozen
class Close:
    """Close it by its secret."""

    secret: str


class NotItsSecret(Refusal):
    """A thing is closed by its secret."""


@frozen
class Thing:
    """What `decide` asks about."""

    status: Status = Status.NEW
    secret: str | None = None


def decide(command: Open | Touch | Close, thing: Thing, context: Context) -> list[Any]:
    match command:
        case Open():
            return [Opened(secret=f"{command.secret}/{context.actor}"), Touched()]
        case Touch():
            return [Touched()]
        case Close():
            if command.secret != thing.secret:
                raise NotItsSecret
            return [Closed()]
        case _:
            assert_never(command)


def evolve(thing: Thing, event: Opened | Touched | Closed) -> Thing:
    match event:
        case Opened():
            return replace(thing, status=Status.OPENED, secret=event.secret)
        case Touched():
            return thing
        case Closed():
            return replace(thing, status=Status.CLOSED)
        case _:
            assert_never(event)


ALLOWED = {
    Open: allow(OFFICE, when={Status.NEW}),
    Touch: allow(OFFICE, UNIT, when={Status.OPENED}),
    Close: allow(OFFICE, when={Status.OPENED}),
}
WIRE = Wire("planted", [stored(f"{each.__name__}.v1", each, INTERNAL) for each in (Opened, Closed)])


def explored(folder: Path, **changes: Any) -> Explored:
    """Explore the planted thing."""
    found: dict[str, Any] = {"decide": decide, "evolve": evolve, "allowed": ALLOWED, **changes}
    thing = Aggregate(kind="thing", initial=Thing(), status=attrgetter("status"), **found)
    return explore(service(thing), Examples(folder, WIRE))["thing"]


def service(*aggregates: Aggregate[Any, Any, Any]) -> Service:
    """A service of these aggregates and nothing else."""
    nothing: dict[str, Any] = {"projections": (), "reactions": (), "routes": ()}
    return Service(
        name="planted", wire=WIRE, aggregates=aggregates, migrations=Path("none"), **nothing
    )


def test_every_step_is_found_although_it_needs_what_the_state_holds(tmp_path: Path) -> None:
    steps = {(step.before, step.event, step.after) for step in explored(tmp_path).steps}
    assert steps == {
        (Status.NEW, Opened, Status.OPENED),
        (Status.OPENED, Touched, Status.OPENED),
        (Status.OPENED, Closed, Status.CLOSED),
    }


def test_what_no_command_leads_to_is_named(tmp_path: Path) -> None:
    found = explored(tmp_path, allowed={**ALLOWED, Close: allow(OFFICE, when={Status.CLOSED})})
    assert (found.unmet(), found.is_missing_something) == ([Closed], True)
    assert set(found.states) == {Status.NEW, Status.OPENED}


def test_what_has_happened_in_the_examples_is_a_state_to_go_on_from(tmp_path: Path) -> None:
    (tmp_path / "Opened.v1.json").write_text('{"secret": "told"}')
    found = explored(tmp_path, allowed={Touch: ALLOWED[Touch]})
    assert {step.event for step in found.steps} == {Touched}


def test_a_page_draws_it_and_names_what_was_missed(tmp_path: Path) -> None:
    never = {**ALLOWED, Close: allow(OFFICE, when={Status.CLOSED})}
    thing = Aggregate(
        kind="thing",
        initial=Thing(),
        decide=decide,
        evolve=evolve,
        allowed=never,
        status=attrgetter("status"),
    )
    page = states([service(thing)], {"planted": Examples(tmp_path, WIRE)})
    assert "    new --> opened: Opened\n    opened --> opened: Touched\n" in page
    assert "    closed --> [*]\n" not in page
    assert "Not met while exploring: `Closed`, `closed`." in page


@frozen
class Everything:
    """A field of each kind of type."""

    actor: ActorId
    key: Key
    digest: Digest
    term: Term
    share: Annotated[int, Interval(ge=3, le=4)]
    on: date
    kind: Status
    choice: Literal["a", "b"]
    handlers: Annotated[tuple[ActorId, ...], Len(2, 9)]
    named: dict[str, int]
    odd: Annotated[str, Predicate(str.isspace)]
    note: str | None = None
    inside: Opened | None = None


@pytest.mark.parametrize("seed", range(20))
def test_values_are_of_their_types_and_within_their_limits(seed: int) -> None:
    made: Everything = Values(Chance(seed)).record(Everything)
    assert made.actor.startswith("actor-")
    assert is_sha256(made.digest)
    assert is_term(made.term)
    assert made.share in {3, 4}
    assert isinstance(made.on, date)
    assert made.choice in {"a", "b"}
    assert len(made.handlers) <= 4
    assert made == Values(Chance(seed)).record(Everything)


def test_a_field_takes_what_a_field_of_its_name_holds_if_it_is_of_its_type() -> None:
    known = by_field([Opened(secret="hush"), Thing(secret=None)])  # noqa: S106 - a planted word
    assert known["secret"] == ["hush", None]
    made = {Values(Chance(seed), (known,)).record(Close).secret for seed in range(30)}
    assert "hush" in made
    assert None not in made


def test_types_are_told_in_words() -> None:
    told = {field.name: field.holds for field in fields_of(Everything)}
    assert told["actor"] == "ActorId, text"
    assert told["key"] == "text, is key"
    assert told["share"] == "whole number, from 3, to 4"
    assert told["kind"] == "one of `new`, `opened`, `closed`"
    assert told["handlers"] == "list of ActorId, text, at least 2 long, at most 9 long"
    assert told["inside"] == "Opened of `secret`"
    assert [field.name for field in fields_of(Everything) if field.optional] == ["note", "inside"]
