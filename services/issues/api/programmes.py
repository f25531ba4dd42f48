"""What can be asked of a programme's findings and of sector issues."""

from typing import Final

from libs.common.http import Route, get, rows
from services.issues.domain.programme_findings import programme_findings
from services.issues.domain.sector_issue import sector_issue
from services.issues.projections.sector_issues import sector_issues

ROUTES: Final[tuple[Route, ...]] = (
    get("/programme-findings/{programme}", programme_findings),
    get("/sector-issues/{sector_issue}", sector_issue),
    rows("/sector-issues", sector_issues),
)
