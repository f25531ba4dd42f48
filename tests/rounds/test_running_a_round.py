"""A round is planned, approved, given its targets, authorised, run through its phases, closed."""

import pytest

from libs.common.decider import WrongState
from libs.common.decider.roles import GROUP_LEADER, LEADING_GROUP, OFFICE
from libs.common.testing.given import scenario
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.inspection_round import (
    EngagementNotDone,
    RoundNumberTaken,
    TargetNotCovered,
    TargetsNotSelected,
    TermPlanNotApproved,
    UnitNamedTwice,
    inspection_round,
)
from services.rounds.domain.round_commands import (
    ApprovePlan,
    AuthoriseRound,
    BeginFeedback,
    BeginHearings,
    CancelRound,
    CloseRound,
    EndOnSite,
    EnterOnSite,
    OpenPreparation,
    PlanRound,
    SelectTargets,
)
from services.rounds.domain.round_facts import RoundAuthorised, RoundEvent, TargetsSelected
from services.rounds.domain.term import term
from services.rounds.domain.unit import DivisionSuperseded, UnitNotRegistered, UnitRegistered, unit
from services.rounds.domain.vocabulary import RoundKey
from services.rounds.wire import WIRE
from tests.rounds.examples import (
    OTHER_TOWN,
    ROUND,
    ROUND_STORY,
    TOWN,
    authorised,
    cancelled,
    closed,
    entered,
    feedback_begun,
    hearings_begun,
    left,
    other_registered,
    plan_approved,
    planned,
    preparing,
    registered,
    selected,
)
from tests.rounds.preparation_examples import (
    ENGAGEMENT,
    HEARD,
    OTHER_ENGAGEMENT,
    TERM,
    feedback_noted,
    in_other_town,
    report_approved,
    term_approved,
    term_drafted,
    term_revised,
)

given = scenario(inspection_round)
PLAN = PlanRound(round=ROUND, term=TERM, number=1)
SELECT = SelectTargets(units=(TOWN, OTHER_TOWN))
DONE = (*HEARD, report_approved, feedback_noted)


@pytest.mark.parametrize("facts", [(), (term_revised,)])
def test_a_round_is_planned_under_its_number_in_an_approved_term(facts: tuple[object, ...]) -> None:
    in_term = given().seeing(term, TERM, term_drafted, term_approved, *facts)
    in_term.when(PLAN, role=OFFICE).then(planned)


def test_a_term_whose_plan_is_not_approved_has_no_rounds() -> None:
    in_term = given().seeing(term, TERM, term_drafted)
    in_term.when(PLAN).then_refused(TermPlanNotApproved, term=TERM)


def test_the_leading_group_approves_the_plan() -> None:
    given(planned).when(ApprovePlan(), role=LEADING_GROUP).then(plan_approved)


def test_the_office_selects_targets_of_the_register_with_their_kinds() -> None:
    ready = given(planned, plan_approved).seeing(unit, TOWN, registered)
    ready.seeing(unit, OTHER_TOWN, other_registered).when(SELECT).then(selected)


def test_targets_stand_in_the_register() -> None:
    half_ready = given(planned, plan_approved).seeing(unit, TOWN, registered)
    asked = half_ready.seeing(unit, OTHER_TOWN).when(SELECT)
    asked.then_refused(UnitNotRegistered, unit=OTHER_TOWN)


def test_a_unit_whose_division_was_renumbered_is_no_target_under_the_old_code() -> None:
    old = UnitRegistered(unit=TOWN, name="赣县(演示)", division="360721", kind=registered.kind)
    ready = given(planned, plan_approved).seeing(unit, TOWN, old)
    asked = ready.when(SelectTargets(units=(TOWN,)))
    asked.then_refused(DivisionSuperseded, old="360721", division="360704")


def test_a_round_inspects_a_unit_once() -> None:
    ready = given(planned, plan_approved).seeing(unit, TOWN, registered)
    ready.when(SelectTargets(units=(TOWN, TOWN))).then_refused(UnitNamedTwice)


def test_a_later_selection_replaces_an_earlier_one() -> None:
    fewer = TargetsSelected(targets=selected.targets[:1])
    given(planned, plan_approved, selected, fewer).when(AuthoriseRound()).then(
        RoundAuthorised(units=(TOWN,), round=ROUND, term=TERM, number=1)
    )


