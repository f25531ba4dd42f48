"""What the rectification service publishes."""

from datetime import datetime
from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class RectificationCaseOpened:
    """A unit has a case: these issues, and the moment from which its period runs."""

    case: str
    unit: str
    unit_name: str
    division: str
    issues: tuple[str, ...]
    anchor: datetime


@frozen
class CompletionClaimed:
    """A unit says that one row is done; `code` is absent while its title is on the way."""

    issue: str
    case: str
    unit: str
    unit_name: str
    code: str | None = None


@frozen
class ClaimRejected:
    """The claim did not hold; the row goes back to its unit."""

    issue: str
    case: str
    unit: str
    unit_name: str
    code: str | None = None


@frozen
class IssueWrittenOff:
    """One row is closed for good, after a verified claim."""

    issue: str
    case: str
    unit: str


@frozen
class RectificationAccepted:
    """Every row of a case is written off."""

    case: str
    unit: str
    unit_name: str
    division: str
    issues: int
    accepted_at: datetime


@frozen
class RectificationDisclosed:
    """The published form of `RectificationAccepted`: for the public, who is done with how much."""

    unit_name: str
    division: str
    issues: int
    accepted_at: datetime


CONTRACTS: Final = contracts(
    "rectification",
    [
        published("RectificationCaseOpened.v1", RectificationCaseOpened, Audience.LINKED),
        published("CompletionClaimed.v1", CompletionClaimed, Audience.SITE),
        published("ClaimRejected.v1", ClaimRejected, Audience.SITE),
        published("IssueWrittenOff.v1", IssueWrittenOff, Audience.SITE),
        published(
            "RectificationAccepted.v1",
            RectificationAccepted,
            Audience.OPEN,
            public=RectificationDisclosed,
        ),
    ],
)
