"""The list of cases shows how far each is, its rows by number, and both dates of each filing."""

from dataclasses import replace

from libs.common.testing.given import history, rows_after
from services.rectification.domain.case.facts import CaseEvent
from services.rectification.domain.case.rules import case
from services.rectification.domain.case.state import CaseStatus
from services.rectification.domain.vocabulary import FilingKind
from services.rectification.projections.cases import CaseRow, cases
from tests.rectification.examples import (
    accepted,
    accepted_before_filings,
    assigned,
    case_reopened,
    closed,
    due_date_moved,
    extension_granted,
    extension_refused,
    extension_requested,
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
    EXTENDED,
    PLAN_DUE,
    PROGRESS_DUE,
    ROUND,
    STREAM,
    TOWN,
    TOWN_NAME,
)


def row(*events: CaseEvent) -> CaseRow:
    """Give the row of the examples after these events."""
    return rows_after(cases, history(f"case-{CASE}", *events))[CASE]


def test_a_case_begins_with_its_dates_and_all_its_rows_open() -> None:
    assert row(opened, period_started) == CaseRow(
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        status=CaseStatus.OPENED,
        rule="feedback-2026-1",
        issues=2,
        remaining=2,
        plan_due_at=PLAN_DUE,
        plan_first_due_at=PLAN_DUE,
        plan_is_provisional=False,
        progress_due_at=PROGRESS_DUE,
        progress_first_due_at=PROGRESS_DUE,
        progress_is_provisional=False,
        opened_at=ANCHOR,
    )


def test_the_label_is_the_one_of_the_case_itself() -> None:
    story = (
        *(opened, plan_noted, plan_in_force, first_closed, report_noted, period_ended),
        *(accepted, going_on, left_long_term, closed, row_reopened, case_reopened),
    )
    for length in range(1, len(story) + 1):
        assert row(*story[:length]).status is case.fold(story[:length]).status


def test_rows_are_counted_as_open_written_off_or_long_term() -> None:
    left = row(opened, first_closed, left_long_term)
    assert (left.remaining, left.written_off, left.long_term) == (0, 1, 1)
    done = row(opened, first_closed, left_long_term, last_closed)
    assert (done.remaining, done.written_off, done.long_term) == (0, 2, 0)
    again = row(opened, first_closed, last_closed, row_reopened)
    assert (again.remaining, again.written_off, again.long_term) == (1, 1, 0)


def test_a_moved_date_stands_beside_the_first() -> None:
    moved = row(opened, extension_requested, extension_granted, due_date_moved)
    assert (moved.plan_due_at, moved.plan_first_due_at) == (EXTENDED, PLAN_DUE)
    assert moved.progress_due_at == PROGRESS_DUE
    later = replace(due_date_moved, filing=FilingKind.PROGRESS, provisional=True)
    assert row(opened, later).progress_is_provisional


def test_a_request_for_more_time_shows_until_it_is_decided() -> None:
    assert row(opened, extension_requested).extension_asked is FilingKind.PLAN
    assert row(opened, extension_requested, extension_refused).extension_asked is None


def test_acceptance_and_closing_leave_their_times_and_reopening_takes_the_last_away() -> None:
    over = row(opened, accepted, closed)
    assert (over.accepted_at, over.closed_at) == (ACCEPTED_AT, ACCEPTED_AT)
    assert row(opened, accepted, closed, case_reopened).closed_at is None


def test_a_case_from_before_filings_has_no_dates_and_was_over_when_accepted() -> None:
    old = row(opened_before_terms, first_closed, last_closed, accepted_before_filings)
    assert (old.status, old.plan_due_at, old.rule) == (CaseStatus.CLOSED, None, None)


def test_rows_of_the_ledger_are_no_cases() -> None:
    assert rows_after(cases, history(STREAM, assigned)) == {}
