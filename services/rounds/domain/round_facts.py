"""What may happen to a round, from its number in the term to its closing."""

from typing import TypeAlias

from libs.common.decider import frozen
from services.rounds.domain.unit import UnitKind
from services.rounds.domain.vocabulary import RoundKey, UnitCode


@frozen
class Target:
    """A unit that a round inspects, and the kind it is picked as."""

    unit: UnitCode
    kind: UnitKind


@frozen
class RoundPlanned:
    """A round has its number in the term."""

    round: RoundKey
    term: str
    number: int


@frozen
class RoundPlanApproved:
    """The plan of the round was approved."""


@frozen
class TargetsSelected:
    """These units are to be inspected; a later selection replaces an earlier one."""

    targets: tuple[Target, ...]


@frozen
class RoundAuthorised:
    """The dispatching committee sent the groups to these units, for this round only."""

    units: tuple[UnitCode, ...]
    round: RoundKey | None = None
    term: str | None = None
    number: int | None = None


@frozen
class PreparationOpened:
    """The groups learn, are trained and are briefed."""


@frozen
class OnSiteStarted:
    """The groups entered their units."""


@frozen
class OnSiteEnded:
    """The groups have left their units and write their reports."""


@frozen
class HearingsBegun:
    """What the groups found is heard."""


@frozen
class FeedbackBegun:
    """The units are told what was found."""


@frozen
class RoundClosed:
    """The round is over; what it found lives on as issues."""


@frozen
class RoundCancelled:
    """The round does not take place."""

    reason: str


RoundEvent: TypeAlias = (
    RoundPlanned
    | RoundPlanApproved
    | TargetsSelected
    | RoundAuthorised
    | PreparationOpened
    | OnSiteStarted
    | OnSiteEnded
    | HearingsBegun
    | FeedbackBegun
    | RoundClosed
    | RoundCancelled
)
