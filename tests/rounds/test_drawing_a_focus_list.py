"""A focus list is drawn from what a unit is there for, and approved by somebody else."""

from libs.common.decider.roles import GROUP_LEADER, OFFICE
from libs.common.testing.given import scenario
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.focus_list import (
    ApproveFocusList,
    DraftFocusList,
    EngagementNotPlanned,
    FocusDrafterMayNotApprove,
    focus_list,
)
from tests.rounds.preparation_examples import (
    DEPUTY,
    ENGAGEMENT,
    LEADER,
    engagement_planned,
    focus_approved,
    focus_drafted,
    points,
)

given = scenario(focus_list)
DRAFT = DraftFocusList(engagement=ENGAGEMENT, points=points)


def test_a_leader_drafts_what_the_group_looks_at() -> None:
    ready = given().seeing(engagement, ENGAGEMENT, engagement_planned)
    ready.when(DRAFT, by=LEADER, role=GROUP_LEADER).then(focus_drafted)


def test_a_focus_list_belongs_to_an_engagement() -> None:
    asked = given().seeing(engagement, ENGAGEMENT).when(DRAFT, role=OFFICE)
    asked.then_refused(EngagementNotPlanned)


def test_somebody_else_approves_it() -> None:
    given(focus_drafted).when(ApproveFocusList(), by=DEPUTY, role=OFFICE).then(focus_approved)
    asked = given(focus_drafted).when(ApproveFocusList(), by=LEADER, role=OFFICE)
    asked.then_refused(FocusDrafterMayNotApprove)
