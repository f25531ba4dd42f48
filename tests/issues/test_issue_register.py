"""The register shows how far each issue has come, and lets a unit see what it was told."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.issues.domain.issue.state import IssueStatus
from services.issues.projections.issue_register import IssueRow, issue_register
from tests.issues.issue_examples import (
    ENGAGEMENT,
    PERMITS,
    STREAM,
    TOWN,
    approved,
    case_closed,
    closed,
    confirmed,
    dropped,
    fed_back,
    found,
    in_rectification,
    listed,
    merged,
    raised,
    reopened,
    resolved,
    tagged,
)


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


def test_an_issue_of_an_engagement_goes_through_both_sortings() -> None:
    assert row(found).engagement == ENGAGEMENT
    assert row(found).papers == 1
    assert row(found, listed).status is IssueStatus.LISTED
    assert row(found, listed, confirmed).status is IssueStatus.CONFIRMED
    assert row(found, listed, dropped).status is IssueStatus.DROPPED
    gone = row(found, listed, merged)
    assert (gone.status, gone.merged_into) == (IssueStatus.MERGED, PERMITS)


def test_tags_stand_in_the_register() -> None:
    shown = row(raised, tagged)
    assert (shown.gov_function, shown.sector) == (True, "natural-resources")


def test_rectification_leaves_its_times_until_the_issue_is_reopened() -> None:
    done = (raised, approved, fed_back, in_rectification, resolved, closed)
    last = row(*done)
    times = (last.in_rectification_at, last.resolved_at, last.closed_at)
    assert times == tuple(MOMENT + place * STEP for place in (3, 4, 5))
    again = row(*done, reopened)
    assert (again.status, again.resolved_at) == (IssueStatus.IN_RECTIFICATION, None)


def test_a_closed_case_alone_does_not_close_an_issue_that_runs_on() -> None:
    so_far = (raised, approved, fed_back, in_rectification, case_closed)
    assert row(*so_far).status is IssueStatus.IN_RECTIFICATION
