"""What can be asked of units' records."""

from typing import Final

from libs.common.http import Route, get
from services.rounds.domain.unit_record import unit_record

ROUTES: Final[tuple[Route, ...]] = (get("/unit-records/{unit}", unit_record),)
