"""The list of sector issues names divisions and departments, and no unit."""

from libs.common.testing.given import MOMENT, history, rows_after
from services.issues.projections.sector_issues import SectorIssueRow, sector_issues
from tests.issues.examples import sector_raised
from tests.issues.issue_examples import PROGRAMME


def test_a_sector_issue_stands_in_the_list() -> None:
    key = sector_raised.sector_issue
    assert rows_after(sector_issues, history(f"sector_issue-{key}", sector_raised)) == {
        key: SectorIssueRow(
            sector_issue=key,
            programme=PROGRAMME,
            title=sector_raised.title,
            domain=sector_raised.domain,
            department=sector_raised.department,
            issues=2,
            divisions=("360722100", "360700"),
            raised_at=MOMENT,
        )
    }
