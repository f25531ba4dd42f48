"""The board shows each case of the levels below, and since when it is accepted."""

from libs.common.testing.given import history, rows_after
from services.rectification.domain.reported_case import ReportedCaseStatus
from services.rectification.projections.board import BoardRow, board
from tests.rectification.examples import acceptance_noted, case_noted, closing_noted, opened
from tests.rectification.ground import ACCEPTED_AT, ANCHOR, CASE, DIVISION, TOWN, TOWN_NAME

KEY = f"360722-{CASE}"


def test_a_reported_case_stands_on_the_board_with_its_acceptance() -> None:
    rows = rows_after(board, history(f"reported_case-{KEY}", case_noted, acceptance_noted))
    assert rows == {
        KEY: BoardRow(
            reported_case=KEY,
            site="360722",
            case=CASE,
            unit=TOWN,
            unit_name=TOWN_NAME,
            division=DIVISION,
            issues=2,
            status=ReportedCaseStatus.ACCEPTED,
            opened_at=ANCHOR,
            accepted_at=ACCEPTED_AT,
        )
    }


def test_a_case_that_was_closed_below_shows_with_what() -> None:
    events = (case_noted, acceptance_noted, closing_noted)
    row = rows_after(board, history(f"reported_case-{KEY}", *events))[KEY]
    assert row.status is ReportedCaseStatus.CLOSED
    assert (row.written_off, row.long_term, row.closed_at) == (2, 0, ACCEPTED_AT)


def test_our_own_cases_do_not_stand_on_the_board() -> None:
    assert rows_after(board, history(f"case-{CASE}", opened)) == {}
