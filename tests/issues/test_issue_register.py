"""The register shows how far each issue has come, and lets a unit see what it was told."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.issues.domain.issue import IssueStatus
from services.issues.projections.issue_register import IssueRow, issue_register
from tests.issues.examples import PERMITS, STREAM, TOWN, approved, fed_back, raised, resolved


def row(*events: object) -> IssueRow:
    """Give the issue's row after these events."""
    return rows_after(issue_register, history(STREAM, *events))[PERMITS]


def test_a_raised_issue_stands_in_the_register() -> None:
    assert row(raised) == IssueRow(
        issue=PERMITS,
        code="ISS-360722-C01-001",
        title=raised.title,
        round="C01",
        unit=TOWN,
        domain=raised.domain,
        item_type=raised.item_type,
        status=IssueStatus.RAISED,
        raised_at=MOMENT,
    )


def test_every_step_leaves_its_time() -> None:
    last = row(raised, approved, fed_back, resolved)
    times = (last.approved_at, last.fed_back_at, last.resolved_at)
    assert times == (MOMENT + STEP, MOMENT + 2 * STEP, MOMENT + 3 * STEP)
    assert last.status is IssueStatus.RESOLVED


def test_a_unit_is_named_as_told_from_the_feedback_on() -> None:
    assert row(raised, approved).told_unit is None
    assert row(raised, approved, fed_back).told_unit == TOWN


def test_a_late_feedback_does_not_reopen_a_resolved_issue() -> None:
    assert row(raised, approved, resolved, fed_back).status is IssueStatus.RESOLVED
