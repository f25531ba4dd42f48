"""What can be asked of the rounds service."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    DeliverFeedback,
    DraftFeedback,
    feedback_session,
)
from services.rounds.domain.inspection_round import (
    AuthoriseRound,
    CloseRound,
    EnterOnSite,
    PlanRound,
    inspection_round,
)
from services.rounds.domain.unit import ReclassifyUnit, RegisterUnit, unit
from services.rounds.projections.unit_register import unit_register

ROUTES: Final[tuple[Route, ...]] = (
    post("/units/{unit}/registration", RegisterUnit, unit),
    post("/units/{unit}/reclassification", ReclassifyUnit, unit),
    get("/units/{unit}", unit),
    rows("/units", unit_register, mine="unit"),
    post("/rounds/{round}/plan", PlanRound, inspection_round),
    post("/rounds/{round}/authorisation", AuthoriseRound, inspection_round),
    post("/rounds/{round}/entry", EnterOnSite, inspection_round),
    post("/rounds/{round}/closing", CloseRound, inspection_round),
    get("/rounds/{round}", inspection_round),
    post("/feedback-sessions/{feedback}/draft", DraftFeedback, feedback_session),
    post(
        "/feedback-sessions/{feedback}/approval", ApproveFeedback, feedback_session, if_match=True
    ),
    post("/feedback-sessions/{feedback}/delivery", DeliverFeedback, feedback_session),
    post("/feedback-sessions/{feedback}/acknowledgement", AcknowledgeFeedback, feedback_session),
    get("/feedback-sessions/{feedback}", feedback_session),
)
