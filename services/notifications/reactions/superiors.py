"""What the levels above say of their programmes, and who has to hear of it here."""

from typing import Final

from libs.common.decider.roles import OFFICE
from libs.common.reactions import Reactions, Received, Send, on, superiors
from libs.contracts.rounds import LinkedProgrammeLaunched
from services.notifications.domain.notification import Template
from services.notifications.reactions.telling import tell


def tell_of_the_programme(received: Received[LinkedProgrammeLaunched]) -> list[Send]:
    """Let the office know that there is a programme to join."""
    event = received.event
    about = {"site": received.site, "programme": event.programme, "title": event.title}
    return [tell(received, Template.PROGRAMME_LAUNCHED, OFFICE, **about, focus=len(event.focus))]


REACTIONS: Final = Reactions(
    name="superiors",
    source=superiors("rounds"),
    lines=(on("tell_of_the_programme", LinkedProgrammeLaunched, tell_of_the_programme),),
)
