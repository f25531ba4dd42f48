"""A group is formed, checked for conflicts, trained, authorised for its round, and dissolved."""

from dataclasses import replace
from datetime import date

import pytest

from libs.common.decider import WrongState
from libs.common.decider.roles import OFFICE
from libs.common.testing.given import Given, scenario
from services.rounds.domain.group.commands import (
    ActivateGroup,
    AddMember,
    AppointAssistantLeader,
    AuthoriseGroup,
    ConfirmTraining,
    DissolveGroup,
    FormGroup,
    GroupCommand,
    PassConflictCheck,
    RecuseMember,
)
from services.rounds.domain.group.facts import GroupEvent, MemberRecused, Post
from services.rounds.domain.group.rules import (
    AppointmentEndsBeforeItBegins,
    ConflictCheckMissing,
    GroupIncomplete,
    GroupOfOtherRound,
    GroupSizeOutsideRule,
    MemberInOtherGroup,
    MemberNamedTwice,
    MemberNotTrained,
    MemberOfInspectedBody,
    MemberWasRecused,
    NobodyTrained,
    NotInGroup,
    RoundNotPreparing,
    TargetsNotKnown,
    group,
)
from services.rounds.domain.group.state import Group, GroupStatus
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.parameters import RuleScope
from services.rounds.domain.rules import rules
from services.rounds.domain.training import training
from services.rounds.domain.vocabulary import RoundKey
from services.rounds.wire import WIRE
from tests.rounds.examples import authorised, plan_approved, planned, selected
from tests.rounds.preparation_examples import (
    ASSISTANT,
    DEPUTY,
    GROUP,
    LEADER,
    LIAISON,
    MEMBER,
    ROUND,
    SENT,
    SUBSTITUTE,
    TODAY,
    TOWN,
    TRAINING,
    active,
    added,
    all_trained,
    appointed,
    attendance_closed_for,
    checked,
    dissolved,
    formed,
    group_authorised,
    recused,
    rule_activated,
    seat,
    trained,
    training_held,
    training_planned,
)

given = scenario(group)
FORM = FormGroup(
    group=GROUP,
    round=ROUND,
    leader=seat(LEADER),
    deputies=(seat(DEPUTY),),
    liaison_officers=(seat(LIAISON),),
    members=(seat(MEMBER),),
)
CHECK = PassConflictCheck(round=ROUND)
JOIN = AddMember(seat=seat(SUBSTITUTE), post=Post.MEMBER)


def checking(*facts: GroupEvent) -> Given[GroupCommand, GroupEvent, Group]:
    """Begin with a group whose round has its targets, under the rule of the examples."""
    known = given(*facts).seeing(inspection_round, ROUND, planned, plan_approved, selected)
    return known.seeing(rules, RuleScope.GROUP, rule_activated)


def confirming(*facts: GroupEvent) -> Given[GroupCommand, GroupEvent, Group]:
    """Begin with a group whose leader and deputy were trained."""
    was_there = attendance_closed_for(LEADER, DEPUTY)
    return given(*facts).seeing(training, TRAINING, training_planned, training_held, was_there)


def test_the_office_forms_a_group_for_a_round() -> None:
    given().seeing(inspection_round, ROUND, planned, authorised).when(FORM).then(formed)


def test_a_round_without_an_approved_plan_has_no_groups() -> None:
    given().seeing(inspection_round, ROUND, planned).when(FORM).then_refused(RoundNotPreparing)


def test_somebody_has_one_place_in_a_group() -> None:
    ready = given().seeing(inspection_round, ROUND, planned, authorised)
    twice = replace(FORM, members=(seat(LEADER),))
    ready.when(twice).then_refused(MemberNamedTwice)
    given(formed).when(AddMember(seat=seat(LEADER), post=Post.MEMBER)).then_refused(
        MemberNamedTwice
    )


def test_nobody_is_in_two_groups_of_a_round() -> None:
    claims = WIRE.line(formed, "group").claims(formed)
    assert [claim.key for claim in claims] == [
        f"group-member:C01/{actor}" for actor in (LEADER, DEPUTY, LIAISON, MEMBER)
    ]
    (claim,) = WIRE.line(added, "group").claims(added)
    assert claim.key == f"group-member:C01/{SUBSTITUTE}"
    assert claim.refusal is MemberInOtherGroup


def test_a_recused_member_is_replaced() -> None:
    recuse = RecuseMember(actor=MEMBER, reason="亲属在该镇任职")
    given(formed).when(recuse).then(recused)
    given(formed, recused).when(JOIN).then(added)


def test_who_is_not_in_the_group_is_not_recused() -> None:
    recuse = RecuseMember(actor=SUBSTITUTE, reason="无关")
    given(formed).when(recuse).then_refused(NotInGroup)


def test_a_recused_member_does_not_come_back() -> None:
    back = AddMember(seat=seat(MEMBER), post=Post.MEMBER)
    given(formed, recused).when(back).then_refused(MemberWasRecused)


