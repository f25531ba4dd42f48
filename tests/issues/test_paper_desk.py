"""The desk shows how far each paper is, and lets a unit see those on which it has a say."""

from dataclasses import replace

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.issues.domain.paper.state import PaperStatus
from services.issues.projections.paper_desk import PaperRow, paper_desk
from tests.issues.issue_examples import ENGAGEMENT, PAPER, TOWN
from tests.issues.paper_examples import (
    attached,
    consulted,
    dispute_answered,
    drafted,
    facts_confirmed,
    facts_disputed,
    filed,
    returned,
    reviewed,
    signed,
    still_open,
)


def row(*events: object) -> PaperRow:
    """Give the paper's row after these events."""
    return rows_after(paper_desk, history(f"paper-{PAPER}", *events))[PAPER]


def test_a_draft_lies_on_the_desk() -> None:
    assert row(drafted, attached) == PaperRow(
        paper=PAPER,
        temporary_number="T-1",
        engagement=ENGAGEMENT,
        unit=TOWN,
        asked_unit=TOWN,
        matter=drafted.matter,
        status=PaperStatus.DRAFTED,
        handlers=2,
        evidence=1,
        drafted_at=MOMENT,
    )


def test_every_step_leaves_its_time_and_signing_its_number() -> None:
    last = row(drafted, facts_confirmed, reviewed, consulted, signed, filed)
    times = (last.facts_settled_at, last.reviewed_at, last.signed_at, last.filed_at)
    assert times == tuple(MOMENT + place * STEP for place in (1, 2, 4, 5))
    assert (last.number, last.status) == ("C01-001", PaperStatus.FILED)


def test_a_dispute_leaves_its_mark() -> None:
    last = row(drafted, facts_disputed)
    assert (last.disputed, last.status) == (True, PaperStatus.DISPUTED)
    assert row(drafted, facts_disputed, dispute_answered).status is PaperStatus.FACTS_CONFIRMED


def test_an_unresolved_consultation_leaves_the_paper_where_it_is() -> None:
    assert row(drafted, facts_confirmed, reviewed, still_open).status is PaperStatus.REVIEWED


def test_a_returned_paper_is_a_draft_again_with_what_was_attached() -> None:
    last = row(drafted, attached, facts_confirmed, reviewed, returned)
    assert (last.status, last.returns, last.reviewed_at) == (PaperStatus.DRAFTED, 1, None)
    anew = row(drafted, attached, facts_confirmed, returned, replace(drafted, matter="审批超期"))
    assert (anew.matter, anew.evidence, anew.returns) == ("审批超期", 1, 1)


def test_a_unit_is_asked_until_the_review() -> None:
    assert row(drafted, facts_confirmed).asked_unit == TOWN
    assert row(drafted, facts_confirmed, reviewed).asked_unit is None
    assert row(drafted, facts_confirmed, reviewed, returned).asked_unit == TOWN
