"""What the levels above say: a launched programme is an invitation, whether or not it calls us."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, superiors
from libs.contracts.rounds import LinkedProgrammeLaunched
from services.rounds.domain.invitation import NoteInvitation, programme_invitation
from services.rounds.domain.programme.facts import FocusItem
from services.rounds.domain.vocabulary import ProgrammeKey, SiteKey


def note_invitation(received: Received[LinkedProgrammeLaunched]) -> list[Send]:
    """Note the invitation."""
    event = received.event
    noted = NoteInvitation(
        programme=ProgrammeKey(event.programme),
        title=event.title,
        led_by=SiteKey(received.site),
        divisions=event.divisions,
        focus=tuple(
            FocusItem(
                key=each.key, title=each.title, domain=each.domain, department=each.department
            )
            for each in event.focus
        ),
        milestones=event.milestones,
        launched_at=event.launched_at,
    )
    return [send(programme_invitation.stream(event.programme), noted)]


REACTIONS: Final = Reactions(
    name="superiors",
    source=superiors("rounds"),
    lines=(on("note_invitation", LinkedProgrammeLaunched, note_invitation),),
)
