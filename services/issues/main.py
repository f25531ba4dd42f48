"""The issues service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.issues.api import ROUTES
from services.issues.domain.common_issue import common_issue
from services.issues.domain.issue.rules import issue
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.noted_case import noted_case
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.programme_findings import programme_findings
from services.issues.domain.question import question
from services.issues.domain.report.rules import report
from services.issues.domain.sector_issue import sector_issue
from services.issues.projections.issue_register import issue_register
from services.issues.projections.paper_desk import paper_desk
from services.issues.projections.reports import reports
from services.issues.projections.sector_issues import sector_issues
from services.issues.reactions import own_log, rectification, rounds, subordinates
from services.issues.wire import WIRE

SERVICE: Final = Service(
    name="issues",
    wire=WIRE,
    aggregates=(
        working_paper,
        question,
        issue,
        issue_list,
        report,
        noted_case,
        common_issue,
        programme_findings,
        sector_issue,
    ),
    projections=(paper_desk, issue_register, reports, sector_issues),
    reactions=(
        rounds.REACTIONS,
        rectification.REACTIONS,
        own_log.REACTIONS,
        subordinates.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
