"""Somebody may hold several roles, but who answers for a unit holds that one alone."""

from libs.common.decider.roles import LEADING_GROUP, OFFICE, SUPERVISION_BODY, UNIT
from libs.common.testing.given import scenario
from services.rounds.domain.role_holder import (
    AssumeRole,
    LayDownRole,
    RoleAssumed,
    RoleHeldAlready,
    RoleNotHeld,
    UnitStandsAlone,
    UnknownRole,
    role_holder,
)
from tests.rounds.preparation_examples import ASSISTANT, assumed, laid_down

given = scenario(role_holder)


def test_a_role_is_assumed() -> None:
    given().when(AssumeRole(holder=ASSISTANT, role=SUPERVISION_BODY), role=OFFICE).then(assumed)


def test_a_role_is_laid_down() -> None:
    asked = given(assumed).when(LayDownRole(holder=ASSISTANT, role=SUPERVISION_BODY), role=OFFICE)
    asked.then(laid_down)
    assert given(assumed, laid_down).state().held == frozenset()


def test_a_role_that_is_held_is_not_assumed_again() -> None:
    again = AssumeRole(holder=ASSISTANT, role=SUPERVISION_BODY)
    given(assumed).when(again, role=OFFICE).then_refused(RoleHeldAlready, role=SUPERVISION_BODY)


def test_a_role_that_is_not_held_is_not_laid_down() -> None:
    other = LayDownRole(holder=ASSISTANT, role=LEADING_GROUP)
    given(assumed).when(other, role=OFFICE).then_refused(RoleNotHeld, role=LEADING_GROUP)


def test_people_act_in_roles_that_are_known() -> None:
    unknown = AssumeRole(holder=ASSISTANT, role="astronomer")
    given().when(unknown, role=OFFICE).then_refused(UnknownRole, role="astronomer")


def test_who_answers_for_a_unit_holds_no_other_role() -> None:
    unit_too = AssumeRole(holder=ASSISTANT, role=UNIT)
    given(assumed).when(unit_too, role=OFFICE).then_refused(UnitStandsAlone)
    answering = RoleAssumed(holder=ASSISTANT, role=UNIT)
    other_too = AssumeRole(holder=ASSISTANT, role=SUPERVISION_BODY)
    given(answering).when(other_too, role=OFFICE).then_refused(UnitStandsAlone)
