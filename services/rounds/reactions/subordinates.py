"""What the levels below say of programmes: who joined, and how far each engagement has come."""

from typing import Final, TypeAlias

from libs.common.reactions import Reactions, Received, Send, on, send, subordinates
from libs.contracts.rounds import MilestoneReported, ProgrammeJoined
from services.rounds.domain import invitation
from services.rounds.domain.engagement import facts as engagement
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.commands import NoteJoining, NoteMilestone
from services.rounds.domain.programme.rules import linked_programme
from services.rounds.domain.vocabulary import EngagementKey, RoundKey, SiteKey

# What the levels below publish, and the same fact of our own log.
Joined: TypeAlias = ProgrammeJoined | invitation.ProgrammeJoined
Reached: TypeAlias = MilestoneReported | engagement.MilestoneReported

_KNOWN: Final = frozenset(Milestone)


def note_joining(received: Received[Joined]) -> list[Send]:
    """Note who joined, whoever leads the programme."""
    event = received.event
    noted = NoteJoining(
        site=SiteKey(received.site), round=RoundKey(event.round), joined_at=event.joined_at
    )
    return [send(linked_programme.stream(event.programme), noted)]


def note_milestone(received: Received[Reached]) -> list[Send]:
    """Note how far an engagement has come; a milestone of a later release tells us nothing."""
    event = received.event
    if event.milestone not in _KNOWN:
        return []
    noted = NoteMilestone(
        site=SiteKey(received.site),
        engagement=EngagementKey(event.engagement),
        division=event.division,
        unit_name=event.unit_name,
        milestone=Milestone(event.milestone),
        reached_at=event.reached_at,
    )
    return [send(linked_programme.stream(event.programme), noted)]


REACTIONS: Final = Reactions(
    name="subordinates",
    source=subordinates("rounds"),
    lines=(
        on("note_joining", ProgrammeJoined, note_joining),
        on("note_milestone", MilestoneReported, note_milestone),
    ),
)
