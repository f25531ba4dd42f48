"""A case is opened with its period, counts its write-offs and is accepted with the last."""

from libs.common.testing.given import scenario
from libs.contracts.rectification import RectificationDisclosed
from services.rectification.domain.case import (
    IssueNotOfCase,
    OpenCase,
    RecordWriteOff,
    case,
)
from services.rectification.domain.vocabulary import IssueId
from services.rectification.wire import WIRE
from tests.rectification.examples import (
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
    accepted,
    first_closed,
    last_closed,
    opened,
    period_started,
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
)


def test_a_case_is_opened_and_its_period_runs_from_the_feedback() -> None:
    given().when(open_case).then(opened, period_started)


def test_a_written_off_row_is_counted() -> None:
    given(opened, period_started).when(RecordWriteOff(issue=PERMITS)).then(first_closed)


def test_the_last_row_accepts_the_case() -> None:
    almost = given(opened, period_started, first_closed)
    almost.when(RecordWriteOff(issue=PURCHASES), at=ACCEPTED_AT).then(last_closed, accepted)


def test_a_case_counts_its_own_rows_once() -> None:
    once = given(opened, period_started, first_closed)
    once.when(RecordWriteOff(issue=PERMITS)).then_refused(IssueNotOfCase)
    stranger = RecordWriteOff(issue=IssueId("stranger"))
    once.when(stranger).then_refused(IssueNotOfCase)


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
