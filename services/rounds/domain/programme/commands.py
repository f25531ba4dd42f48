"""What can be asked of a linked programme."""

from datetime import date, datetime
from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Key, Paragraph, Title
from libs.common.divisions import DivisionCode
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import EngagementKey, ProgrammeKey, RoundKey, SiteKey

FOCUS_MAX: Final = 50
DIVISIONS_MAX: Final = 200

Calendar: TypeAlias = Annotated[dict[Milestone, date], Len(1, len(Milestone))]
"""The day by which each milestone is to be reached."""


@frozen
class FocusEntry:
    """One thing to look at, as the office writes it into the focus list."""

    key: Key
    title: Title
    domain: Key
    department: Title


@frozen
class PlanProgramme:
    """Plan a programme: what is looked at, where, and by when."""

    programme: ProgrammeKey
    title: Title
    focus: Annotated[tuple[FocusEntry, ...], Len(1, FOCUS_MAX)]
    divisions: Annotated[tuple[DivisionCode, ...], Len(1, DIVISIONS_MAX)]
    milestones: Calendar


@frozen
class AlignSchedule:
    """Settle the days with the levels below."""

    milestones: Calendar


@frozen
class LaunchProgramme:
    """Call the levels below to join."""


@frozen
class NoteJoining:
    """Take note that a site joined."""

    site: SiteKey
    round: RoundKey
    joined_at: datetime


@frozen
class NoteMilestone:
    """Take note of how far an engagement of a site has come."""

    site: SiteKey
    engagement: EngagementKey
    division: str
    unit_name: str
    milestone: Milestone
    reached_at: datetime


@frozen
class ExcuseChild:
    """Let the merge go without this child."""

    site: SiteKey
    engagement: EngagementKey
    reason: Paragraph


@frozen
class MergeResults:
    """Make the results of the levels one."""


@frozen
class CloseProgramme:
    """End the programme."""


ProgrammeCommand: TypeAlias = (
    PlanProgramme
    | AlignSchedule
    | LaunchProgramme
    | NoteJoining
    | NoteMilestone
    | ExcuseChild
    | MergeResults
    | CloseProgramme
)
