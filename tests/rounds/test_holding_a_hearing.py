"""A hearing is called, hears every group one by one, and decides what becomes of each result."""

from dataclasses import replace
from datetime import date

import pytest

from libs.common.decider import RoleMayNot, WrongState
from libs.common.decider.roles import (
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_GROUP,
    OFFICE,
    SECRETARY,
)
from libs.common.testing.given import scenario
from services.rounds.domain.calendar import NoWorkingDay
from services.rounds.domain.engagement.facts import EngagementEvent
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.hearing.commands import (
    CloseHearing,
    DecideResultUse,
    HearGroup,
    OpenHearing,
    RecordDecision,
    ScheduleHearing,
)
from services.rounds.domain.hearing.facts import HearingEvent, HearingKind, ResultUse
from services.rounds.domain.hearing.rules import (
    EngagementListedTwice,
    EngagementNotListed,
    EngagementOfOtherRound,
    GroupNotHeard,
    GroupsStillWaiting,
    GroupStillOnSite,
    NotTheChair,
    NotTheLeadingGroupsMeeting,
    NotThisGroupsTurn,
    QuorumNotReached,
    ResultUseDecidedBefore,
    hearing_meeting,
)
from services.rounds.domain.rules import rules
from services.rounds.domain.rules_today import NoRuleInForce
from services.rounds.domain.vocabulary import EngagementKey, RoundKey
from tests.rounds.hearing_examples import (
    HEARING,
    HELD_ON,
    called,
    committee_hearing_held,
    decision_recorded,
    first_heard,
    hearing_closed,
    opened,
    quorum_rule,
    second_heard,
    special_meeting_held,
    use_decided,
)
from tests.rounds.preparation_examples import (
    BRIEFED,
    CONCLUDED,
    ENGAGEMENT,
    GROUP,
    OTHER_ENGAGEMENT,
    OTHER_GROUP,
    ROUND,
    assigned,
    engagement_planned,
    group_entered,
    in_other_town,
    told,
)

given = scenario(hearing_meeting)
SCHEDULE = ScheduleHearing(
    hearing=HEARING,
    kind=HearingKind.SECRETARY,
    round=ROUND,
    held_on=HELD_ON,
    engagements=(ENGAGEMENT, OTHER_ENGAGEMENT),
)
IN_SECOND_GROUP = (*in_other_town(engagement_planned), assigned, *CONCLUDED[1:])
USE = DecideResultUse(engagement=ENGAGEMENT, use=ResultUse.FEEDBACK)
RECORD = RecordDecision(
    matter=decision_recorded.matter, decision=decision_recorded.decision, attendees=5
)
SESSION: tuple[HearingEvent, ...] = (*called(HearingKind.SECRETARY), opened)


def in_session(kind: HearingKind) -> tuple[HearingEvent, ...]:
    """Let a meeting of this kind be in session."""
    return (*called(kind), opened)


def test_mechanism_07_the_office_calls_every_group_in_its_speaking_order() -> None:
    left = given().seeing(engagement, ENGAGEMENT, *CONCLUDED)
    both = left.seeing(engagement, OTHER_ENGAGEMENT, *IN_SECOND_GROUP)
    both.when(SCHEDULE).then(*called(HearingKind.SECRETARY))


def test_engagements_of_one_group_share_its_place_in_the_speaking_order() -> None:
    left = given().seeing(engagement, ENGAGEMENT, *CONCLUDED)
    one_group = left.seeing(engagement, OTHER_ENGAGEMENT, *in_other_town(*CONCLUDED))
    asked = one_group.when(SCHEDULE)
    decided = hearing_meeting.handle(SCHEDULE, given().state(), asked.context)
    assert hearing_meeting.fold(decided).groups == (GROUP,)


@pytest.mark.parametrize("day", [date(2026, 6, 13), date(2026, 6, 19), date(2026, 10, 1)])
def test_a_hearing_is_held_on_a_working_day(day: date) -> None:
    left = given().seeing(engagement, ENGAGEMENT, *CONCLUDED)
    both = left.seeing(engagement, OTHER_ENGAGEMENT, *IN_SECOND_GROUP)
    asked = both.when(replace(SCHEDULE, held_on=day))
    asked.then_refused(NoWorkingDay, field="held_on", day=day.isoformat())