def test_a_complete_group_of_outsiders_passes_under_the_rule_in_force() -> None:
    checking(formed).when(CHECK).then(checked)


def test_without_a_rule_in_force_a_group_is_of_any_size() -> None:
    bare = given(formed).seeing(inspection_round, ROUND, planned, selected)
    asked = bare.seeing(rules, RuleScope.GROUP).when(CHECK)
    asked.then(replace(checked, rule=None))


def test_nobody_inspects_the_body_that_they_come_from() -> None:
    insider = replace(formed, members=(seat(MEMBER, TOWN),))
    checking(insider).when(CHECK).then_refused(MemberOfInspectedBody)


def test_a_group_is_not_checked_before_its_round_has_targets() -> None:
    early = given(formed).seeing(inspection_round, ROUND, planned, plan_approved)
    early.seeing(rules, RuleScope.GROUP).when(CHECK).then_refused(TargetsNotKnown)


def test_a_group_is_checked_against_its_own_round() -> None:
    other = RoundKey("C02")
    elsewhere = given(formed).seeing(inspection_round, other, planned, selected)
    asked = elsewhere.seeing(rules, RuleScope.GROUP).when(PassConflictCheck(round=other))
    asked.then_refused(GroupOfOtherRound)


@pytest.mark.parametrize("actor", [LEADER, DEPUTY, LIAISON])
def test_a_group_lacks_neither_leader_nor_deputy_nor_liaison_officer(actor: str) -> None:
    left = MemberRecused(actor=actor, reason="回避")
    checking(formed, left).when(CHECK).then_refused(GroupIncomplete)


def test_a_group_has_as_many_people_as_the_rule_says() -> None:
    five = replace(rule_activated, parameters={"group.size": "5-7"})
    few = given(formed).seeing(inspection_round, ROUND, planned, selected)
    asked = few.seeing(rules, RuleScope.GROUP, five).when(CHECK)
    asked.then_refused(GroupSizeOutsideRule, least=5, most=7)


def test_a_training_counts_for_the_members_who_completed_it() -> None:
    confirm = ConfirmTraining(training=TRAINING)
    confirming(formed).when(confirm).then(*trained(LEADER, DEPUTY))
    confirming(formed, *trained(LEADER)).when(confirm).then(*trained(DEPUTY))


def test_a_training_that_nobody_of_the_group_completed_counts_for_nothing() -> None:
    confirm = ConfirmTraining(training=TRAINING)
    confirming(formed, *trained(LEADER, DEPUTY)).when(confirm).then_refused(NobodyTrained)
    elsewhere = replace(formed, round=RoundKey("C02"))
    confirming(elsewhere).when(confirm).then_refused(NobodyTrained)


def test_the_committee_authorises_a_group_that_is_checked_and_trained() -> None:
    given(formed, *all_trained, checked).when(AuthoriseGroup()).then(group_authorised)
    given(formed, checked, *all_trained).when(AuthoriseGroup()).then(group_authorised)


def test_a_group_with_an_untrained_member_is_not_authorised() -> None:
    asked = given(formed, checked, *trained(LEADER)).when(AuthoriseGroup())
    asked.then_refused(MemberNotTrained, members=3)


def test_a_group_that_was_not_checked_is_not_authorised() -> None:
    given(formed, *all_trained).when(AuthoriseGroup()).then_refused(ConflictCheckMissing)


def test_a_change_of_members_asks_for_a_new_check_and_a_new_authorisation() -> None:
    changed = given(*SENT, recused, added)
    assert changed.state().status is GroupStatus.FORMING
    changed.when(AuthoriseGroup()).then_refused(MemberNotTrained, members=1)


def test_an_authorised_group_becomes_active_once() -> None:
    given(*SENT).when(ActivateGroup()).then(active)
    given(*SENT, active).when(ActivateGroup()).then()
    given(formed).when(ActivateGroup()).then()


def test_an_assistant_leader_is_appointed_from_a_day_to_a_day() -> None:
    appoint = AppointAssistantLeader(
        assistant=seat(ASSISTANT, "360722-B02"), begins_on=TODAY, ends_on=date(2026, 5, 31)
    )
    given(formed).when(appoint, role=OFFICE).then(appointed)


@pytest.mark.parametrize(
    ("begins_on", "ends_on"),
    [(date(2026, 5, 2), date(2026, 5, 1)), (date(2026, 1, 1), date(2026, 3, 30))],
)
def test_an_appointment_is_not_over_when_it_is_made(begins_on: date, ends_on: date) -> None:
    appoint = AppointAssistantLeader(
        assistant=seat(ASSISTANT), begins_on=begins_on, ends_on=ends_on
    )
    given(formed).when(appoint, role=OFFICE).then_refused(AppointmentEndsBeforeItBegins)


def test_a_dissolved_group_takes_nobody_any_more() -> None:
    given(*SENT, active).when(DissolveGroup()).then(dissolved)
    given(*SENT, dissolved).when(JOIN).then_refused(WrongState)
