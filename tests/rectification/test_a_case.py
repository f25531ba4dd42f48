"""A case is opened with its dates, goes by its filings, counts its rows and is closed."""

from dataclasses import replace

from libs.common.testing.given import scenario
from libs.contracts.rectification import RectificationDisclosed
from services.rectification.domain.case.commands import (
    NoteFilingSubmitted,
    NotePlanAccepted,
    NoteReportAccepted,
    OpenCase,
    RecordLongTerm,
    RecordReopening,
    RecordWriteOff,
)
from services.rectification.domain.case.rules import IssueNotOfCase, case
from services.rectification.domain.case.state import CaseStatus
from services.rectification.domain.vocabulary import FilingKind, IssueId
from services.rectification.wire import WIRE
from tests.rectification.examples import (
    accepted,
    accepted_before_filings,
    case_reopened,
    closed,
    first_closed,
    going_on,
    last_closed,
    left_long_term,
    opened,
    opened_before_terms,
    period_ended,
    period_started,
    plan_in_force,
    plan_noted,
    report_noted,
    row_reopened,
)
from tests.rectification.ground import (
    ACCEPTED_AT,
    ANCHOR,
    CASE,
    DIVISION,
    FEEDBACK,
    PERMITS,
    PURCHASES,
    ROUND,
    TOWN,
    TOWN_NAME,
)

given = scenario(case)
open_case = OpenCase(
    case=CASE,
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name=TOWN_NAME,
    division=DIVISION,
    issues=(PERMITS, PURCHASES),
    anchor=ANCHOR,
    rule="feedback-2026-1",
    plan_term="months:1",
    progress_term="months:6",
)
note_report = NoteReportAccepted(completed=1, basically=0, continuing=1)
begun = (opened, period_started)
planned = (*begun, plan_noted, plan_in_force)
all_written_off = (*planned, first_closed, last_closed)


def test_a_case_is_opened_with_its_dates_and_its_period_runs_from_the_feedback() -> None:
    given().when(open_case).then(opened, period_started)


def test_a_case_notes_what_its_unit_filed() -> None:
    given(*begun).when(NoteFilingSubmitted(filing=FilingKind.PLAN)).then(plan_noted)
    given(*planned).when(NoteFilingSubmitted(filing=FilingKind.PROGRESS)).then(report_noted)


def test_a_case_goes_by_its_accepted_plan_from_then_on() -> None:
    given(*begun, plan_noted).when(NotePlanAccepted()).then(plan_in_force)
    given(*planned).when(NotePlanAccepted()).then()


def test_a_written_off_row_is_counted() -> None:
    given(*begun).when(RecordWriteOff(issue=PERMITS)).then(first_closed)


def test_the_last_row_does_not_close_a_case_whose_report_is_not_accepted() -> None:
    given(*planned, first_closed).when(RecordWriteOff(issue=PURCHASES)).then(last_closed)


def test_the_accepted_report_accepts_the_case_which_goes_on_with_its_open_rows() -> None:
    reporting = given(*planned, first_closed, report_noted)
    reporting.when(note_report, at=ACCEPTED_AT).then(period_ended, accepted, going_on)
    given(*planned, first_closed, accepted, going_on).when(note_report).then()


def test_the_accepted_report_closes_a_case_without_open_rows() -> None:
    reporting = given(*all_written_off, report_noted)
    reporting.when(note_report, at=ACCEPTED_AT).then(period_ended, accepted, closed)


def test_the_last_row_closes_a_case_whose_report_is_accepted() -> None:
    almost = given(*planned, first_closed, accepted, going_on)
    almost.when(RecordWriteOff(issue=PURCHASES), at=ACCEPTED_AT).then(last_closed, closed)


def test_a_row_that_rightly_runs_on_does_not_keep_a_case_open() -> None:
    almost = given(*planned, first_closed, accepted, going_on)
    with_one_left = replace(closed, written_off=1, long_term=1)
    almost.when(RecordLongTerm(issue=PURCHASES), at=ACCEPTED_AT).then(left_long_term, with_one_left)


def test_a_long_term_row_may_be_written_off_after_the_case_was_closed() -> None:
    over = given(*planned, first_closed, accepted, left_long_term, closed)
    over.when(RecordWriteOff(issue=PURCHASES)).then(last_closed)


def test_a_row_that_is_open_again_opens_a_closed_case_again() -> None:
    over = given(*all_written_off, accepted, closed)
    over.when(RecordReopening(issue=PERMITS)).then(row_reopened, case_reopened)
    again = given(*all_written_off, accepted, closed, row_reopened, case_reopened)
    again.when(RecordWriteOff(issue=PERMITS), at=ACCEPTED_AT).then(
        replace(first_closed, remaining=0), closed
    )


def test_a_row_that_is_open_again_leaves_an_open_case_open() -> None:
    given(*all_written_off).when(RecordReopening(issue=PERMITS)).then(row_reopened)


def test_a_case_counts_its_own_rows_once() -> None:
    once = given(*begun, first_closed)
    stranger = IssueId("stranger")
    for command in (RecordWriteOff(issue=PERMITS), RecordWriteOff(issue=stranger)):
        once.when(command).then_refused(IssueNotOfCase)
    once.when(RecordLongTerm(issue=PERMITS)).then_refused(IssueNotOfCase)
    once.when(RecordReopening(issue=PURCHASES)).then_refused(IssueNotOfCase)


def test_the_label_of_a_case_follows_what_happens_and_never_goes_back() -> None:
    story = (opened, plan_noted, plan_in_force, first_closed, report_noted, accepted, going_on)
    labels = [given(*story[: place + 1]).state().status.value for place in range(len(story))]
    assert labels == [
        *("opened", "planning", "plan_accepted", "concentrated"),
        *("reporting", "report_accepted", "continuing"),
    ]
    assert given(opened, report_noted, plan_in_force).state().status is CaseStatus.REPORTING


def test_a_case_from_before_filings_was_over_when_it_was_accepted() -> None:
    old = (opened_before_terms, period_started, first_closed, last_closed, accepted_before_filings)
    state = given(*old).state()
    assert state.status is CaseStatus.CLOSED
    assert state.due == {}
    given(*old).when(RecordReopening(issue=PERMITS)).then(row_reopened, case_reopened)


def test_the_public_learns_who_is_done_with_how_much_and_nothing_else() -> None:
    public = WIRE.line(accepted, "case").public
    assert public is not None
    assert public(accepted) == RectificationDisclosed(
        unit_name=TOWN_NAME, division=DIVISION, issues=2, accepted_at=ACCEPTED_AT
    )


def test_a_case_is_found_by_case_round_unit_and_division() -> None:
    assert WIRE.line(opened, "case").tags(opened) == [
        f"case:{CASE}",
        "round:C01",
        "unit:360722-U01",
        "division:360722100",
    ]