def test_an_agenda_lists_an_engagement_once() -> None:
    left = given().seeing(engagement, ENGAGEMENT, *CONCLUDED)
    twice = replace(SCHEDULE, engagements=(ENGAGEMENT, ENGAGEMENT))
    left.when(twice).then_refused(EngagementListedTwice)


@pytest.mark.parametrize("facts", [(), CONCLUDED], ids=["unplanned", "in another round"])
def test_a_hearing_is_about_engagements_of_its_round(facts: tuple[EngagementEvent, ...]) -> None:
    asked = replace(SCHEDULE, round=RoundKey("C02"), engagements=(ENGAGEMENT,))
    found = given().seeing(engagement, ENGAGEMENT, *facts)
    found.when(asked).then_refused(EngagementOfOtherRound)


@pytest.mark.parametrize(
    "facts",
    [BRIEFED, (*BRIEFED, group_entered), (*BRIEFED, group_entered, told)],
    ids=["briefed", "entered", "investigating"],
)
def test_a_group_reports_after_it_has_left(facts: tuple[EngagementEvent, ...]) -> None:
    asked = replace(SCHEDULE, engagements=(ENGAGEMENT,))
    on_site = given().seeing(engagement, ENGAGEMENT, *facts)
    on_site.when(asked).then_refused(GroupStillOnSite, engagement=ENGAGEMENT)


def test_the_secretary_or_the_office_for_the_secretary_opens_a_special_meeting() -> None:
    for role in (OFFICE, SECRETARY):
        given(*called(HearingKind.SECRETARY)).when(OpenHearing(), role=role).then(opened)


def test_a_meeting_goes_by_its_own_chair() -> None:
    for_secretary = given(*called(HearingKind.SECRETARY))
    for_secretary.when(OpenHearing(), role=LEADING_GROUP).then_refused(NotTheChair)
    asked = given(*SESSION).when(HearGroup(group=GROUP), role=DISPATCHING_COMMITTEE)
    asked.then_refused(NotTheChair)
    heard = given(*SESSION, first_heard)
    heard.when(USE, role=LEADING_GROUP).then_refused(NotTheChair)
    through = given(*SESSION, first_heard, second_heard)
    through.when(CloseHearing(), role=LEADING_GROUP).then_refused(NotTheChair)


def test_who_reports_does_not_run_the_meeting() -> None:
    asked = given(*SESSION).when(HearGroup(group=GROUP), role=GROUP_LEADER)
    asked.then_refused(RoleMayNot, role=GROUP_LEADER)


def test_nobody_is_heard_before_the_meeting_is_opened() -> None:
    asked = given(*called(HearingKind.SECRETARY)).when(HearGroup(group=GROUP), role=SECRETARY)
    asked.then_refused(WrongState)


def test_mechanism_08_groups_are_heard_one_by_one_in_the_speaking_order() -> None:
    given(*SESSION).when(HearGroup(group=GROUP), role=SECRETARY).then(first_heard)
    second = HearGroup(group=OTHER_GROUP)
    given(*SESSION, first_heard).when(second, role=SECRETARY).then(second_heard)


def test_mechanism_08_no_group_is_heard_out_of_turn_or_twice() -> None:
    second = given(*SESSION).when(HearGroup(group=OTHER_GROUP), role=SECRETARY)
    second.then_refused(NotThisGroupsTurn, turn=GROUP)
    again = given(*SESSION, first_heard).when(HearGroup(group=GROUP), role=SECRETARY)
    again.then_refused(NotThisGroupsTurn, turn=OTHER_GROUP)
    through = given(*SESSION, first_heard, second_heard)
    through.when(HearGroup(group=GROUP), role=SECRETARY).then_refused(NotThisGroupsTurn)


