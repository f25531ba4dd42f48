"""The rectification service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.rectification.api import ROUTES
from services.rectification.domain.case.rules import case
from services.rectification.domain.department_task import department_task
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import progress
from services.rectification.domain.item.rules import item
from services.rectification.domain.reported_case import reported_case
from services.rectification.projections.board import board
from services.rectification.projections.case_timeline import case_timeline
from services.rectification.projections.cases import cases
from services.rectification.projections.department_tasks import department_tasks
from services.rectification.projections.filings import filings
from services.rectification.projections.ledger import ledger
from services.rectification.projections.reviewer_queue import reviewer_queue
from services.rectification.reactions import issues, own_log, rounds, subordinates
from services.rectification.wire import WIRE

SERVICE: Final = Service(
    name="rectification",
    wire=WIRE,
    aggregates=(case, item, plan, progress, reported_case, department_task),
    projections=(
        ledger,
        board,
        cases,
        filings,
        reviewer_queue,
        case_timeline,
        department_tasks,
    ),
    reactions=(
        rounds.REACTIONS,
        issues.REACTIONS,
        own_log.REACTIONS,
        own_log.FILINGS,
        subordinates.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
