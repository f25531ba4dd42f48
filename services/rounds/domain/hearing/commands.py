"""What can be asked of a hearing."""

from datetime import date
from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Paragraph, Title
from services.rounds.domain.hearing.facts import HearingKind, ResultUse
from services.rounds.domain.vocabulary import EngagementKey, GroupKey, HearingKey, RoundKey

ENGAGEMENTS_MAX: Final = 200
ATTENDEES_MAX: Final = 99


@frozen
class ScheduleHearing:
    """Call the groups of these engagements; they speak in the order in which they are listed."""

    hearing: HearingKey
    kind: HearingKind
    round: RoundKey
    held_on: date
    engagements: Annotated[tuple[EngagementKey, ...], Len(1, ENGAGEMENTS_MAX)]


@frozen
class OpenHearing:
    """Begin."""


@frozen
class HearGroup:
    """Hear the group whose turn it is."""

    group: GroupKey


@frozen
class DecideResultUse:
    """Say what becomes of the results of one engagement."""

    engagement: EngagementKey
    use: ResultUse


@frozen
class RecordDecision:
    """Put a decision of the leading group on record, with how many of it attended."""

    matter: Title
    decision: Paragraph
    attendees: Annotated[int, Interval(ge=1, le=ATTENDEES_MAX)]


@frozen
class CloseHearing:
    """End the meeting."""


HearingCommand: TypeAlias = (
    ScheduleHearing | OpenHearing | HearGroup | DecideResultUse | RecordDecision | CloseHearing
)
