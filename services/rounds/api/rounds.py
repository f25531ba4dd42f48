"""What can be asked of rounds."""

from typing import Final

from libs.common.http import Route, get, post
from services.rounds.domain.inspection_round import (
    AuthoriseRound,
    CloseRound,
    EnterOnSite,
    PlanRound,
    inspection_round,
)

ROUTES: Final[tuple[Route, ...]] = (
    post("/rounds/{round}/plan", PlanRound, inspection_round),
    post("/rounds/{round}/authorisation", AuthoriseRound, inspection_round),
    post("/rounds/{round}/entry", EnterOnSite, inspection_round),
    post("/rounds/{round}/closing", CloseRound, inspection_round),
    get("/rounds/{round}", inspection_round),
)
