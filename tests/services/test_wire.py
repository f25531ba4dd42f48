"""Every event has a stored name, every command a row, every circle of readers a contract."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib import import_module
from operator import attrgetter
from typing import Any

import pytest

from libs.common.decider import SYSTEM, Aggregate, frozen
from libs.common.events.audience import Audience
from libs.common.events.wire import KERNEL, SITE, Stored, Wire, stored
from libs.common.http import CommandRoute, ListRoute, ResourceRoute
from libs.common.reactions import Reactions, on, service
from libs.common.reactions.table import Origin
from libs.common.service import Service
from libs.contracts.contract import Contracts, contracts, published
from services.rounds.domain.unit import UnitRegistered, unit
from tests.services.catalogue import AGGREGATES, SERVICES, commands_of, events_of

READABLE = {
    Origin.SERVICE: {Audience.SITE, Audience.LINKED, Audience.OPEN},
    Origin.SUBORDINATES: {Audience.LINKED, Audience.OPEN},
    Origin.SUPERIORS: {Audience.LINKED, Audience.OPEN},
}

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
each_aggregate = pytest.mark.parametrize(
    "aggregate", [aggregate for _, aggregate in AGGREGATES], ids=lambda aggregate: aggregate.kind
)


def published_by(name: str) -> Contracts:
    """Give what a service publishes."""
    found = import_module(f"libs.contracts.{name}").CONTRACTS
    assert isinstance(found, Contracts)
    return found


def own_lines(wire: Wire) -> list[Stored]:
    """List the lines that are the service's, not the kernel's."""
    return [line for line in wire.lines if line not in KERNEL]


def nameless(wire: Wire, aggregates: Iterable[Aggregate[Any, Any, Any]]) -> set[type]:
    """List the events that have no stored name."""
    named = {line.event for line in wire.lines}
    return {event for each in aggregates for event in events_of(each)} - named


def unpublished(wire: Wire, table: Contracts) -> Iterator[str]:
    """Name the lines for others that have no contract of the same audience, or the other way."""
    circles = {line.name: line.audience for line in own_lines(wire)}
    for_others = {name for name, audience in circles.items() if audience is not Audience.INTERNAL}
    promised = {line.name: line.audience for line in table.lines}
    for name in for_others ^ set(promised):
        yield f"{name} stands on one side only"
    for name in for_others & set(promised):
        if circles[name] is not promised[name]:
            yield f"{name} is for {circles[name].value} here, for {promised[name].value} there"


def unheard(table: Reactions) -> Iterator[str]:
    """Name the lines about events that do not reach this table's source."""
    source = table.source
    if source.service is None:
        return
    audiences = {line.event: line.audience for line in published_by(source.service).lines}
    for line in table.lines:
        if audiences.get(line.event) not in READABLE[source.origin]:
            yield f"{table.name}: {line.event.__name__}"


@each_service
def test_every_event_has_a_stored_name(service: Service) -> None:
    assert nameless(service.wire, service.aggregates) == set()


def test_an_event_without_a_stored_name_is_found() -> None:
    assert UnitRegistered in nameless(Wire("planted", []), [unit])


@each_service
def test_no_stored_name_stands_for_an_event_that_nothing_folds(service: Service) -> None:
    folded = {event for each in service.aggregates for event in events_of(each)}
    assert {line.event for line in own_lines(service.wire)} == folded


@each_service
def test_a_stored_name_is_the_domain_word_and_a_version(service: Service) -> None:
    assert [line.name for line in service.wire.lines if not _is_name(line.name)] == []


def _is_name(name: str) -> bool:
    word, _, version = name.partition(".v")
    return word.isidentifier() and word[0].isupper() and version.isdecimal()


@each_aggregate
def test_every_command_has_a_row_that_says_who_and_when(
    aggregate: Aggregate[Any, Any, Any],
) -> None:
    assert set(aggregate.allowed) == set(commands_of(aggregate))
    assert all(row.roles and row.when for row in aggregate.allowed.values())


@each_aggregate
def test_a_row_names_states_of_its_own_aggregate(aggregate: Aggregate[Any, Any, Any]) -> None:
    own = type(aggregate.status(aggregate.initial))
    assert {type(state) for row in aggregate.allowed.values() for state in row.when} == {own}


@each_service
def test_what_others_read_has_a_contract(service: Service) -> None:
    assert list(unpublished(service.wire, published_by(service.name))) == []


def test_a_missing_contract_and_a_wrong_audience_are_found() -> None:
    wire = Wire("planted", [stored("UnitRegistered.v1", UnitRegistered, SITE)])
    assert len(list(unpublished(wire, contracts("planted", [])))) == 1
    wrong = published("UnitRegistered.v1", UnitRegistered, Audience.LINKED)
    assert len(list(unpublished(wire, contracts("planted", [wrong])))) == 1


@each_service
def test_a_published_shape_asks_for_nothing_that_is_not_stored(service: Service) -> None:
    for contract in published_by(service.name).lines:
        line = service.wire.stored(contract.name)
        assert line is not None
        has = {field.name for field in fields(line.event)}
        assert {field.name for field in fields(contract.event)} <= has, contract.name


@each_service
def test_what_is_open_is_published_in_a_form_of_its_own(service: Service) -> None:
    opened = {line.name for line in service.wire.lines if line.audience is Audience.OPEN}
    formed = {line.name for line in service.wire.lines if line.public is not None}
    assert opened == formed


@each_service
def test_reactions_hear_only_what_reaches_them(service: Service) -> None:
    assert [fault for table in service.reactions for fault in unheard(table)] == []


def test_a_reaction_to_what_does_not_reach_it_is_found() -> None:
    @frozen
    class Unheard:
        """Nobody publishes it."""

    planted = Reactions(
        name="planted", source=service("rounds"), lines=(on("planted", Unheard, lambda _: []),)
    )
    assert list(unheard(planted)) == ["planted: Unheard"]


@each_service
def test_reaction_tables_have_names_of_their_own(service: Service) -> None:
    names = [table.name for table in service.reactions]
    assert len(set(names)) == len(names)


@each_service
def test_a_command_of_the_system_alone_has_no_route_and_every_other_has_one(
    service: Service,
) -> None:
    for_people = {
        (aggregate.kind, command)
        for aggregate in service.aggregates
        for command, row in aggregate.allowed.items()
        if row.roles != {SYSTEM}
    }
    routed = [
        (route.aggregate.kind, route.command)
        for route in service.routes
        if isinstance(route, CommandRoute)
    ]
    assert sorted(map(str, routed)) == sorted(map(str, for_people))


@each_service
def test_every_read_model_has_a_list_and_every_aggregate_a_resource(service: Service) -> None:
    listed = [route.projection for route in service.routes if isinstance(route, ListRoute)]
    shown = [route.aggregate for route in service.routes if isinstance(route, ResourceRoute)]
    assert listed == list(service.projections)
    by_kind = attrgetter("kind")
    assert sorted(shown, key=by_kind) == sorted(service.aggregates, key=by_kind)


def test_kinds_are_unique_in_a_service_and_hold_no_dash() -> None:
    for each in SERVICES:
        kinds = [aggregate.kind for aggregate in each.aggregates]
        assert len(set(kinds)) == len(kinds)
        assert all(kind.replace("_", "").isalpha() for kind in kinds)
