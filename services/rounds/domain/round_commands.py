"""What may be asked of a round."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Key, Paragraph
from services.rounds.domain.vocabulary import EngagementKey, RoundKey, UnitCode

UNITS_MAX: Final = 200
ENGAGEMENTS_MAX: Final = 200
ROUND_NUMBER_MAX: Final = 99


@frozen
class PlanRound:
    """Plan the next round of a term."""

    round: RoundKey
    term: Key
    number: Annotated[int, Interval(ge=1, le=ROUND_NUMBER_MAX)]


@frozen
class ApprovePlan:
    """Approve the plan of the round."""


@frozen
class SelectTargets:
    """Pick the units that the round is to inspect."""

    units: Annotated[tuple[UnitCode, ...], Len(1, UNITS_MAX)]


@frozen
class AuthoriseRound:
    """Send the groups to the selected units, for this round only."""


@frozen
class OpenPreparation:
    """Let training and briefing begin."""


@frozen
class EnterOnSite:
    """Let the groups enter."""


@frozen
class EndOnSite:
    """Call the groups back to write their reports."""


@frozen
class BeginHearings:
    """Let what the groups found be heard."""


@frozen
class BeginFeedback:
    """Let the units be told what was found."""


@frozen
class CloseRound:
    """End the round; these engagements have covered its units."""

    engagements: Annotated[tuple[EngagementKey, ...], Len(1, ENGAGEMENTS_MAX)]


@frozen
class CancelRound:
    """Call the round off before anybody has entered."""

    reason: Paragraph


RoundCommand: TypeAlias = (
    PlanRound
    | ApprovePlan
    | SelectTargets
    | AuthoriseRound
    | OpenPreparation
    | EnterOnSite
    | EndOnSite
    | BeginHearings
    | BeginFeedback
    | CloseRound
    | CancelRound
)
