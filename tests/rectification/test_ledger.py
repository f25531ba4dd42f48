"""The ledger holds a row per assigned issue, with how far it is and since when."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rectification.domain.item.facts import Outcome
from services.rectification.domain.item.state import ItemStatus
from services.rectification.projections.ledger import LedgerRow, ledger
from tests.rectification.examples import (
    assigned,
    assigned_with_description,
    claimed,
    continuing,
    described,
    description,
    due_date_fixed,
    evidence_added,
    in_judgement,
    marked_long_term,
    opened,
    rejected,
    reopened,
    reported,
    verified,
    written_off,
)
from tests.rectification.ground import (
    CASE,
    CODE,
    DIVISION,
    PERMITS,
    ROW_DUE,
    STREAM,
    TOWN,
    TOWN_NAME,
)


def row(*events: object) -> LedgerRow:
    """Give the row of the examples after these events."""
    return rows_after(ledger, history(STREAM, *events))[PERMITS]


def test_a_row_opens_with_its_assignment() -> None:
    assert row(assigned) == LedgerRow(
        issue=PERMITS,
        case=CASE,
        round="C01",
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        status=ItemStatus.IN_PROGRESS,
        assigned_at=MOMENT,
    )


def test_a_description_alone_opens_no_row() -> None:
    assert rows_after(ledger, history(STREAM, described)) == {}


def test_the_description_may_come_before_or_after() -> None:
    after = row(assigned, described)
    assert (after.code, after.title, after.domain, after.item_type) == (
        CODE,
        description.title,
        "permits",
        "concentrated",
    )
    before = row(described, assigned_with_description)
    assert (before.code, before.title) == (after.code, after.title)


def test_every_step_leaves_its_time_and_its_count() -> None:
    last = row(
        assigned, reported, evidence_added, claimed, rejected, claimed, verified, written_off
    )
    assert last.status is ItemStatus.WRITTEN_OFF
    assert (last.evidence, last.rejections, last.outcome) == (1, 1, Outcome.COMPLETED)
    times = (last.progress_at, last.claimed_at, last.verified_at, last.written_off_at)
    assert times == tuple(MOMENT + place * STEP for place in (1, 5, 6, 7))


def test_a_rejected_row_is_in_progress_again() -> None:
    assert row(*in_judgement, rejected).status is ItemStatus.IN_PROGRESS


def test_a_row_that_runs_on_is_not_shown_as_ready_for_write_off() -> None:
    assert row(*continuing).status is ItemStatus.CONTINUING


def test_a_row_shows_when_it_is_due_by_the_plan() -> None:
    assert row(assigned, due_date_fixed).due_at == ROW_DUE


def test_a_long_term_row_stays_open_as_such_until_it_is_written_off() -> None:
    marked = row(assigned, marked_long_term)
    assert (marked.status, marked.is_long_term) == (ItemStatus.LONG_TERM, True)
    sent_back = row(assigned, marked_long_term, claimed, rejected)
    assert (sent_back.status, sent_back.is_long_term) == (ItemStatus.LONG_TERM, True)
    runs_on = row(*continuing[:-2], marked_long_term, *continuing[-2:])
    assert runs_on.status is ItemStatus.LONG_TERM
    closed = row(*in_judgement, marked_long_term, claimed, verified, written_off)
    assert (closed.status, closed.is_long_term) == (ItemStatus.WRITTEN_OFF, False)


def test_a_row_that_was_opened_again_is_in_progress_and_counted() -> None:
    again = row(*in_judgement, verified, written_off, reopened)
    assert (again.status, again.reopenings) == (ItemStatus.IN_PROGRESS, 1)
    assert again.written_off_at is None


def test_the_case_itself_is_no_row() -> None:
    assert rows_after(ledger, history(f"case-{CASE}", opened)) == {}
