"""The kernel's own aggregate, one stream per log: the site's founding, epochs, destructions."""

from enum import Enum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.events.kernel import DataDestroyed, EpochOpened, SiteFounded

KIND: Final = "site"
OPERATOR: Final = "operator"

SiteEvent: TypeAlias = SiteFounded | EpochOpened | DataDestroyed


@frozen
class FoundSite:
    """Begin a log."""

    division: str
    level: str
    time_zone: str
    clock: str


@frozen
class OpenEpoch:
    """Go on under the next epoch from what survived."""

    opened: EpochOpened


@frozen
class DestroyData:
    """Order that one event's data be destroyed."""

    position: int
    reason: str
    confirmed_by: str


SiteCommand: TypeAlias = FoundSite | OpenEpoch | DestroyData


class TwoPersonsNeeded(Refusal):
    """Whoever orders it does not confirm it."""


class Founding(Enum):
    """Whether the log was begun."""

    UNFOUNDED = "unfounded"
    FOUNDED = "founded"


@frozen
class Site:
    """What later decisions ask of the founding."""

    status: Founding = Founding.UNFOUNDED
    clock: str = "real"


_BEGUN: Final = {Founding.FOUNDED}
ALLOWED: Final = {
    FoundSite: allow(SYSTEM, when={Founding.UNFOUNDED}),
    OpenEpoch: allow(OPERATOR, when=_BEGUN),
    DestroyData: allow(OPERATOR, when=_BEGUN),
}


def decide(command: SiteCommand, state: Site, context: Context) -> list[SiteEvent]:  # noqa: ARG001
    """Decide one command."""
    match command:
        case FoundSite(division=division, level=level, time_zone=zone, clock=clock):
            site = context.site
            return [
                SiteFounded(site=site, division=division, level=level, time_zone=zone, clock=clock)
            ]
        case OpenEpoch(opened=opened):
            if opened.opened_by == opened.confirmed_by:
                raise TwoPersonsNeeded
            return [opened]
        case DestroyData(position=position, reason=reason, confirmed_by=second):
            if context.actor == second:
                raise TwoPersonsNeeded
            ordered = DataDestroyed(
                position=position, reason=reason, ordered_by=context.actor, confirmed_by=second
            )
            return [ordered]
        case _:
            assert_never(command)


def evolve(state: Site, event: SiteEvent) -> Site:
    """Remember the founding; epochs and destructions change nothing here."""
    match event:
        case SiteFounded(clock=clock):
            return Site(status=Founding.FOUNDED, clock=clock)
        case EpochOpened() | DataDestroyed():
            return state
        case _:
            assert_never(event)


site: Final = Aggregate(
    kind=KIND,
    initial=Site(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)


def stream(site_key: str) -> str:
    """Name the stream."""
    return f"{KIND}-{site_key}"
