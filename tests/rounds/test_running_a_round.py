"""A round is planned under a number of its term, authorised once, entered and closed."""

from libs.common.decider.roles import GROUP_LEADER, OFFICE
from libs.common.testing.given import scenario
from services.rounds.domain.inspection_round import (
    AuthoriseRound,
    CloseRound,
    EnterOnSite,
    PlanRound,
    RoundNumberTaken,
    UnitNamedTwice,
    inspection_round,
)
from services.rounds.domain.unit import UnitNotRegistered, unit
from services.rounds.wire import WIRE
from tests.rounds.examples import (
    OTHER_TOWN,
    ROUND,
    TOWN,
    authorised,
    closed,
    entered,
    other_registered,
    planned,
    registered,
)

given = scenario(inspection_round)


def test_a_round_is_planned_under_its_number() -> None:
    given().when(PlanRound(round=ROUND, term="15", number=1), role=OFFICE).then(planned)


def test_the_committee_authorises_a_round_for_its_units() -> None:
    ready = given(planned).seeing(unit, TOWN, registered).seeing(unit, OTHER_TOWN, other_registered)
    ready.when(AuthoriseRound(units=(TOWN, OTHER_TOWN))).then(authorised)


def test_a_round_inspects_units_of_the_register_only() -> None:
    half_ready = given(planned).seeing(unit, TOWN, registered).seeing(unit, OTHER_TOWN)
    asked = half_ready.when(AuthoriseRound(units=(TOWN, OTHER_TOWN)))
    asked.then_refused(UnitNotRegistered, unit=OTHER_TOWN)


def test_a_round_inspects_a_unit_once() -> None:
    ready = given(planned).seeing(unit, TOWN, registered)
    ready.when(AuthoriseRound(units=(TOWN, TOWN))).then_refused(UnitNamedTwice)


def test_the_groups_enter_an_authorised_round() -> None:
    given(planned, authorised).when(EnterOnSite(), role=GROUP_LEADER).then(entered)


def test_the_office_closes_a_round() -> None:
    given(planned, authorised, entered).when(CloseRound()).then(closed)


def test_a_term_has_each_number_once() -> None:
    (claim,) = WIRE.line(planned, "round").claims(planned)
    assert claim.key == "round-number:15/1"
    assert claim.refusal is RoundNumberTaken


def test_a_round_is_found_by_each_unit_that_it_inspects() -> None:
    tags = WIRE.line(authorised, "round").tags(authorised)
    assert tags == ["unit:360722-U01", "unit:360722-U02"]