def test_what_becomes_of_results_is_decided_after_their_group_was_heard() -> None:
    given(*SESSION, first_heard).when(USE, role=SECRETARY).then(use_decided)
    asked = given(*SESSION).when(USE, role=SECRETARY)
    asked.then_refused(GroupNotHeard, group=GROUP)


def test_the_office_does_not_decide_what_becomes_of_results() -> None:
    given(*SESSION, first_heard).when(USE, role=OFFICE).then_refused(RoleMayNot)


def test_a_meeting_decides_on_what_stands_on_its_agenda() -> None:
    elsewhere = replace(USE, engagement=EngagementKey("C09-E1"))
    asked = given(*SESSION, first_heard).when(elsewhere, role=SECRETARY)
    asked.then_refused(EngagementNotListed)


def test_a_meeting_decides_once_on_an_engagement() -> None:
    decided = given(*SESSION, first_heard, use_decided)
    again = replace(USE, use=ResultUse.CIRCULAR)
    decided.when(again, role=SECRETARY).then_refused(ResultUseDecidedBefore)


def test_mechanism_13_a_decision_of_the_leading_group_is_recorded_with_its_quorum() -> None:
    meeting = given(*in_session(HearingKind.LEADING_GROUP)).seeing(rules, "hearing", quorum_rule)
    meeting.when(RECORD, role=OFFICE).then(decision_recorded)
    decided = given(*in_session(HearingKind.LEADING_GROUP), decision_recorded)
    again = decided.seeing(rules, "hearing", quorum_rule).when(RECORD, role=LEADING_GROUP)
    again.then(replace(decision_recorded, number=2))


def test_mechanism_13_the_leading_group_does_not_decide_below_its_quorum() -> None:
    meeting = given(*in_session(HearingKind.LEADING_GROUP)).seeing(rules, "hearing", quorum_rule)
    too_few = meeting.when(replace(RECORD, attendees=2), role=OFFICE)
    too_few.then_refused(QuorumNotReached, attendees=2, quorum=3)
    enough = meeting.when(replace(RECORD, attendees=3), role=OFFICE)
    enough.then(replace(decision_recorded, attendees=3))


def test_without_a_rule_in_force_there_is_no_quorum() -> None:
    meeting = given(*in_session(HearingKind.LEADING_GROUP)).seeing(rules, "hearing")
    meeting.when(RECORD, role=OFFICE).then_refused(NoRuleInForce, scope="hearing")


def test_the_leading_group_decides_in_its_own_meetings() -> None:
    meeting = given(*SESSION).seeing(rules, "hearing", quorum_rule)
    meeting.when(RECORD, role=OFFICE).then_refused(NotTheLeadingGroupsMeeting)


def test_mechanism_08_the_meeting_closes_only_when_each_group_is_heard() -> None:
    nobody = given(*SESSION).when(CloseHearing(), role=SECRETARY)
    nobody.then_refused(GroupsStillWaiting, waiting=2)
    one = given(*SESSION, first_heard).when(CloseHearing(), role=SECRETARY)
    one.then_refused(GroupsStillWaiting, waiting=1)


def test_mechanism_07_a_special_meeting_is_held_when_it_closes() -> None:
    through = given(*SESSION, first_heard, second_heard)
    through.when(CloseHearing(), role=SECRETARY).then(hearing_closed, special_meeting_held)


def test_mechanism_05_a_committee_hearing_is_held_when_it_closes() -> None:
    through = given(*in_session(HearingKind.COMMITTEE), first_heard, second_heard)
    asked = through.when(CloseHearing(), role=DISPATCHING_COMMITTEE)
    asked.then(hearing_closed, committee_hearing_held)


def test_a_meeting_of_the_leading_group_just_closes() -> None:
    through = given(*in_session(HearingKind.LEADING_GROUP), first_heard, second_heard)
    through.when(CloseHearing(), role=OFFICE).then(hearing_closed)


def test_nothing_is_decided_after_the_meeting() -> None:
    over = given(*SESSION, first_heard, second_heard, hearing_closed, special_meeting_held)
    over.when(USE, role=SECRETARY).then_refused(WrongState)
