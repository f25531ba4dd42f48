"""What the levels below say of rectification and programmes, and who has to hear of it here."""

from typing import Final

from libs.common.decider.roles import OFFICE
from libs.common.reactions import Reactions, Received, Send, on, subordinates
from libs.contracts.rectification import RectificationAccepted
from libs.contracts.rounds import ProgrammeJoined
from services.notifications.domain.notification import Template
from services.notifications.reactions.telling import tell


def tell_the_office(received: Received[RectificationAccepted]) -> list[Send]:
    """Let the office know that the rectification of a unit of a level below is accepted."""
    event = received.event
    accepted = {
        "site": received.site,
        "case": event.case,
        "division": event.division,
        "unit_name": event.unit_name,
        "issues": event.issues,
    }
    return [tell(received, Template.RECTIFICATION_ACCEPTED_BELOW, OFFICE, **accepted)]


def tell_of_the_joining(received: Received[ProgrammeJoined]) -> list[Send]:
    """Let the office know that a level below takes part in a programme."""
    event = received.event
    joined = {"site": received.site, "programme": event.programme, "round": event.round}
    return [tell(received, Template.PROGRAMME_JOINED, OFFICE, **joined)]


REACTIONS: Final = Reactions(
    name="subordinates",
    source=subordinates("rectification"),
    lines=(on("tell_the_office", RectificationAccepted, tell_the_office),),
)
ROUNDS: Final = Reactions(
    name="subordinates_rounds",
    source=subordinates("rounds"),
    lines=(on("tell_of_the_joining", ProgrammeJoined, tell_of_the_joining),),
)
