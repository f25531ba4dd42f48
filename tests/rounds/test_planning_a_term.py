"""A term plan says whom a term covers and when; it is approved, and revised with a reason."""

from dataclasses import replace
from datetime import date

from libs.common.decider.roles import DISPATCHING_COMMITTEE
from libs.common.testing.given import Given, scenario
from services.rounds.domain.term import (
    ApproveTermPlan,
    DraftTermPlan,
    PlannedUnit,
    ReviseTermPlan,
    TermCommand,
    TermEndsBeforeItBegins,
    TermEvent,
    TermPlan,
    UnitCoveredTwice,
    YearOutsideTerm,
    term,
)
from services.rounds.domain.unit import UnitNotRegistered, unit
from tests.rounds.examples import OTHER_TOWN, TOWN, other_registered, registered
from tests.rounds.preparation_examples import (
    TERM,
    coverage,
    term_approved,
    term_drafted,
    term_revised,
)

given = scenario(term)
DRAFT = DraftTermPlan(
    term=TERM, begins_on=date(2025, 1, 1), ends_on=date(2029, 12, 31), coverage=coverage
)


def after(*facts: TermEvent) -> Given[TermCommand, TermEvent, TermPlan]:
    """Begin with a plan, while both units of the examples are registered."""
    return given(*facts).seeing(unit, TOWN, registered).seeing(unit, OTHER_TOWN, other_registered)


def test_the_office_drafts_whom_a_term_covers() -> None:
    after().when(DRAFT).then(term_drafted)


def test_the_committee_approves_the_plan() -> None:
    asked = given(term_drafted).when(ApproveTermPlan(), role=DISPATCHING_COMMITTEE)
    asked.then(term_approved)


def test_a_revision_names_the_units_that_are_dropped() -> None:
    revise = ReviseTermPlan(coverage=(PlannedUnit(unit=TOWN, year=2028),), reason="机构合并")
    after(term_drafted, term_approved).when(revise).then(term_revised)


def test_a_term_ends_after_it_begins() -> None:
    turned = replace(DRAFT, ends_on=date(2024, 12, 31))
    after().when(turned).then_refused(TermEndsBeforeItBegins)


def test_a_plan_names_a_unit_once() -> None:
    twice = replace(DRAFT, coverage=(coverage[0], coverage[0]))
    after().when(twice).then_refused(UnitCoveredTwice)


def test_a_unit_is_planned_for_a_year_of_the_term() -> None:
    late = replace(DRAFT, coverage=(PlannedUnit(unit=TOWN, year=2030),))
    after().when(late).then_refused(YearOutsideTerm, unit=TOWN, year=2030)


def test_a_term_covers_units_of_the_register() -> None:
    asked = given().seeing(unit, TOWN).seeing(unit, OTHER_TOWN, other_registered).when(DRAFT)
    asked.then_refused(UnitNotRegistered, unit=TOWN)
