"""What can be asked of feedback sessions."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.feedback_session import (
    AcknowledgeFeedback,
    ApproveFeedback,
    DeliverFeedback,
    DraftFeedback,
    ScheduleFeedback,
    feedback_session,
)
from services.rounds.projections.feedback_sessions import feedback_sessions

ROUTES: Final[tuple[Route, ...]] = (
    post("/feedback-sessions/{feedback}/draft", DraftFeedback, feedback_session),
    post(
        "/feedback-sessions/{feedback}/approval", ApproveFeedback, feedback_session, if_match=True
    ),
    post("/feedback-sessions/{feedback}/schedule", ScheduleFeedback, feedback_session),
    post("/feedback-sessions/{feedback}/delivery", DeliverFeedback, feedback_session),
    post("/feedback-sessions/{feedback}/acknowledgement", AcknowledgeFeedback, feedback_session),
    get("/feedback-sessions/{feedback}", feedback_session),
    rows("/feedback-sessions", feedback_sessions, mine="told_unit"),
)
