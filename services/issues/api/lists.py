"""What can be asked of issue lists."""

from typing import Final

from libs.common.http import Route, get, post
from services.issues.domain.issue_list.commands import FreezeList, SortList, SortListAgain
from services.issues.domain.issue_list.rules import issue_list

ROUTES: Final[tuple[Route, ...]] = (
    post("/issue-lists/{engagement}/first-sorting", SortList, issue_list),
    post("/issue-lists/{engagement}/second-sorting", SortListAgain, issue_list),
    post("/issue-lists/{engagement}/freezing", FreezeList, issue_list, if_match=True),
    get("/issue-lists/{engagement}", issue_list),
)
