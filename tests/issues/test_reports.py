"""The list of reports shows versions, open comments and what has passed its check."""

from dataclasses import replace

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.issues.domain.report.rules import ReportStatus
from services.issues.projections.reports import ReportRow, reports
from tests.issues.issue_examples import DIGEST, ENGAGEMENT, TOWN
from tests.issues.paper_examples import (
    checked,
    comment_resolved,
    commented,
    consultation_opened,
    report_drafted,
)


def row(*events: object) -> ReportRow:
    """Give the report's row after these events."""
    return rows_after(reports, history(f"report-{ENGAGEMENT}", *events))[ENGAGEMENT]


def test_a_first_version_stands_in_the_list() -> None:
    assert row(report_drafted) == ReportRow(
        engagement=ENGAGEMENT,
        round="C01",
        unit=TOWN,
        version=1,
        report=DIGEST,
        sentences=1,
        status=ReportStatus.DRAFTED,
        drafted_at=MOMENT,
    )


def test_comments_are_counted_until_they_are_resolved() -> None:
    said = row(report_drafted, consultation_opened, commented)
    assert (said.status, said.comments, said.open_comments) == (ReportStatus.IN_CONSULTATION, 1, 1)
    assert row(report_drafted, consultation_opened, commented, comment_resolved).open_comments == 0


def test_a_check_counts_for_its_version_only() -> None:
    passed = row(report_drafted, consultation_opened, checked)
    assert (passed.status, passed.checked_version) == (ReportStatus.CHECKED, 1)
    assert passed.checked_at == MOMENT + 2 * STEP
    anew = row(report_drafted, consultation_opened, checked, replace(report_drafted, version=2))
    assert (anew.status, anew.version, anew.checked_version) == (ReportStatus.DRAFTED, 2, None)


def test_a_version_in_consultation_stays_there() -> None:
    anew = row(report_drafted, consultation_opened, replace(report_drafted, version=2))
    assert anew.status is ReportStatus.IN_CONSULTATION
