"""What rounds says, and who has to hear of it."""

from typing import Final

from libs.common.decider.roles import UNIT
from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rounds import FeedbackDelivered
from services.notifications.domain.notification import QueueNotification, Template
from services.notifications.domain.vocabulary import EventId, UnitCode


def tell_the_unit(received: Received[FeedbackDelivered]) -> list[Send]:
    """Let the unit know that its feedback is there and its clocks run."""
    event = received.event
    queued = QueueNotification(
        source=EventId(received.id),
        template=Template.FEEDBACK_DELIVERED,
        role=UNIT,
        unit=UnitCode(event.unit),
        parameters={
            "feedback": event.feedback,
            "unit_name": event.unit_name,
            "issues": str(len(event.issues)),
        },
    )
    return [send(queued.stream, queued)]


REACTIONS: Final = Reactions(
    name="rounds",
    source=service("rounds"),
    lines=(on("tell_the_unit", FeedbackDelivered, tell_the_unit),),
)
