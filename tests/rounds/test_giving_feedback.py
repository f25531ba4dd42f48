"""Feedback is drafted, consented to by others, scheduled, delivered by the rule, and signed for."""

from dataclasses import replace
from datetime import date

import pytest

from libs.common.decider import RoleMayNot, WrongState
from libs.common.decider.roles import GROUP_LEADER, LEADING_OFFICIAL, OFFICE, SECRETARY, UNIT
from libs.common.testing.given import Decided, Given, scenario
from services.rounds.domain.calendar import NoWorkingDay
from services.rounds.domain.engagement.facts import EngagementEvent
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.feedback_facts import FeedbackEvent, SignerRole
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    AttendanceMissing,
    ConsentNeeded,
    DayBeforeConsent,
    DeliverFeedback,
    DrafterMayNotApprove,
    DraftFeedback,
    EngagementOfOtherUnit,
    FeedbackCommand,
    HeadAndTeamNeeded,
    IssueInOtherFeedback,
    IssueNamedTwice,
    IssueNotApproved,
    NotTheLeaderOfTheRule,
    NotYourFeedback,
    ReportNotApproved,
    RoundNotEntered,
    ScheduleFeedback,
    feedback_session,
)
from services.rounds.domain.feedback_state import FeedbackSession
from services.rounds.domain.inspection_round import UnitNotInRound, inspection_round
from services.rounds.domain.round_facts import RoundAuthorised, RoundEvent
from services.rounds.domain.rules import RuleVersionActivated, rules
from services.rounds.domain.rules_today import NoRuleInForce
from services.rounds.domain.unit import UnitNotRegistered, unit
from services.rounds.domain.vocabulary import IssueId
from services.rounds.wire import WIRE
from tests.rounds.examples import (
    ANA,
    BO,
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
from tests.rounds.feedback_examples import (
    APPROVED_AT,
    DELIVERED_AT,
    HELD_ON,
    REPORTED,
    consented,
    delivered_by_rule,
    drafted_on_report,
    feedback_rule,
    feedback_scheduled,
    signed,
)
from tests.rounds.preparation_examples import (
    ENGAGEMENT,
    HEARD,
    approved_issues_noted,
    in_other_town,
    report_approved,
)

given = scenario(feedback_session)
ON_SITE = (planned, authorised, entered)
SCHEDULED = (drafted_on_report, consented, feedback_scheduled)
TELL_BOTH = DeliverFeedback(head_told=True, team_told=True)


def after(
    *round_facts: RoundEvent, reported: tuple[EngagementEvent, ...] = REPORTED
) -> Given[FeedbackCommand, FeedbackEvent, FeedbackSession]:
    """Begin with a round, a unit of the register and an engagement there, by default reported."""
    on_round = given().seeing(inspection_round, ROUND, *round_facts)
    on_unit = on_round.seeing(unit, TOWN, registered)
    return on_unit.seeing(engagement, ENGAGEMENT, *reported)


def draft(*issues: IssueId) -> DraftFeedback:
    """Draft the feedback of the examples with these issues."""
    return DraftFeedback(
        feedback=FEEDBACK, round=ROUND, unit=TOWN, engagement=ENGAGEMENT, issues=issues
    )


def deliver(
    *in_force: RuleVersionActivated,
    tell: DeliverFeedback = TELL_BOTH,
    role: str = LEADING_OFFICIAL,
) -> Decided[FeedbackCommand, FeedbackEvent, FeedbackSession]:
    """Ask to tell the unit of a scheduled session while these rules are in force."""
    by_rule = given(*SCHEDULED).seeing(rules, "feedback", *in_force)
    return by_rule.when(tell, role=role, at=DELIVERED_AT)


def test_a_group_leader_drafts_it_under_the_name_and_division_of_the_register() -> None:
    asked = after(*ON_SITE).when(draft(PERMITS, PURCHASES), by=ANA, role=GROUP_LEADER)
    asked.then(drafted_on_report)


def test_feedback_is_drafted_as_well_when_the_round_is_closed() -> None:
    over = after(*ON_SITE, closed)
    over.when(draft(PERMITS, PURCHASES), by=ANA, role=OFFICE).then(drafted_on_report)


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
    asked = after(*ON_SITE).seeing(unit, TOWN).when(draft(PERMITS), role=OFFICE)
    asked.then_refused(UnitNotRegistered, unit=TOWN)


def test_a_unit_is_told_an_issue_once() -> None:
    asked = after(*ON_SITE).when(draft(PERMITS, PERMITS), role=OFFICE)
    asked.then_refused(IssueNamedTwice)


def test_a_unit_is_told_what_its_own_engagement_found() -> None:
    unplanned = after(*ON_SITE, reported=())
    unplanned.when(draft(PERMITS), role=OFFICE).then_refused(EngagementOfOtherUnit)
    elsewhere = after(*ON_SITE, reported=in_other_town(*REPORTED))
    elsewhere.when(draft(PERMITS), role=OFFICE).then_refused(EngagementOfOtherUnit)


def test_a_unit_is_told_nothing_before_the_report_is_approved() -> None:
    heard_only = after(*ON_SITE, reported=(*HEARD, approved_issues_noted))
    heard_only.when(draft(PERMITS), role=OFFICE).then_refused(ReportNotApproved)


def test_a_unit_is_told_approved_issues_only() -> None:
    none_approved = after(*ON_SITE, reported=(*HEARD, report_approved))
    none_approved.when(draft(PERMITS), role=OFFICE).then_refused(IssueNotApproved, issue=PERMITS)
    another = IssueId("0195e100-0000-7000-8000-000000000009")
    asked = after(*ON_SITE).when(draft(PERMITS, another), role=OFFICE)
    asked.then_refused(IssueNotApproved, issue=another)


def test_the_committee_consents_to_the_issues_of_the_draft() -> None:
    asked = given(drafted_on_report).when(ApproveFeedback(), by=BO, at=APPROVED_AT)
    asked.then(consented)


def test_the_drafter_may_not_consent() -> None:
    given(drafted).when(ApproveFeedback(), by=ANA).then_refused(DrafterMayNotApprove)


def test_an_issue_belongs_to_one_session() -> None:
    claims = WIRE.line(approved, "feedback").claims(approved)
    assert [claim.key for claim in claims] == [
        f"feedback-issue:{PERMITS}",
        f"feedback-issue:{PURCHASES}",
    ]
    assert {claim.refusal for claim in claims} == {IssueInOtherFeedback}


def test_the_office_sets_the_day_and_may_set_another_one() -> None:
    set_day = ScheduleFeedback(held_on=HELD_ON)
    given(drafted_on_report, consented).when(set_day).then(feedback_scheduled)
    another = replace(feedback_scheduled, held_on=date(2026, 4, 1))
    given(*SCHEDULED).when(ScheduleFeedback(held_on=date(2026, 4, 1))).then(another)


def test_no_day_is_set_before_the_dispatching_body_consented() -> None:
    asked = given(drafted_on_report).when(ScheduleFeedback(held_on=HELD_ON))
    asked.then_refused(ConsentNeeded)


def test_nobody_is_told_before_the_dispatching_body_consented() -> None:
    by_rule = given(drafted_on_report).seeing(rules, "feedback", feedback_rule())
    by_rule.when(TELL_BOTH, role=LEADING_OFFICIAL).then_refused(ConsentNeeded)


def test_the_day_is_not_before_the_consent() -> None:
    asked = given(drafted_on_report, consented).when(ScheduleFeedback(held_on=date(2026, 3, 27)))
    asked.then_refused(DayBeforeConsent, consented_on="2026-03-30")


def test_a_consent_of_which_only_the_fact_is_kept_sets_no_bound() -> None:
    early = ScheduleFeedback(held_on=date(2026, 3, 27))
    asked = given(drafted, approved).when(early)
    asked.then(replace(feedback_scheduled, held_on=date(2026, 3, 27)))


@pytest.mark.parametrize("day", [date(2026, 4, 4), date(2026, 4, 6), date(2026, 5, 1)])
def test_the_day_is_a_working_day(day: date) -> None:
    asked = given(drafted_on_report, consented).when(ScheduleFeedback(held_on=day))
    asked.then_refused(NoWorkingDay, field="held_on", day=day.isoformat())


def test_mechanism_49_a_leading_official_delivers_it_and_the_clocks_start_then() -> None:
    deliver(feedback_rule()).then(delivered_by_rule)


@pytest.mark.parametrize("role", [OFFICE, GROUP_LEADER, UNIT])
def test_mechanism_49_nobody_else_delivers_it(role: str) -> None:
    deliver(feedback_rule(), role=role).then_refused(RoleMayNot, role=role)


def test_feedback_without_a_day_is_not_delivered() -> None:
    by_rule = given(drafted_on_report, consented).seeing(rules, "feedback", feedback_rule())
    by_rule.when(TELL_BOTH, role=LEADING_OFFICIAL).then_refused(WrongState)


def test_mechanism_73_the_rule_in_force_says_who_leads() -> None:
    led_by_secretary = feedback_rule(feedback__led_by="secretary")
    deliver(led_by_secretary).then_refused(NotTheLeaderOfTheRule)
    told = replace(delivered_by_rule, led_by="secretary")
    deliver(led_by_secretary, role=SECRETARY).then(told)


def test_mechanism_73_the_rule_in_force_says_who_attends() -> None:
    wider = feedback_rule(feedback__attended_by="head,team,line_department")
    deliver(wider).then_refused(AttendanceMissing, missing="line_department")
    all_there = replace(TELL_BOTH, attending=("line_department",))
    deliver(wider, tell=all_there).then(delivered_by_rule)


def test_mechanism_73_the_rule_in_force_says_which_clocks_start() -> None:
    longer = feedback_rule(plan__due="days:15", concentrated__period="months:3")
    told = replace(delivered_by_rule, plan_term="days:15", progress_term="months:3")
    deliver(longer).then(told)


def test_mechanism_73_nobody_is_told_while_no_rule_is_in_force() -> None:
    deliver().then_refused(NoRuleInForce, scope="feedback")
    later = replace(feedback_rule(), effective_on=date(2026, 4, 1))
    deliver(later).then_refused(NoRuleInForce, scope="feedback")


def test_a_rule_that_leaves_a_clock_open_does_not_do() -> None:
    silent = replace(feedback_rule(), parameters={"feedback.led_by": "leading_official"})
    deliver(silent).then_refused(NoRuleInForce, scope="feedback")


@pytest.mark.parametrize(("head", "team"), [(True, False), (False, True), (False, False)])
def test_head_and_leadership_team_are_both_told(head: bool, team: bool) -> None:  # noqa: FBT001
    tell = DeliverFeedback(head_told=head, team_told=team)
    deliver(feedback_rule(), tell=tell).then_refused(HeadAndTeamNeeded)


def test_the_unit_signs_for_its_feedback_by_its_head() -> None:
    told = given(*SCHEDULED, delivered_by_rule)
    told.when(AcknowledgeFeedback(), unit=TOWN).then(signed)
    by_deputy = AcknowledgeFeedback(signer_role=SignerRole.DEPUTY)
    told.when(by_deputy, unit=TOWN).then(replace(signed, signer_role=SignerRole.DEPUTY))


def test_a_unit_does_not_sign_for_another() -> None:
    told = given(drafted, approved, delivered)
    told.when(AcknowledgeFeedback(), unit=OTHER_TOWN).then_refused(NotYourFeedback)


def test_a_unit_sees_its_feedback_only_once_it_was_told() -> None:
    assert given(drafted, approved).state().unit is None
    assert given(drafted, approved, delivered).state().unit == TOWN
    assert given(drafted, approved, delivered, acknowledged).state().unit == TOWN


def test_feedback_is_found_by_round_unit_and_division() -> None:
    tags = WIRE.line(delivered, "feedback").tags(delivered)
    assert tags == ["round:C01", "unit:360722-U01", "division:360722100"]
