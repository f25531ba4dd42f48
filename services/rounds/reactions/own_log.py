"""What we say ourselves: a programme that is led here has this site among its levels too."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.rounds.domain.invitation import (
    NoteInvitation,
    ProgrammeJoined,
    programme_invitation,
)
from services.rounds.domain.programme.facts import LinkedProgrammeLaunched
from services.rounds.domain.vocabulary import SiteKey
from services.rounds.reactions.subordinates import note_joining


def invite_ourselves(received: Received[LinkedProgrammeLaunched]) -> list[Send]:
    """Note the invitation as the levels below do."""
    event = received.event
    noted = NoteInvitation(
        programme=event.programme,
        title=event.title,
        led_by=SiteKey(received.site),
        divisions=event.divisions,
        focus=event.focus,
        milestones={str(name): day.isoformat() for name, day in event.milestones.items()},
        launched_at=event.launched_at,
    )
    return [send(programme_invitation.stream(event.programme), noted)]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("invite_ourselves", LinkedProgrammeLaunched, invite_ourselves),
        on("note_own_joining", ProgrammeJoined, note_joining),
    ),
)
