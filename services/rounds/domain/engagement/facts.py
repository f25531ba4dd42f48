"""What may happen to an engagement, and the words that its facts use."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen, roles
from libs.common.decider.texts import Digest
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    GroupKey,
    HearingKey,
    IssueId,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)


class EngagementKind(StrEnum):
    """Why a group inspects a unit."""

    ORDINARY = "ordinary"
    LINKED_CHILD = "linked_child"
    ELEVATED = "elevated"
    CROSS = "cross"
    VILLAGE = "village"
    REINSPECTION = "reinspection"


class BriefingBody(StrEnum):
    """Who owes facts before a group enters, by the role in which they give them."""

    SUPERVISION_BODY = roles.SUPERVISION_BODY
    ORGANISATION_DEPARTMENT = roles.ORGANISATION_DEPARTMENT
    LINE_DEPARTMENT = roles.LINE_DEPARTMENT


class BriefingSection(StrEnum):
    """What every body writes in its part of the packet; there is no section about persons."""

    ANALYSIS = "analysis"
    MATTERS_NEEDING_ATTENTION = "matters_needing_attention"


@frozen
class EngagementPlanned:
    """A group is to inspect a unit in a round; `previous_leader` led the unit's last inspection."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    group: GroupKey
    kind: EngagementKind
    programme: ProgrammeKey | None = None
    previous_leader: ActorId | None = None


@frozen
class GroupAssigned:
    """Another group is to inspect the unit."""

    group: GroupKey


@frozen
class BriefingRequested:
    """These bodies owe facts on the unit until then."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    bodies: tuple[BriefingBody, ...]
    due_at: datetime


@frozen
class BriefingSectionFiled:
    """A body gave its facts: what, from which source, of which day."""

    body: BriefingBody
    section: BriefingSection
    source: str
    dated_on: date
    digest: Digest


@frozen
class BriefingReturned:
    """A body's part was too coarse; all of it is to be filed again."""

    body: BriefingBody
    reason: str


@frozen
class BriefingAccepted:
    """Every body's part is there and will do."""


@frozen
class AssistantTerm:
    """Somebody who assists the leader from a day to a day, while the group is on site."""

    actor: ActorId
    begins_on: date
    ends_on: date


@frozen
class GroupEntered:
    """The group is in the unit, with these people."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    group: GroupKey
    leader: ActorId
    deputies: tuple[ActorId, ...]
    liaison_officers: tuple[ActorId, ...]
    members: tuple[ActorId, ...]
    programme: ProgrammeKey | None = None
    assistants: tuple[AssistantTerm, ...] = ()


@frozen
class TaskTold:
    """The unit was told what the group is there for."""


@frozen
class EngagementConcluded:
    """The group has left the unit."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    group: GroupKey


@frozen
class FindingsNoted:
    """The second sorting confirmed these issues."""

    issues: tuple[IssueId, ...]


@frozen
class TraceabilityNoted:
    """Each sentence of this version of the report rests on a signed paper."""

    report_version: int
    report: Digest


@frozen
class ResultUseNoted:
    """A hearing decided what becomes of the results."""

    hearing: HearingKey
    use: str


@frozen
class ApprovedIssuesNoted:
    """These issues stand and may be told."""

    issues: tuple[IssueId, ...]


@frozen
class ReportApproved:
    """The report stands; `report` is the version that was checked sentence by sentence."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: int
    report: Digest
    approved_at: datetime
    programme: ProgrammeKey | None = None


@frozen
class FeedbackNoted:
    """The unit was told what was found."""

    feedback: FeedbackKey


@frozen
class EngagementArchived:
    """Nothing more is done in this engagement; rectification goes on by itself."""


@frozen
class MilestoneReported:
    """The level that leads the programme is told how far this engagement has come."""

    programme: ProgrammeKey
    engagement: EngagementKey
    division: str
    unit_name: str
    milestone: Milestone
    reached_at: datetime


EngagementEvent: TypeAlias = (
    EngagementPlanned
    | GroupAssigned
    | BriefingRequested
    | BriefingSectionFiled
    | BriefingReturned
    | BriefingAccepted
    | GroupEntered
    | TaskTold
    | EngagementConcluded
    | FindingsNoted
    | TraceabilityNoted
    | ResultUseNoted
    | ApprovedIssuesNoted
    | ReportApproved
    | FeedbackNoted
    | EngagementArchived
    | MilestoneReported
)
