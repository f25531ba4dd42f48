"""What the rounds service publishes."""

from datetime import datetime
from typing import Final

from libs.common.decider import frozen
from libs.common.events.audience import Audience
from libs.contracts.contract import contracts, published


@frozen
class RuleVersionActivated:
    """From a day on, a rule set holds in this version; `parameters` are its numbers and terms."""

    scope: str
    rule: str
    effective_on: str
    parameters: dict[str, str]


@frozen
class RoundAuthorised:
    """The dispatching committee sent groups to these units."""

    round: str
    term: str
    number: int
    units: tuple[str, ...]


@frozen
class BriefingRequested:
    """These bodies, named by their roles, owe facts on a unit before a group enters."""

    engagement: str
    round: str
    unit: str
    unit_name: str
    bodies: tuple[str, ...]
    due_at: datetime


@frozen
class GroupEntered:
    """A group is in its unit; actors are opaque references."""

    engagement: str
    round: str
    unit: str
    unit_name: str
    division: str
    group: str
    leader: str
    deputies: tuple[str, ...]
    liaison_officers: tuple[str, ...]
    members: tuple[str, ...]
    programme: str | None = None


@frozen
class EngagementConcluded:
    """A group has left its unit."""

    engagement: str
    round: str
    unit: str


@frozen
class ReportApproved:
    """A report on one unit stands; its sentences rest on signed papers."""

    engagement: str
    round: str
    unit: str
    unit_name: str
    division: str
    issues: int
    approved_at: datetime
    programme: str | None = None


@frozen
class ResultUseDecided:
    """A hearing decided what becomes of the results of one engagement."""

    hearing: str
    engagement: str
    round: str
    unit: str
    use: str


@frozen
class FeedbackDelivered:
    """A unit was told these issues; `delivered_at` is what every clock starts from.

    The terms are those of the feedback rule in force, such as `months:1`.
    """

    feedback: str
    round: str
    unit: str
    unit_name: str
    division: str
    issues: tuple[str, ...]
    delivered_at: datetime
    engagement: str | None = None
    rule: str | None = None
    plan_term: str | None = None
    progress_term: str | None = None


@frozen
class FocusItem:
    """One thing that every engagement of a programme looks at; `department` is its line body."""

    key: str
    title: str
    domain: str
    department: str


@frozen
class LinkedProgrammeLaunched:
    """The levels below are called to join a programme with rounds of their own."""

    programme: str
    title: str
    divisions: tuple[str, ...]
    focus: tuple[FocusItem, ...]
    milestones: dict[str, str]
    launched_at: datetime


@frozen
class ProgrammeJoined:
    """A level takes part in a programme with this round of its own."""

    programme: str
    round: str
    site: str
    joined_at: datetime


@frozen
class MilestoneReported:
    """An engagement of a programme has come so far; `planned` makes it one of its children."""

    programme: str
    engagement: str
    division: str
    unit_name: str
    milestone: str
    reached_at: datetime


@frozen
class LinkedResultsMerged:
    """Every engagement of a programme is reported or excused: its results are one."""

    programme: str
    title: str
    focus: tuple[FocusItem, ...]
    engagements: tuple[str, ...]
    excused: tuple[str, ...]


CONTRACTS: Final = contracts(
    "rounds",
    [
        published("RuleVersionActivated.v1", RuleVersionActivated, Audience.SITE),
        published("RoundAuthorised.v2", RoundAuthorised, Audience.SITE),
        published("BriefingRequested.v1", BriefingRequested, Audience.SITE),
        published("GroupEntered.v1", GroupEntered, Audience.SITE),
        published("EngagementConcluded.v1", EngagementConcluded, Audience.SITE),
        published("ReportApproved.v1", ReportApproved, Audience.LINKED),
        published("ResultUseDecided.v1", ResultUseDecided, Audience.SITE),
        published("FeedbackDelivered.v1", FeedbackDelivered, Audience.SITE),
        published("LinkedProgrammeLaunched.v1", LinkedProgrammeLaunched, Audience.LINKED),
        published("ProgrammeJoined.v1", ProgrammeJoined, Audience.LINKED),
        published("MilestoneReported.v1", MilestoneReported, Audience.LINKED),
        published("LinkedResultsMerged.v1", LinkedResultsMerged, Audience.SITE),
    ],
)
