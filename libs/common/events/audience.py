"""Audience: the circle of readers an event type is for, and the topics that circle reads."""

from enum import Enum
from typing import Final

LOG: Final = "log"
EVENTS: Final = "events"
LINKED: Final = "linked"
PUBLIC: Final = "public"


class Audience(Enum):
    """Who may read an event, from this service alone to everybody with a grant."""

    INTERNAL = "internal"
    SITE = "site"
    LINKED = "linked"
    OPEN = "open"

    @property
    def topics(self) -> tuple[str, ...]:
        """The circles, besides the log itself, that events of this audience go to."""
        return _TOPICS[self.value]


_TOPICS: Final = {
    "internal": (),
    "site": (EVENTS,),
    "linked": (EVENTS, LINKED),
    "open": (EVENTS, LINKED, PUBLIC),
}


def topic(site: str, service: str, circle: str) -> str:
    """Name a topic: `<site>.<service>.<circle>`."""
    return f"{site}.{service}.{circle}"
