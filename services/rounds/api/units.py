"""What can be asked of the unit register."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.unit import ReclassifyUnit, RegisterUnit, RenumberUnit, unit
from services.rounds.projections.unit_register import unit_register

ROUTES: Final[tuple[Route, ...]] = (
    post("/units/{unit}/registration", RegisterUnit, unit),
    post("/units/{unit}/reclassification", ReclassifyUnit, unit),
    post("/units/{unit}/renumbering", RenumberUnit, unit),
    get("/units/{unit}", unit),
    rows("/units", unit_register, mine="unit"),
)
