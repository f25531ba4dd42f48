"""An engagement lets a group of a round inspect one of its units, and its milestones are told."""

from dataclasses import replace

import pytest

from libs.common.decider import WrongState
from libs.common.testing.given import Given, scenario
from services.rounds.domain.engagement.commands import (
    Archive,
    AssignGroup,
    EngagementCommand,
    PlanEngagement,
)
from services.rounds.domain.engagement.entry import (
    GroupNotStanding,
    PairingRepeated,
    PreviousOfOtherUnit,
    ProgrammeNeeded,
    RoundNotAuthorised,
)
from services.rounds.domain.engagement.facts import EngagementEvent, EngagementKind
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.engagement.state import Engagement
from services.rounds.domain.group.rules import GroupOfOtherRound, group
from services.rounds.domain.inspection_round import UnitNotInRound, inspection_round
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.round_facts import RoundEvent
from services.rounds.domain.unit import DivisionSuperseded, UnitNotRegistered, UnitRegistered, unit
from services.rounds.domain.vocabulary import RoundKey
from services.rounds.wire import WIRE
from tests.rounds.examples import ROUND_STORY, authorised, planned, registered
from tests.rounds.preparation_examples import (
    BRIEFED,
    ENGAGEMENT,
    GROUP,
    HEARD,
    LEADER,
    OTHER_ENGAGEMENT,
    OTHER_GROUP,
    OTHER_TOWN,
    PROGRAMME,
    ROUND,
    SENT,
    TOWN,
    archived,
    assigned,
    dissolved,
    engagement_planned,
    feedback_noted,
    formed,
    group_entered,
    reached,
    report_approved,
)

given = scenario(engagement)
PLAN = PlanEngagement(
    engagement=ENGAGEMENT,
    round=ROUND,
    unit=TOWN,
    group=GROUP,
    kind=EngagementKind.LINKED_CHILD,
    programme=PROGRAMME,
)
ORDINARY = replace(PLAN, kind=EngagementKind.ORDINARY, programme=None)


def after(*round_facts: RoundEvent) -> Given[EngagementCommand, EngagementEvent, Engagement]:
    """Begin with a round to which these facts have happened, a registered unit and a group."""
    known = given().seeing(inspection_round, ROUND, *round_facts)
    return known.seeing(unit, TOWN, registered).seeing(group, GROUP, formed)


def test_a_linked_engagement_is_planned_and_its_first_milestone_told() -> None:
    asked = after(planned, authorised).when(PLAN)
    asked.then(engagement_planned, reached(Milestone.PLANNED))


def test_an_ordinary_engagement_tells_nobody_else() -> None:
    plain = replace(engagement_planned, kind=EngagementKind.ORDINARY, programme=None)
    after(planned, authorised).when(ORDINARY).then(plain)


def test_a_linked_engagement_names_its_programme() -> None:
    nameless = replace(PLAN, programme=None)
    after(planned, authorised).when(nameless).then_refused(ProgrammeNeeded)


@pytest.mark.parametrize("length", [0, 1, 3, 7])
def test_engagements_are_planned_in_a_round_that_is_authorised_and_not_over(length: int) -> None:
    after(*ROUND_STORY[:length]).when(PLAN).then_refused(RoundNotAuthorised)


def test_a_group_inspects_units_of_its_round() -> None:
    only_other = replace(authorised, units=(OTHER_TOWN,))
    after(planned, only_other).when(PLAN).then_refused(UnitNotInRound)


def test_a_group_inspects_units_of_the_register() -> None:
    asked = after(planned, authorised).seeing(unit, TOWN).when(PLAN)
    asked.then_refused(UnitNotRegistered)


def test_a_unit_whose_division_was_renumbered_is_not_inspected_under_the_old_code() -> None:
    old = UnitRegistered(unit=TOWN, name="龙南县(演示)", division="360727", kind=registered.kind)
    asked = after(planned, authorised).seeing(unit, TOWN, old).when(PLAN)
    asked.then_refused(DivisionSuperseded, old="360727", division="360783")


@pytest.mark.parametrize("facts", [(), (formed, dissolved)])
def test_a_unit_is_inspected_by_a_group_that_stands(facts: tuple[object, ...]) -> None:
    asked = after(planned, authorised).seeing(group, GROUP, *facts).when(PLAN)
    asked.then_refused(GroupNotStanding)


def test_a_unit_is_inspected_by_a_group_of_the_round() -> None:
    other = replace(formed, round=RoundKey("C02"))
    asked = after(planned, authorised).seeing(group, GROUP, other).when(PLAN)
    asked.then_refused(GroupOfOtherRound)


def test_a_leader_does_not_inspect_a_unit_twice_in_a_row() -> None:
    again = replace(PLAN, previous=OTHER_ENGAGEMENT)
    before = after(planned, authorised).seeing(engagement, OTHER_ENGAGEMENT, *HEARD)
    before.when(again).then_refused(PairingRepeated)


def test_another_leader_may_inspect_the_unit_and_the_one_before_is_kept_in_mind() -> None:
    again = replace(ORDINARY, previous=OTHER_ENGAGEMENT)
    led = replace(group_entered, leader="actor-other")
    before = after(planned, authorised).seeing(engagement, OTHER_ENGAGEMENT, *BRIEFED, led)
    plain = replace(engagement_planned, kind=EngagementKind.ORDINARY, programme=None)
    before.when(again).then(replace(plain, previous_leader="actor-other"))


def test_the_engagement_before_is_one_of_the_same_unit() -> None:
    again = replace(PLAN, previous=OTHER_ENGAGEMENT)
    elsewhere = replace(engagement_planned, unit=OTHER_TOWN)
    before = after(planned, authorised).seeing(engagement, OTHER_ENGAGEMENT, elsewhere)
    before.when(again).then_refused(PreviousOfOtherUnit)


def test_another_group_is_assigned_before_anybody_has_entered() -> None:
    other = AssignGroup(group=OTHER_GROUP)
    given(*BRIEFED).seeing(group, OTHER_GROUP, formed).when(other).then(assigned)
    assert given(*BRIEFED, assigned).state().plan.group == OTHER_GROUP
    late = given(*BRIEFED, group_entered).seeing(group, OTHER_GROUP, formed)
    late.when(other).then_refused(WrongState)


def test_a_group_under_the_leader_of_the_time_before_is_not_assigned() -> None:
    remembered = replace(engagement_planned, previous_leader=LEADER)
    asked = given(remembered).seeing(group, OTHER_GROUP, *SENT)
    asked.when(AssignGroup(group=OTHER_GROUP)).then_refused(PairingRepeated)


def test_an_engagement_is_archived_when_its_unit_was_told() -> None:
    given(*HEARD, report_approved, feedback_noted).when(Archive()).then(archived)
    given(*HEARD, report_approved).when(Archive()).then_refused(WrongState)


def test_an_engagement_is_found_by_its_round_unit_and_division() -> None:
    tags = WIRE.line(engagement_planned, "engagement").tags(engagement_planned)
    wanted = ["engagement:C01-E1", "round:C01", "unit:360722-U01", "division:360722100"]
    assert tags == wanted
