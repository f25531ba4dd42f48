"""Stored names of feedback sessions."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, Claim, stored, tagged
from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    FeedbackScheduled,
)
from services.rounds.domain.feedback_session import IssueInOtherFeedback


def one_feedback_for_an_issue(event: FeedbackApproved) -> list[Claim]:
    """Tell an issue in one session."""
    return [
        Claim(key=f"feedback-issue:{issue}", refusal=IssueInOtherFeedback) for issue in event.issues
    ]


_session: Final = tagged("round", "unit", "division")

LINES: Final = (
    stored("FeedbackDrafted.v1", FeedbackDrafted, INTERNAL, tags=_session),
    stored("FeedbackApproved.v1", FeedbackApproved, INTERNAL, claims=one_feedback_for_an_issue),
    stored("FeedbackScheduled.v1", FeedbackScheduled, INTERNAL),
    stored("FeedbackDelivered.v1", FeedbackDelivered, SITE, tags=_session),
    stored("FeedbackAcknowledged.v1", FeedbackAcknowledged, INTERNAL),
)
