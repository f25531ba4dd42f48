"""What we say ourselves: what is queued goes to the inbox, the one channel there is so far."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.notifications.domain.notification import DeliverNotification, NotificationQueued


def deliver(received: Received[NotificationQueued]) -> list[Send]:
    """Deliver it."""
    return [send(received.stream, DeliverNotification())]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(on("deliver", NotificationQueued, deliver),),
)
