"""What can be asked of the issues service."""

from typing import Final

from libs.common.http import Route
from services.issues.api import issues, lists, papers, programmes, reports

ROUTES: Final[tuple[Route, ...]] = (
    *papers.ROUTES,
    *issues.ROUTES,
    *lists.ROUTES,
    *reports.ROUTES,
    *programmes.ROUTES,
)
