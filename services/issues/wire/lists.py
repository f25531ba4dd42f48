"""Stored names of issue lists."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, SITE, stored, tagged
from services.issues.domain.issue_list.facts import (
    FindingsReported,
    IssueListApproved,
    IssueListFrozen,
    IssueListOpened,
    IssueListSorted,
    ResultUseNoted,
)

_engagement: Final = tagged("engagement", "round", "unit")

LINES: Final = (
    stored("IssueListOpened.v1", IssueListOpened, INTERNAL, tags=_engagement),
    stored("IssueListSorted.v1", IssueListSorted, INTERNAL),
    stored("IssueListFrozen.v1", IssueListFrozen, SITE, tags=_engagement),
    stored("ResultUseNoted.v1", ResultUseNoted, INTERNAL),
    stored("IssueListApproved.v1", IssueListApproved, SITE, tags=_engagement),
    stored("FindingsReported.v1", FindingsReported, LINKED, tags=tagged("programme", "division")),
)
