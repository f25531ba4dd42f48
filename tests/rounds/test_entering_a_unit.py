"""A group enters when it is briefed, trained, checked and authorised and its round is on site."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from libs.common.decider import RoleMayNot, WrongState
from libs.common.decider.roles import DEPUTY_LEADER, GROUP_LEADER, GROUP_MEMBER, SUPERVISION_BODY
from libs.common.testing.given import Given, scenario
from services.rounds.domain.engagement.commands import (
    Conclude,
    EngagementCommand,
    Enter,
    TellTask,
)
from services.rounds.domain.engagement.entry import (
    AssistantNotInOffice,
    NotOfThisGroup,
    OtherGroupPlanned,
    OtherRoundPlanned,
    RecusedMemberMayNotAct,
    RoundNotOnSite,
)
from services.rounds.domain.engagement.facts import EngagementEvent
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.engagement.state import Engagement
from services.rounds.domain.group.facts import GroupEvent, MemberRecused
from services.rounds.domain.group.rules import (
    ConflictCheckMissing,
    GroupIncomplete,
    GroupNotAuthorised,
    MemberNotTrained,
    group,
)
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import GroupKey, RoundKey
from tests.rounds.examples import ROUND_STORY
from tests.rounds.preparation_examples import (
    ASSISTANT,
    BRIEFED,
    CONCLUDED,
    DEPUTY,
    GROUP,
    LEADER,
    MEMBER,
    ROUND,
    SENT,
    added,
    all_trained,
    appointed,
    checked,
    concluded,
    engagement_planned,
    formed,
    group_authorised,
    group_entered,
    reached,
    recused,
    told,
    trained,
)

given = scenario(engagement)
ENTER = Enter(round=ROUND, group=GROUP)
JUNE = datetime(2026, 6, 1, 1, tzinfo=UTC)


def on_site(*facts: GroupEvent) -> Given[EngagementCommand, EngagementEvent, Engagement]:
    """Begin with a briefed engagement in a round on site, under a group of these facts."""
    briefed = given(*BRIEFED).seeing(inspection_round, ROUND, *ROUND_STORY[:6])
    return briefed.seeing(group, GROUP, *facts)


def test_a_group_that_is_ready_enters_under_its_leader() -> None:
    asked = on_site(*SENT, appointed).when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then(group_entered, reached(Milestone.ENTERED))


def test_a_deputy_may_lead_the_group_in() -> None:
    asked = on_site(*SENT, appointed).when(ENTER, by=DEPUTY, role=DEPUTY_LEADER)
    asked.then(group_entered, reached(Milestone.ENTERED))


def test_a_group_without_briefing_does_not_enter() -> None:
    coarse = given(engagement_planned).seeing(inspection_round, ROUND, *ROUND_STORY[:6])
    asked = coarse.seeing(group, GROUP, *SENT).when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(WrongState)


def test_a_group_with_an_untrained_member_does_not_enter() -> None:
    fresh = on_site(*SENT, recused, added, checked)
    fresh.when(ENTER, by=LEADER, role=GROUP_LEADER).then_refused(MemberNotTrained, members=1)


def test_a_group_that_was_not_checked_does_not_enter() -> None:
    asked = on_site(formed, *all_trained).when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(ConflictCheckMissing)


def test_a_group_that_was_not_authorised_does_not_enter() -> None:
    asked = on_site(formed, checked, *all_trained).when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(GroupNotAuthorised)


def test_a_group_is_always_led() -> None:
    # Such a group is not authorised; the rule stands where it would be broken.
    headless = on_site(
        *(formed, MemberRecused(actor=LEADER, reason="回避"), checked, *all_trained),
        group_authorised,
    )
    headless.when(ENTER, by=DEPUTY, role=DEPUTY_LEADER).then_refused(GroupIncomplete)


@pytest.mark.parametrize("length", [4, 5, 7])
def test_a_group_enters_while_its_round_is_on_site(length: int) -> None:
    asked = on_site(*SENT).seeing(inspection_round, ROUND, *ROUND_STORY[:length])
    asked.when(ENTER, by=LEADER, role=GROUP_LEADER).then_refused(RoundNotOnSite)


def test_the_round_and_the_group_that_enter_are_those_of_the_plan() -> None:
    other_round, other_group = RoundKey("C02"), GroupKey("C01-G9")
    briefed = on_site(*SENT).seeing(inspection_round, other_round).seeing(group, other_group)
    elsewhere = replace(ENTER, round=other_round)
    briefed.when(elsewhere, by=LEADER, role=GROUP_LEADER).then_refused(OtherRoundPlanned)
    others = replace(ENTER, group=other_group)
    briefed.when(others, by=LEADER, role=GROUP_LEADER).then_refused(OtherGroupPlanned)


def test_who_leads_another_group_does_not_enter() -> None:
    asked = on_site(*SENT).when(ENTER, by="actor-stranger", role=GROUP_LEADER)
    asked.then_refused(NotOfThisGroup)


def test_a_deputy_is_no_leader() -> None:
    on_site(*SENT).when(ENTER, by=DEPUTY, role=GROUP_LEADER).then_refused(NotOfThisGroup)


def test_a_recused_leader_does_not_enter() -> None:
    out = on_site(*SENT, MemberRecused(actor=LEADER, reason="回避"))
    asked = out.when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then_refused(RecusedMemberMayNotAct)


def test_a_member_does_not_lead_the_group_in() -> None:
    asked = on_site(*SENT).when(ENTER, by=MEMBER, role=GROUP_MEMBER)
    asked.then_refused(RoleMayNot)


def test_the_unit_is_told_the_task_by_the_group_that_entered() -> None:
    inside = given(*BRIEFED, group_entered)
    inside.when(TellTask(), by=LEADER, role=GROUP_LEADER).then(told)
    inside.when(TellTask(), by=DEPUTY, role=DEPUTY_LEADER).then(told)
    inside.when(TellTask(), by=DEPUTY, role=GROUP_LEADER).then_refused(NotOfThisGroup)


def test_a_group_does_not_leave_before_it_has_told_its_task() -> None:
    asked = given(*BRIEFED, group_entered).when(Conclude(), by=LEADER, role=GROUP_LEADER)
    asked.then_refused(WrongState)


def test_a_group_leaves_and_the_milestone_is_told() -> None:
    inside = given(*BRIEFED, group_entered, told)
    asked = inside.when(Conclude(), by=LEADER, role=GROUP_LEADER)
    asked.then(concluded, reached(Milestone.CONCLUDED))


def test_an_assistant_leader_acts_between_the_days_of_the_appointment() -> None:
    inside = given(*BRIEFED, group_entered)
    inside.when(TellTask(), by=ASSISTANT, role=SUPERVISION_BODY).then(told)
    late = inside.when(TellTask(), by=ASSISTANT, role=SUPERVISION_BODY, at=JUNE)
    late.then_refused(AssistantNotInOffice)
    stranger = inside.when(TellTask(), by="actor-stranger", role=SUPERVISION_BODY)
    stranger.then_refused(NotOfThisGroup)


def test_nobody_acts_on_site_when_the_group_has_left() -> None:
    outside = given(*CONCLUDED)
    outside.when(TellTask(), by=ASSISTANT, role=SUPERVISION_BODY).then_refused(WrongState)


def test_a_group_may_be_trained_after_its_check() -> None:
    later = on_site(formed, checked, *trained(LEADER), *all_trained[1:], group_authorised)
    asked = later.when(ENTER, by=LEADER, role=GROUP_LEADER)
    asked.then(replace(group_entered, assistants=()), reached(Milestone.ENTERED))
