"""What can be asked of rounds."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.round_commands import (
    ApprovePlan,
    AuthoriseRound,
    BeginFeedback,
    BeginHearings,
    CancelRound,
    CloseRound,
    EndOnSite,
    EnterOnSite,
    OpenPreparation,
    PlanRound,
    SelectTargets,
)
from services.rounds.projections.coverage_map import coverage_map
from services.rounds.projections.round_board import round_board

ROUTES: Final[tuple[Route, ...]] = (
    post("/rounds/{round}/plan", PlanRound, inspection_round),
    post("/rounds/{round}/plan-approval", ApprovePlan, inspection_round),
    post("/rounds/{round}/targets", SelectTargets, inspection_round),
    post("/rounds/{round}/authorisation", AuthoriseRound, inspection_round),
    post("/rounds/{round}/preparation", OpenPreparation, inspection_round),
    post("/rounds/{round}/entry", EnterOnSite, inspection_round),
    post("/rounds/{round}/leaving", EndOnSite, inspection_round),
    post("/rounds/{round}/hearings", BeginHearings, inspection_round),
    post("/rounds/{round}/feedback", BeginFeedback, inspection_round),
    post("/rounds/{round}/closing", CloseRound, inspection_round),
    post("/rounds/{round}/cancellation", CancelRound, inspection_round),
    get("/rounds/{round}", inspection_round),
    rows("/rounds", round_board),
    rows("/coverage", coverage_map),
)
