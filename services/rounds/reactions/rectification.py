"""What rectification says of a unit's cases: it stands beside the unit at its next hearing."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rectification import CaseClosed, RectificationAccepted
from services.rounds.domain.unit_record import (
    CaseAcceptance,
    CaseClosing,
    NoteCaseAcceptance,
    NoteCaseClosing,
    unit_record,
)
from services.rounds.domain.vocabulary import CaseId, RoundKey


def note_acceptance(received: Received[RectificationAccepted]) -> list[Send]:
    """Note that a case was accepted; before cases were divided, nobody counted how."""
    event = received.event
    acceptance = CaseAcceptance(
        case=CaseId(event.case),
        round=_round(event.round),
        issues=event.issues,
        completed=event.completed or 0,
        basically=event.basically or 0,
        continuing=event.continuing or 0,
        accepted_at=event.accepted_at,
    )
    return [send(unit_record.stream(event.unit), NoteCaseAcceptance(acceptance=acceptance))]


def note_closing(received: Received[CaseClosed]) -> list[Send]:
    """Note that a case was closed."""
    event = received.event
    closing = CaseClosing(
        case=CaseId(event.case),
        round=_round(event.round),
        written_off=event.written_off,
        long_term=event.long_term,
        closed_at=event.closed_at,
    )
    return [send(unit_record.stream(event.unit), NoteCaseClosing(closing=closing))]


def _round(key: str | None) -> RoundKey | None:
    return None if key is None else RoundKey(key)


REACTIONS: Final = Reactions(
    name="rectification",
    source=service("rectification"),
    lines=(
        on("note_acceptance", RectificationAccepted, note_acceptance),
        on("note_closing", CaseClosed, note_closing),
    ),
)
