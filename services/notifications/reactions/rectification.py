"""What rectification says, and who has to hear of it."""

from typing import Final

from libs.common.decider.roles import OFFICE, REVIEWER, UNIT
from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rectification import ClaimRejected, CompletionClaimed, RectificationAccepted
from services.notifications.domain.notification import QueueNotification, Template
from services.notifications.domain.vocabulary import EventId, UnitCode


def ask_for_verification(received: Received[CompletionClaimed]) -> list[Send]:
    """Let those who may verify know that there is a claim to judge."""
    event = received.event
    asked = [
        QueueNotification(
            source=EventId(received.id),
            template=Template.COMPLETION_CLAIMED,
            role=role,
            parameters={
                "issue": event.issue,
                "code": event.code or event.issue,
                "unit_name": event.unit_name,
            },
        )
        for role in (OFFICE, REVIEWER)
    ]
    return [send(queued.stream, queued) for queued in asked]


def send_back(received: Received[ClaimRejected]) -> list[Send]:
    """Let the unit know that its claim did not hold; the reason stands with the row."""
    event = received.event
    queued = QueueNotification(
        source=EventId(received.id),
        template=Template.CLAIM_REJECTED,
        role=UNIT,
        unit=UnitCode(event.unit),
        parameters={"issue": event.issue, "code": event.code or event.issue},
    )
    return [send(queued.stream, queued)]


def tell_the_office(received: Received[RectificationAccepted]) -> list[Send]:
    """Let the office know that a unit is done."""
    event = received.event
    queued = QueueNotification(
        source=EventId(received.id),
        template=Template.RECTIFICATION_ACCEPTED,
        role=OFFICE,
        parameters={
            "case": event.case,
            "unit_name": event.unit_name,
            "issues": str(event.issues),
        },
    )
    return [send(queued.stream, queued)]


REACTIONS: Final = Reactions(
    name="rectification",
    source=service("rectification"),
    lines=(
        on("ask_for_verification", CompletionClaimed, ask_for_verification),
        on("send_back", ClaimRejected, send_back),
        on("tell_the_office", RectificationAccepted, tell_the_office),
    ),
)
