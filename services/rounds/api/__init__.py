"""What can be asked of the rounds service."""

from typing import Final

from libs.common.http import Route
from services.rounds.api import feedback, programmes, rounds, unit_records, units

ROUTES: Final[tuple[Route, ...]] = (
    *units.ROUTES,
    *rounds.ROUTES,
    *feedback.ROUTES,
    *programmes.ROUTES,
    *unit_records.ROUTES,
)
