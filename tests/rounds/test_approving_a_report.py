"""What other streams say is noted once and at any time; with all of it a report may stand."""

from dataclasses import replace

import pytest

from libs.common.decider import WrongState
from libs.common.decider.roles import DISPATCHING_COMMITTEE, LEADING_GROUP
from libs.common.reactions import send
from libs.common.testing.given import MOMENT, reacting, scenario
from libs.contracts.issues import IssueListApproved, IssueListFrozen, ReportTraceabilityChecked
from services.rounds.domain.engagement.commands import (
    ApproveReport,
    EngagementCommand,
    NoteApprovedIssues,
    NoteFeedbackDelivered,
    NoteFindings,
    NoteResultUse,
    NoteTraceability,
)
from services.rounds.domain.engagement.facts import EngagementEvent
from services.rounds.domain.engagement.report import (
    FindingsNotFinal,
    ReportNotChecked,
    ReportNotHeard,
)
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.engagement.state import EngagementStatus
from services.rounds.domain.group.commands import ActivateGroup
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import FeedbackKey, HearingKey
from services.rounds.reactions import issues, own_log
from tests.rounds.examples import delivered
from tests.rounds.preparation_examples import (
    CONCLUDED,
    DIGEST,
    ENGAGEMENT,
    HEARD,
    ISSUES,
    OTHER_DIGEST,
    approved_issues_noted,
    engagement_planned,
    feedback_noted,
    findings_noted,
    group_entered,
    reached,
    report_approved,
    result_use_noted,
    traceability_noted,
)

given = scenario(engagement)
APPROVE = ApproveReport(report=DIGEST)
NOTES: tuple[tuple[EngagementCommand, EngagementEvent], ...] = (
    (NoteFindings(issues=ISSUES), findings_noted),
    (NoteTraceability(report_version=2, report=DIGEST), traceability_noted),
    (NoteResultUse(hearing=HearingKey("C01-H1"), use="feed_back"), result_use_noted),
    (NoteApprovedIssues(issues=ISSUES), approved_issues_noted),
    (NoteFeedbackDelivered(feedback=FeedbackKey("C01-U01")), feedback_noted),
)


@pytest.mark.parametrize(("command", "fact"), NOTES)
def test_what_others_say_is_noted_in_whatever_state_and_once(
    command: EngagementCommand, fact: EngagementEvent
) -> None:
    given().when(command).then(fact)
    given(fact).when(command).then()


def test_a_report_stands_that_was_checked_and_heard() -> None:
    asked = given(*HEARD).when(APPROVE, role=DISPATCHING_COMMITTEE, at=MOMENT)
    asked.then(report_approved, reached(Milestone.REPORT_APPROVED))
    assert given(*HEARD, report_approved).state().report_approved


def test_another_version_than_the_one_that_was_checked_does_not_stand() -> None:
    asked = given(*HEARD).when(ApproveReport(report=OTHER_DIGEST), role=LEADING_GROUP)
    asked.then_refused(ReportNotChecked)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ((traceability_noted, result_use_noted), FindingsNotFinal),
        ((findings_noted, result_use_noted), ReportNotChecked),
        ((findings_noted, traceability_noted), ReportNotHeard),
    ],
)
def test_a_report_waits_for_each_of_list_check_and_hearing(
    facts: tuple[EngagementEvent, ...], refusal: type[FindingsNotFinal]
) -> None:
    given(*CONCLUDED, *facts).when(APPROVE, role=LEADING_GROUP).then_refused(refusal)


def test_a_report_waits_for_each_rule_by_name() -> None:
    given(*CONCLUDED).when(APPROVE, role=LEADING_GROUP).then_refused(FindingsNotFinal)
    heard = given(*CONCLUDED, findings_noted, traceability_noted)
    heard.when(APPROVE, role=LEADING_GROUP).then_refused(ReportNotHeard)


def test_a_report_is_not_approved_while_the_group_is_on_site() -> None:
    inside = given(engagement_planned, group_entered, *HEARD[-3:])
    inside.when(APPROVE, role=LEADING_GROUP).then_refused(WrongState)


def test_a_told_unit_is_the_last_milestone() -> None:
    stands = given(*HEARD, report_approved)
    asked = stands.when(NoteFeedbackDelivered(feedback=FeedbackKey("C01-U01")), at=MOMENT)
    asked.then(feedback_noted, reached(Milestone.FED_BACK))


@pytest.mark.parametrize(
    "facts", [(report_approved, feedback_noted), (feedback_noted, report_approved)]
)
def test_an_engagement_is_fed_back_in_whatever_order_it_is_heard_of(
    facts: tuple[EngagementEvent, ...],
) -> None:
    state = given(*HEARD, *facts).state()
    assert state.status is EngagementStatus.FED_BACK


def test_approved_issues_are_known_by_their_keys() -> None:
    assert given(*HEARD).state().approved_issues == frozenset()
    assert given(*HEARD, approved_issues_noted).state().approved_issues == frozenset(ISSUES)


def test_what_the_issues_service_says_is_told_to_the_engagement() -> None:
    about = {"engagement": ENGAGEMENT, "round": "C01", "unit": "360722-U01"}
    stream = engagement.stream(ENGAGEMENT)
    heard = reacting(issues.REACTIONS)
    heard(IssueListFrozen(**about, issues=ISSUES)).then_commands(
        send(stream, NoteFindings(issues=ISSUES))
    )
    version = ReportTraceabilityChecked(**about, report_version=2, report=DIGEST, sentences=40)
    heard(version).then_commands(send(stream, NoteTraceability(report_version=2, report=DIGEST)))
    heard(IssueListApproved(**about, issues=ISSUES)).then_commands(
        send(stream, NoteApprovedIssues(issues=ISSUES))
    )


def test_a_delivered_feedback_is_told_to_its_engagement() -> None:
    named = replace(delivered, engagement=ENGAGEMENT)
    heard = reacting(own_log.REACTIONS)
    heard(named).then_commands(
        send(engagement.stream(ENGAGEMENT), NoteFeedbackDelivered(feedback=named.feedback))
    )
    heard(delivered).then_commands()


def test_a_group_that_entered_is_told_that_it_is_active() -> None:
    reacting(own_log.REACTIONS)(group_entered).then_commands(send("group-C01-G1", ActivateGroup()))
