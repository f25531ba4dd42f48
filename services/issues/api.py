"""What can be asked of the issues service."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.issues.domain.issue import ApproveIssue, RaiseIssue, issue
from services.issues.projections.issue_register import issue_register

ROUTES: Final[tuple[Route, ...]] = (
    post("/issues/{issue}/raising", RaiseIssue, issue),
    post("/issues/{issue}/approval", ApproveIssue, issue, if_match=True),
    get("/issues/{issue}", issue),
    rows("/issue-register", issue_register, mine="told_unit"),
)
