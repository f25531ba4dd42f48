"""The invitations: the programmes that were launched above or here, and what we did about each."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.invitation import (
    InvitationEvent,
    InvitationNoted,
    InvitationStatus,
    ProgrammeJoined,
)


@frozen
class InvitationRow:
    """One launched programme; `noted` is one that calls other divisions only."""

    programme: str
    title: str
    led_by: str
    status: InvitationStatus
    divisions: tuple[str, ...]
    round: str | None = None
    launched_at: datetime
    joined_at: datetime | None = None


def fold(row: InvitationRow | None, recorded: Recorded[InvitationEvent]) -> InvitationRow | None:
    """Take one event into the row."""
    match recorded.event:
        case InvitationNoted():
            return _noted(recorded.event)
        case ProgrammeJoined(round=key, joined_at=moment):
            joined = InvitationStatus.JOINED
            return row and replace(row, status=joined, round=key, joined_at=moment)
        case _:
            assert_never(recorded.event)


def _noted(event: InvitationNoted) -> InvitationRow:
    return InvitationRow(
        programme=event.programme,
        title=event.title,
        led_by=event.led_by,
        status=InvitationStatus.INVITED if event.joinable else InvitationStatus.NOTED,
        divisions=event.divisions,
        launched_at=event.launched_at,
    )


invitations: Final = Projection(
    name="invitations",
    version=1,
    row=InvitationRow,
    key="programme",
    keys=by_stream(InvitationEvent),
    fold=fold,
    as_of=True,
    filters=("status", "led_by", "round"),
    sorts=("launched_at", "joined_at", "title"),
)
