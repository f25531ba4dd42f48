"""What we say ourselves: a group that entered is active, and a told unit has its feedback."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.rounds.domain.engagement.commands import NoteFeedbackDelivered
from services.rounds.domain.engagement.facts import GroupEntered
from services.rounds.domain.feedback_session import FeedbackDelivered
from services.rounds.domain.group.commands import ActivateGroup


def activate_group(received: Received[GroupEntered]) -> list[Send]:
    """Tell the group."""
    return [send(f"group-{received.event.group}", ActivateGroup())]


def note_feedback(received: Received[FeedbackDelivered]) -> list[Send]:
    """Tell the engagement, if the feedback names one."""
    event = received.event
    if event.engagement is None:
        return []
    noted = NoteFeedbackDelivered(feedback=event.feedback)
    return [send(f"engagement-{event.engagement}", noted)]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("activate_group", GroupEntered, activate_group),
        on("note_feedback", FeedbackDelivered, note_feedback),
    ),
)
