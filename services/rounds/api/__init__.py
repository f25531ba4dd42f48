"""What can be asked of the rounds service."""

from typing import Final

from libs.common.http import Route
from services.rounds.api import (
    engagements,
    feedback,
    groups,
    hearings,
    programmes,
    reference,
    rounds,
    unit_records,
    units,
)

ROUTES: Final[tuple[Route, ...]] = (
    *units.ROUTES,
    *reference.ROUTES,
    *rounds.ROUTES,
    *groups.ROUTES,
    *engagements.ROUTES,
    *feedback.ROUTES,
    *hearings.ROUTES,
    *programmes.ROUTES,
    *unit_records.ROUTES,
)
