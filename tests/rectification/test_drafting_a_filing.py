"""A plan is drafted with measures, a report with outcomes that the head signs as true."""

from dataclasses import replace
from datetime import date

from libs.common.testing.given import scenario
from services.rectification.domain.case.rules import case
from services.rectification.domain.day import NotAWorkingDay
from services.rectification.domain.filing.commands import (
    ResubmitFiling,
    SavePlanDraft,
    SaveReportDraft,
    SignTruthStatement,
    SubmitFiling,
)
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import (
    HeadMustSign,
    OutcomeNamedTwice,
    OutcomeWithoutEvidence,
    TruthStatementNeeded,
    progress,
)
from services.rectification.domain.filing.rules import IssueNotFedBack
from services.rectification.domain.own_unit import NotYourUnit
from services.rectification.domain.vocabulary import FilingKind, IssueId
from tests.rectification.examples import opened
from tests.rectification.filing_examples import (
    answers,
    filing_opened,
    measures,
    outcomes,
    plan_drafted,
    report_drafted,
    returned,
    reviewers_assigned,
    submitted,
    truth_signed,
)
from tests.rectification.ground import CASE, CY, OTHER_DIGEST, OTHER_TOWN, TOWN

given_plan, given_report = scenario(plan), scenario(progress)
owed_plan = filing_opened(FilingKind.PLAN)
owed_report = filing_opened(FilingKind.PROGRESS)
save_plan = SavePlanDraft(measures=measures)
save_report = SaveReportDraft(outcomes=outcomes)
sign = SignTruthStatement(statement=OTHER_DIGEST, as_head=True)
STRANGER = IssueId("stranger")


def test_a_unit_drafts_its_plan_with_as_many_measures_for_an_issue_as_it_needs() -> None:
    given_plan(owed_plan).when(save_plan, unit=TOWN).then(plan_drafted)


def test_a_measure_answers_an_issue_that_the_unit_was_told() -> None:
    beside = SavePlanDraft(measures=(replace(measures[0], issue=STRANGER),))
    given_plan(owed_plan).when(beside, unit=TOWN).then_refused(IssueNotFedBack, issue="stranger")


def test_a_measure_is_due_on_a_working_day() -> None:
    on_sunday = SavePlanDraft(measures=(replace(measures[0], due_on=date(2026, 6, 28)),))
    asked = given_plan(owed_plan).when(on_sunday, unit=TOWN)
    asked.then_refused(NotAWorkingDay, day="2026-06-28")


def test_a_row_is_due_when_its_last_measure_is() -> None:
    due = given_plan(owed_plan, plan_drafted).state().due
    assert [(row.issue, row.due_at.date()) for row in due] == [
        (measures[1].issue, date(2026, 8, 31)),
        (measures[2].issue, date(2026, 7, 31)),
    ]


def test_a_unit_drafts_its_report_with_an_outcome_for_each_issue() -> None:
    given_report(owed_report).when(save_report, unit=TOWN).then(report_drafted)


def test_a_report_says_one_thing_of_an_issue_that_the_unit_was_told() -> None:
    twice = SaveReportDraft(outcomes=(outcomes[0], outcomes[0]))
    given_report(owed_report).when(twice, unit=TOWN).then_refused(OutcomeNamedTwice)
    beside = SaveReportDraft(outcomes=(replace(outcomes[1], issue=STRANGER),))
    given_report(owed_report).when(beside, unit=TOWN).then_refused(IssueNotFedBack)


def test_what_is_done_is_shown_and_what_runs_on_need_not_be() -> None:
    bare = SaveReportDraft(outcomes=(replace(outcomes[0], evidence=()), outcomes[1]))
    given_report(owed_report).when(bare, unit=TOWN).then_refused(OutcomeWithoutEvidence)


def test_the_head_signs_that_the_report_is_true() -> None:
    drafted = given_report(owed_report, report_drafted)
    drafted.when(sign, by=CY, unit=TOWN).then(truth_signed)


def test_nobody_signs_in_the_place_of_the_head() -> None:
    deputy = replace(sign, as_head=False)
    given_report(owed_report, report_drafted).when(deputy, unit=TOWN).then_refused(HeadMustSign)


def test_a_report_is_filed_as_it_was_signed() -> None:
    submit = SubmitFiling(case=CASE)
    unsigned = given_report(owed_report, report_drafted).seeing(case, CASE, opened)
    unsigned.when(submit, unit=TOWN).then_refused(TruthStatementNeeded)
    changed = given_report(owed_report, report_drafted, truth_signed, report_drafted)
    changed.seeing(case, CASE, opened).when(submit, unit=TOWN).then_refused(TruthStatementNeeded)


def test_a_report_that_was_redrafted_is_signed_again_before_it_is_filed_again() -> None:
    filing = FilingKind.PROGRESS
    back = (report_drafted, truth_signed, submitted(filing), reviewers_assigned(filing))
    redrafted = given_report(owed_report, *back, returned(filing), report_drafted)
    resubmit = ResubmitFiling(answers=answers)
    redrafted.when(resubmit, unit=TOWN).then_refused(TruthStatementNeeded)


def test_a_unit_drafts_its_own_filings_only() -> None:
    given_plan(owed_plan).when(save_plan, unit=OTHER_TOWN).then_refused(NotYourUnit)
    for command in (save_report, sign):
        given_report(owed_report).when(command, unit=OTHER_TOWN).then_refused(NotYourUnit)
