"""The list of filings shows what each unit owes, in which version, and when it is due."""

from libs.common.testing.given import MOMENT, STEP, history, recorded, rows_after
from services.rectification.domain.filing.state import FilingStatus
from services.rectification.domain.vocabulary import FilingKind
from services.rectification.projections.filings import FilingRow, filings
from tests.rectification.examples import due_date_moved, opened
from tests.rectification.filing_examples import (
    DRAFTS,
    filing_opened,
    opinions,
    plan_accepted,
    resubmitted,
    returned,
    reviewers_assigned,
    submitted,
)
from tests.rectification.ground import (
    CASE,
    DIVISION,
    EXTENDED,
    PLAN_DUE,
    PLAN_STREAM,
    ROUND,
    TOWN,
    TOWN_NAME,
)

PLAN = FilingKind.PLAN
begun = DRAFTS[PLAN]


def row(*events: object) -> FilingRow:
    """Give the row of the plan after these events."""
    return rows_after(filings, history(PLAN_STREAM, *events))[PLAN_STREAM]


def test_a_filing_is_owed_from_its_opening() -> None:
    assert row(*begun) == FilingRow(
        filing=PLAN_STREAM,
        kind=PLAN,
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        status=FilingStatus.DRAFT,
        due_at=PLAN_DUE,
        first_due_at=PLAN_DUE,
    )


def test_every_step_shows() -> None:
    read = row(*begun, submitted(PLAN, late=True), reviewers_assigned(PLAN), *opinions(PLAN))
    assert (read.status, read.opinions, read.is_late) == (FilingStatus.UNDER_REVIEW, 3, True)
    back = row(*begun, submitted(PLAN), reviewers_assigned(PLAN), returned(PLAN))
    assert (back.status, back.returns, back.version) == (FilingStatus.RETURNED, 1, 1)
    again = row(
        *(*begun, submitted(PLAN), reviewers_assigned(PLAN), *opinions(PLAN)),
        *(returned(PLAN), resubmitted(PLAN)),
    )
    assert (again.status, again.version, again.opinions) == (FilingStatus.UNDER_REVIEW, 2, 0)
    done = row(*begun, submitted(PLAN), plan_accepted)
    assert (done.status, done.submitted_at) == (FilingStatus.ACCEPTED, MOMENT + 2 * STEP)
    assert done.accepted_at == MOMENT + 3 * STEP


def test_its_date_moves_with_its_case_and_the_first_stays() -> None:
    story = [
        recorded(filing_opened(PLAN), PLAN_STREAM, position=1),
        recorded(due_date_moved, f"case-{CASE}", position=2),
    ]
    moved = rows_after(filings, story)[PLAN_STREAM]
    assert (moved.due_at, moved.first_due_at) == (EXTENDED, PLAN_DUE)


def test_the_case_itself_is_no_filing() -> None:
    assert rows_after(filings, history(f"case-{CASE}", opened)) == {}
