"""What can be asked of reports and their check."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.issues.domain.report.commands import (
    CommentReport,
    DraftReport,
    OpenConsultation,
    RequestCheck,
    ResolveComment,
)
from services.issues.domain.report.rules import report
from services.issues.projections.reports import reports

ROUTES: Final[tuple[Route, ...]] = (
    post("/reports/{engagement}/draft", DraftReport, report),
    post("/reports/{engagement}/consultation", OpenConsultation, report),
    post("/reports/{engagement}/comments", CommentReport, report),
    post("/reports/{engagement}/resolutions", ResolveComment, report),
    post("/reports/{engagement}/check", RequestCheck, report),
    get("/reports/{engagement}", report),
    rows("/reports", reports),
)
