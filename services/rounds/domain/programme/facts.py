"""What can happen to a linked programme."""

from datetime import date, datetime
from typing import TypeAlias

from libs.common.decider import frozen
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import EngagementKey, ProgrammeKey, RoundKey, SiteKey


@frozen
class FocusItem:
    """One thing that every engagement of the programme looks at; `department` is its line body."""

    key: str
    title: str
    domain: str
    department: str


@frozen
class LinkedProgrammePlanned:
    """A level means to inspect one matter together with the levels below."""

    programme: ProgrammeKey
    title: str
    focus: tuple[FocusItem, ...]
    divisions: tuple[str, ...]
    milestones: dict[Milestone, date]


@frozen
class ScheduleAligned:
    """The levels agreed on these days."""

    milestones: dict[Milestone, date]


@frozen
class LinkedProgrammeLaunched:
    """The levels below are called to join with rounds of their own."""

    programme: ProgrammeKey
    title: str
    divisions: tuple[str, ...]
    focus: tuple[FocusItem, ...]
    milestones: dict[Milestone, date]
    launched_at: datetime


@frozen
class LowerLevelJoined:
    """A site takes part with this round of its own."""

    site: SiteKey
    round: RoundKey
    joined_at: datetime


@frozen
class MilestoneReached:
    """An engagement of a site has come so far; it is a child of the programme."""

    site: SiteKey
    engagement: EngagementKey
    division: str
    unit_name: str
    milestone: Milestone
    reached_at: datetime


@frozen
class ChildExcused:
    """The results are merged without this child, for a reason."""

    site: SiteKey
    engagement: EngagementKey
    reason: str


@frozen
class LinkedResultsMerged:
    """Every child is reported or excused: the results of the levels are one.

    A child is named by its site and its engagement there: `360722/C01-U01`.
    """

    programme: ProgrammeKey
    title: str
    focus: tuple[FocusItem, ...]
    engagements: tuple[str, ...]
    excused: tuple[str, ...]


@frozen
class LinkedProgrammeClosed:
    """The programme is over; its children go on under their own levels."""


ProgrammeEvent: TypeAlias = (
    LinkedProgrammePlanned
    | ScheduleAligned
    | LinkedProgrammeLaunched
    | LowerLevelJoined
    | MilestoneReached
    | ChildExcused
    | LinkedResultsMerged
    | LinkedProgrammeClosed
)
