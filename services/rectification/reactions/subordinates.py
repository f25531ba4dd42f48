"""What the levels below say of their cases; a site without levels below hears nothing."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, subordinates
from libs.contracts.rectification import (
    CaseClosed,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.reported_case import (
    NoteReportedAcceptance,
    NoteReportedCase,
    NoteReportedClosing,
)
from services.rectification.domain.vocabulary import CaseId, SiteKey, UnitCode


def note_case(received: Received[RectificationCaseOpened]) -> list[Send]:
    """Note a case that a site below opened."""
    event = received.event
    noted = NoteReportedCase(
        site=SiteKey(received.site),
        case=CaseId(event.case),
        unit=UnitCode(event.unit),
        unit_name=event.unit_name,
        division=event.division,
        issues=len(event.issues),
        anchor=event.anchor,
    )
    return [send(_stream(received.site, event.case), noted)]


def note_acceptance(received: Received[RectificationAccepted]) -> list[Send]:
    """Note that a site below accepted a case."""
    event = received.event
    noted = NoteReportedAcceptance(accepted_at=event.accepted_at)
    return [send(_stream(received.site, event.case), noted)]


def note_closing(received: Received[CaseClosed]) -> list[Send]:
    """Note that a site below closed a case."""
    event = received.event
    noted = NoteReportedClosing(
        written_off=event.written_off, long_term=event.long_term, closed_at=event.closed_at
    )
    return [send(_stream(received.site, event.case), noted)]


def _stream(site: str, case: str) -> str:
    return f"reported_case-{site}-{case}"


REACTIONS: Final = Reactions(
    name="subordinates",
    source=subordinates("rectification"),
    lines=(
        on("note_case", RectificationCaseOpened, note_case),
        on("note_acceptance", RectificationAccepted, note_acceptance),
        on("note_closing", CaseClosed, note_closing),
    ),
)
