"""What can be asked of issues, and of what is common to several."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.issues.domain.common_issue import (
    ApproveCommonIssue,
    ProposeCommonIssue,
    common_issue,
)
from services.issues.domain.issue.commands import ApproveIssue, RaiseIssue, TagIssue
from services.issues.domain.issue.rules import issue
from services.issues.domain.noted_case import noted_case
from services.issues.projections.issue_register import issue_register

ROUTES: Final[tuple[Route, ...]] = (
    post("/issues/{issue}/raising", RaiseIssue, issue),
    post("/issues/{issue}/tags", TagIssue, issue),
    post("/issues/{issue}/approval", ApproveIssue, issue, if_match=True),
    get("/issues/{issue}", issue),
    get("/noted-cases/{case}", noted_case),
    post("/common-issues/{common_issue}/proposal", ProposeCommonIssue, common_issue),
    post("/common-issues/{common_issue}/approval", ApproveCommonIssue, common_issue, if_match=True),
    get("/common-issues/{common_issue}", common_issue),
    rows("/issue-register", issue_register, mine="told_unit"),
)
