"""A service small enough for these tests: one event for each circle of readers."""

from typing import Final

from libs.common.decider import Refusal, frozen
from libs.common.events.wire import INTERNAL, LINKED, OPEN, SITE, Claim, Wire, stored

SERVICE: Final = "issues"


class NumberTaken(Refusal):
    """Another issue has this number."""


@frozen
class NoteKept:
    """Stays inside the service."""

    note: str


@frozen
class IssueRaised:
    """Goes to the site's other services; holds a number that no other issue may have."""

    title: str
    number: str
    unit: str


@frozen
class IssueApproved:
    """Goes to other levels."""


@frozen
class IssueClosed:
    """Goes to everybody, without the name of who did it."""

    reason: str
    by: str


@frozen
class PublishedClosing:
    """What other departments are told of a closing: not who did it."""

    reason: str
    published: bool = True
    remark: str | None = None


LINES: Final = (
    stored("NoteKept.v1", NoteKept, INTERNAL),
    stored(
        "IssueRaised.v1",
        IssueRaised,
        SITE,
        tags=lambda event: [f"unit:{event.unit}"],
        claims=lambda event: [Claim(key=f"number:{event.number}", refusal=NumberTaken)],
    ),
    stored("IssueApproved.v1", IssueApproved, LINKED, classification="restricted"),
    stored(
        "IssueClosed.v1",
        IssueClosed,
        OPEN,
        public=lambda event: PublishedClosing(reason=event.reason),
    ),
)
WIRE: Final = Wire(SERVICE, LINES)