def test_the_committee_authorises_a_round_for_its_targets() -> None:
    given(planned, plan_approved, selected).when(AuthoriseRound()).then(authorised)


def test_a_round_without_targets_is_not_authorised() -> None:
    given(planned, plan_approved).when(AuthoriseRound()).then_refused(TargetsNotSelected)


@pytest.mark.parametrize(
    ("facts", "command", "role", "fact"),
    [
        (ROUND_STORY[:4], OpenPreparation(), OFFICE, preparing),
        (ROUND_STORY[:5], EnterOnSite(), GROUP_LEADER, entered),
        (ROUND_STORY[:6], EndOnSite(), OFFICE, left),
        (ROUND_STORY[:7], BeginHearings(), LEADING_GROUP, hearings_begun),
        (ROUND_STORY[:8], BeginFeedback(), OFFICE, feedback_begun),
    ],
)
def test_a_round_goes_from_phase_to_phase(
    facts: tuple[RoundEvent, ...],
    command: OpenPreparation | EnterOnSite | EndOnSite | BeginHearings | BeginFeedback,
    role: str,
    fact: RoundEvent,
) -> None:
    given(*facts).when(command, role=role).then(fact)


def test_nobody_enters_before_the_preparation_was_opened() -> None:
    given(*ROUND_STORY[:4]).when(EnterOnSite(), role=OFFICE).then_refused(WrongState)


def test_a_round_whose_units_were_all_told_is_closed() -> None:
    told = given(*ROUND_STORY).seeing(engagement, ENGAGEMENT, *DONE)
    told = told.seeing(engagement, OTHER_ENGAGEMENT, *in_other_town(*DONE))
    told.when(CloseRound(engagements=(ENGAGEMENT, OTHER_ENGAGEMENT))).then(closed)


def test_a_round_goes_on_while_an_engagement_has_not_told_its_unit() -> None:
    reported = given(*ROUND_STORY).seeing(engagement, ENGAGEMENT, *HEARD, report_approved)
    asked = reported.when(CloseRound(engagements=(ENGAGEMENT,)))
    asked.then_refused(EngagementNotDone, engagement=ENGAGEMENT)


def test_a_round_is_not_closed_with_the_engagements_of_another() -> None:
    elsewhere = planned.__class__(round=RoundKey("C02"), term=TERM, number=2)
    other = given(elsewhere, *ROUND_STORY[1:]).seeing(engagement, ENGAGEMENT, *DONE)
    other.when(CloseRound(engagements=(ENGAGEMENT,))).then_refused(EngagementNotDone)


def test_a_round_goes_on_while_a_unit_was_not_inspected() -> None:
    half = given(*ROUND_STORY).seeing(engagement, ENGAGEMENT, *DONE)
    asked = half.when(CloseRound(engagements=(ENGAGEMENT,)))
    asked.then_refused(TargetNotCovered, unit=OTHER_TOWN)


@pytest.mark.parametrize("length", [1, 2, 4, 5])
def test_a_round_is_called_off_before_anybody_has_entered(length: int) -> None:
    asked = given(*ROUND_STORY[:length]).when(CancelRound(reason="省委统一调整"))
    asked.then(cancelled)


def test_a_round_is_not_called_off_once_the_groups_are_on_site() -> None:
    given(*ROUND_STORY[:6]).when(CancelRound(reason="晚了")).then_refused(WrongState)


def test_a_term_has_each_number_once() -> None:
    (claim,) = WIRE.line(planned, "round").claims(planned)
    assert claim.key == "round-number:15/1"
    assert claim.refusal is RoundNumberTaken


def test_a_round_is_found_by_each_unit_that_it_inspects() -> None:
    units = ["unit:360722-U01", "unit:360722-U02"]
    assert WIRE.line(authorised, "round").tags(authorised) == units
    assert WIRE.line(selected, "round").tags(selected) == units


def test_an_authorisation_of_the_first_version_is_read_as_it_was() -> None:
    read = WIRE.decode("RoundAuthorised.v1", b'{"units":["360722-U01"]}')
    assert read == RoundAuthorised(units=(TOWN,))
    assert given(planned, RoundAuthorised(units=(TOWN,))).state().units == (TOWN,)
