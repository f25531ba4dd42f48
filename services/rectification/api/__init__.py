"""What can be asked of the rectification service."""

from typing import Final

from libs.common.http import Route, rows
from services.rectification.api import cases, filings, items, tasks
from services.rectification.projections.board import board
from services.rectification.projections.case_timeline import case_timeline
from services.rectification.projections.cases import cases as case_list
from services.rectification.projections.department_tasks import department_tasks
from services.rectification.projections.filings import filings as filing_list
from services.rectification.projections.ledger import ledger
from services.rectification.projections.reviewer_queue import reviewer_queue

LISTS: Final[tuple[Route, ...]] = (
    rows("/ledger", ledger, mine="unit"),
    rows("/board", board, mine="unit"),
    rows("/cases", case_list, mine="unit"),
    rows("/filings", filing_list, mine="unit"),
    rows("/reviewer-queue", reviewer_queue),
    rows("/case-timeline", case_timeline, mine="unit"),
    rows("/department-tasks", department_tasks),
)

ROUTES: Final[tuple[Route, ...]] = (
    *items.ROUTES,
    *cases.ROUTES,
    *filings.ROUTES,
    *tasks.ROUTES,
    *LISTS,
)
