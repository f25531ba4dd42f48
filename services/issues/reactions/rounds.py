"""What rounds says: each issue of a delivered feedback is fed back."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rounds import FeedbackDelivered
from services.issues.domain.issue import MarkFedBack
from services.issues.domain.vocabulary import FeedbackKey, UnitCode


def mark_fed_back(received: Received[FeedbackDelivered]) -> list[Send]:
    """Mark each issue that the unit was told."""
    event = received.event
    marked = MarkFedBack(feedback=FeedbackKey(event.feedback), unit=UnitCode(event.unit))
    return [send(f"issue-{issue}", marked) for issue in event.issues]


REACTIONS: Final = Reactions(
    name="rounds",
    source=service("rounds"),
    lines=(on("mark_fed_back", FeedbackDelivered, mark_fed_back),),
)
