"""A round: a batch of inspections, numbered within its term and authorised as one."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Interval, Len

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DISPATCHING_COMMITTEE, GROUP_LEADER, OFFICE
from libs.common.decider.texts import Key
from services.rounds.domain.unit import registered_unit, unit
from services.rounds.domain.vocabulary import RoundKey, UnitCode

UNITS_MAX: Final = 200
ROUND_NUMBER_MAX: Final = 99


@frozen
class RoundPlanned:
    """A round has its number in the term."""

    round: RoundKey
    term: str
    number: int


@frozen
class RoundAuthorised:
    """The dispatching committee sent the groups to these units, for this round only."""

    units: tuple[UnitCode, ...]


@frozen
class OnSiteStarted:
    """The groups entered their units."""


@frozen
class RoundClosed:
    """The round is over; what it found lives on as issues."""


RoundEvent: TypeAlias = RoundPlanned | RoundAuthorised | OnSiteStarted | RoundClosed


@frozen
class PlanRound:
    """Plan the next round of a term."""

    round: RoundKey
    term: Key
    number: Annotated[int, Interval(ge=1, le=ROUND_NUMBER_MAX)]


@frozen
class AuthoriseRound:
    """Authorise the round for the units that it is to inspect."""

    units: Annotated[tuple[UnitCode, ...], Len(1, UNITS_MAX)]


@frozen
class EnterOnSite:
    """Let the groups enter."""


@frozen
class CloseRound:
    """End the round."""


RoundCommand: TypeAlias = PlanRound | AuthoriseRound | EnterOnSite | CloseRound


class RoundNumberTaken(Refusal):
    """The term has a round of this number."""


class UnitNamedTwice(Refusal):
    """A round inspects a unit once."""


class RoundStatus(StrEnum):
    """How far the round has come."""

    NEW = "new"
    PLANNED = "planned"
    AUTHORISED = "authorised"
    ON_SITE = "on_site"
    CLOSED = "closed"


@frozen
class InspectionRound:
    """Only what `decide` asks about; screens read projections."""

    status: RoundStatus = RoundStatus.NEW
    units: tuple[UnitCode, ...] = ()


# One authorisation for one round: who plans the round cannot send the groups.
ALLOWED: Final = {
    PlanRound: allow(OFFICE, when={RoundStatus.NEW}),
    AuthoriseRound: allow(DISPATCHING_COMMITTEE, when={RoundStatus.PLANNED}),
    EnterOnSite: allow(OFFICE, GROUP_LEADER, when={RoundStatus.AUTHORISED}),
    CloseRound: allow(OFFICE, when={RoundStatus.ON_SITE}),
}


def reads(command: RoundCommand) -> tuple[str, ...]:
    """Groups are sent on what the register says of each unit."""
    if isinstance(command, AuthoriseRound):
        return tuple(map(unit.stream, command.units))
    return ()


def decide(
    command: RoundCommand,
    state: InspectionRound,  # noqa: ARG001
    context: Context,
) -> list[RoundEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case PlanRound(round=key, term=term, number=number):
            return [RoundPlanned(round=key, term=term, number=number)]
        case AuthoriseRound(units=units):
            if len(set(units)) < len(units):
                raise UnitNamedTwice
            for code in units:
                registered_unit(context.others, code)
            return [RoundAuthorised(units=units)]
        case EnterOnSite():
            return [OnSiteStarted()]
        case CloseRound():
            return [RoundClosed()]
        case _:
            assert_never(command)


def evolve(state: InspectionRound, event: RoundEvent) -> InspectionRound:
    """Take in what happened."""
    match event:
        case RoundPlanned():
            return replace(state, status=RoundStatus.PLANNED)
        case RoundAuthorised(units=units):
            return replace(state, status=RoundStatus.AUTHORISED, units=units)
        case OnSiteStarted():
            return replace(state, status=RoundStatus.ON_SITE)
        case RoundClosed():
            return replace(state, status=RoundStatus.CLOSED)
        case _:
            assert_never(event)


inspection_round: Final = Aggregate(
    kind="round",
    initial=InspectionRound(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
