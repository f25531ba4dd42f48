"""Feedback is drafted, consented to by others, delivered to head and team, and signed for."""

import pytest

from libs.common.decider.roles import GROUP_LEADER, OFFICE
from libs.common.testing.given import Given, scenario
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    DeliverFeedback,
    DrafterMayNotApprove,
    DraftFeedback,
    FeedbackCommand,
    FeedbackEvent,
    FeedbackSession,
    HeadAndTeamNeeded,
    IssueInOtherFeedback,
    IssueNamedTwice,
    NotYourFeedback,
    RoundNotEntered,
    feedback_session,
)
from services.rounds.domain.inspection_round import UnitNotInRound, inspection_round
from services.rounds.domain.round_facts import RoundAuthorised, RoundEvent
from services.rounds.domain.unit import UnitNotRegistered, unit
from services.rounds.domain.vocabulary import IssueId
from services.rounds.wire import WIRE
from tests.rounds.examples import (
    ANA,
    BO,
    DELIVERED_AT,
    FEEDBACK,
    OTHER_TOWN,
    PERMITS,
    PURCHASES,
    ROUND,
    TOWN,
    acknowledged,
    approved,
    authorised,
    closed,
    delivered,
    drafted,
    entered,
    planned,
    registered,
)

given = scenario(feedback_session)


def after(*round_facts: RoundEvent) -> Given[FeedbackCommand, FeedbackEvent, FeedbackSession]:
    """Begin with a round to which these facts have happened, and a unit of the register."""
    return given().seeing(inspection_round, ROUND, *round_facts).seeing(unit, TOWN, registered)


def draft(*issues: IssueId) -> DraftFeedback:
    """Draft the feedback of the examples with these issues."""
    return DraftFeedback(feedback=FEEDBACK, round=ROUND, unit=TOWN, issues=issues)


def test_a_group_leader_drafts_it_under_the_name_and_division_of_the_register() -> None:
    on_site = after(planned, authorised, entered)
    on_site.when(draft(PERMITS, PURCHASES), by=ANA, role=GROUP_LEADER).then(drafted)


def test_feedback_is_drafted_as_well_when_the_round_is_closed() -> None:
    over = after(planned, authorised, entered, closed)
    over.when(draft(PERMITS, PURCHASES), by=ANA, role=OFFICE).then(drafted)


@pytest.mark.parametrize("facts", [(), (planned,), (planned, authorised)])
def test_there_is_no_feedback_before_the_groups_have_entered(
    facts: tuple[RoundEvent, ...],
) -> None:
    after(*facts).when(draft(PERMITS), role=OFFICE).then_refused(RoundNotEntered)


def test_a_round_tells_nothing_to_a_unit_that_it_was_not_authorised_for() -> None:
    elsewhere = RoundAuthorised(units=(OTHER_TOWN,))
    on_site = after(planned, elsewhere, entered)
    on_site.when(draft(PERMITS), role=OFFICE).then_refused(UnitNotInRound)


def test_a_unit_outside_the_register_is_told_nothing() -> None:
    on_site = given().seeing(inspection_round, ROUND, planned, authorised, entered)
    asked = on_site.seeing(unit, TOWN).when(draft(PERMITS), role=OFFICE)
    asked.then_refused(UnitNotRegistered, unit=TOWN)


def test_a_unit_is_told_an_issue_once() -> None:
    on_site = after(planned, authorised, entered)
    on_site.when(draft(PERMITS, PERMITS), role=OFFICE).then_refused(IssueNamedTwice)


def test_the_committee_consents_to_the_issues_of_the_draft() -> None:
    given(drafted).when(ApproveFeedback(), by=BO).then(approved)


def test_the_drafter_may_not_consent() -> None:
    given(drafted).when(ApproveFeedback(), by=ANA).then_refused(DrafterMayNotApprove)


def test_an_issue_belongs_to_one_session() -> None:
    claims = WIRE.line(approved, "feedback").claims(approved)
    assert [claim.key for claim in claims] == [
        f"feedback-issue:{PERMITS}",
        f"feedback-issue:{PURCHASES}",
    ]
    assert {claim.refusal for claim in claims} == {IssueInOtherFeedback}


def test_a_leading_official_delivers_it_and_the_clocks_start_then() -> None:
    tell_both = DeliverFeedback(head_told=True, team_told=True)
    given(drafted, approved).when(tell_both, at=DELIVERED_AT).then(delivered)


@pytest.mark.parametrize(("head", "team"), [(True, False), (False, True), (False, False)])
def test_head_and_leadership_team_are_both_told(head: bool, team: bool) -> None:  # noqa: FBT001
    tell = DeliverFeedback(head_told=head, team_told=team)
    given(drafted, approved).when(tell).then_refused(HeadAndTeamNeeded)


def test_the_unit_signs_for_its_feedback() -> None:
    told = given(drafted, approved, delivered)
    told.when(AcknowledgeFeedback(), unit=TOWN).then(acknowledged)


def test_a_unit_does_not_sign_for_another() -> None:
    told = given(drafted, approved, delivered)
    told.when(AcknowledgeFeedback(), unit=OTHER_TOWN).then_refused(NotYourFeedback)


def test_a_unit_sees_its_feedback_only_once_it_was_told() -> None:
    assert given(drafted, approved).state().unit is None
    assert given(drafted, approved, delivered).state().unit == TOWN


def test_feedback_is_found_by_round_unit_and_division() -> None:
    tags = WIRE.line(delivered, "feedback").tags(delivered)
    assert tags == ["round:C01", "unit:360722-U01", "division:360722100"]
