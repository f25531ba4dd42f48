"""What the levels below say of their rectification, and who has to hear of it here."""

from typing import Final

from libs.common.decider.roles import OFFICE
from libs.common.reactions import Reactions, Received, Send, on, send, subordinates
from libs.contracts.rectification import RectificationAccepted
from services.notifications.domain.notification import QueueNotification, Template
from services.notifications.domain.vocabulary import EventId


def tell_the_office(received: Received[RectificationAccepted]) -> list[Send]:
    """Let the office know that a unit of a level below is done."""
    event = received.event
    queued = QueueNotification(
        source=EventId(received.id),
        template=Template.RECTIFICATION_ACCEPTED_BELOW,
        role=OFFICE,
        parameters={
            "site": received.site,
            "case": event.case,
            "division": event.division,
            "unit_name": event.unit_name,
            "issues": str(event.issues),
        },
    )
    return [send(queued.stream, queued)]


REACTIONS: Final = Reactions(
    name="subordinates",
    source=subordinates("rectification"),
    lines=(on("tell_the_office", RectificationAccepted, tell_the_office),),
)
