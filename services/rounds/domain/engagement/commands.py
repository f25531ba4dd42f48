"""What may be asked of an engagement."""

from datetime import date
from typing import Annotated, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph, Title
from services.rounds.domain.engagement.facts import (
    BriefingBody,
    BriefingSection,
    EngagementKind,
)
from services.rounds.domain.vocabulary import (
    EngagementKey,
    FeedbackKey,
    GroupKey,
    HearingKey,
    IssueId,
    ProgrammeKey,
    RoundKey,
    UnitCode,
)


@frozen
class PlanEngagement:
    """Let a group inspect a unit of its round; `previous` is the unit's last engagement."""

    engagement: EngagementKey
    round: RoundKey
    unit: UnitCode
    group: GroupKey
    kind: EngagementKind
    programme: ProgrammeKey | None = None
    previous: EngagementKey | None = None


@frozen
class AssignGroup:
    """Let another group of the round inspect the unit."""

    group: GroupKey


@frozen
class RequestBriefing:
    """Ask bodies for facts on the unit, due at the end of a day."""

    bodies: Annotated[tuple[BriefingBody, ...], Len(1, len(BriefingBody))]
    due_on: date


@frozen
class FileBriefingSection:
    """Give facts on the unit, for the body whose role you act in."""

    section: BriefingSection
    source: Title
    dated_on: date
    digest: Digest


@frozen
class ReturnBriefing:
    """Send a body's part back, because it is too coarse."""

    body: BriefingBody
    reason: Paragraph


@frozen
class AcceptBriefing:
    """Take the packet as it is."""


@frozen
class Enter:
    """Enter the unit; the round and the group are those of the plan."""

    round: RoundKey
    group: GroupKey


@frozen
class TellTask:
    """Tell the unit what the group is there for."""


@frozen
class Conclude:
    """Leave the unit."""


@frozen
class ApproveReport:
    """Approve this version of the report."""

    report: Digest


@frozen
class Archive:
    """Put the engagement away."""


@frozen
class NoteFindings:
    """Note which issues the second sorting confirmed."""

    issues: tuple[IssueId, ...]


@frozen
class NoteTraceability:
    """Note which version of the report was checked."""

    report_version: int
    report: Digest


@frozen
class NoteResultUse:
    """Note what a hearing decided about the results."""

    hearing: HearingKey
    use: str


@frozen
class NoteApprovedIssues:
    """Note which issues may be told."""

    issues: tuple[IssueId, ...]


@frozen
class NoteFeedbackDelivered:
    """Note that the unit was told."""

    feedback: FeedbackKey


BriefingCommand: TypeAlias = RequestBriefing | FileBriefingSection | ReturnBriefing | AcceptBriefing
NoteCommand: TypeAlias = (
    NoteFindings | NoteTraceability | NoteResultUse | NoteApprovedIssues | NoteFeedbackDelivered
)
EngagementCommand: TypeAlias = (
    PlanEngagement
    | AssignGroup
    | RequestBriefing
    | FileBriefingSection
    | ReturnBriefing
    | AcceptBriefing
    | Enter
    | TellTask
    | Conclude
    | ApproveReport
    | Archive
    | NoteFindings
    | NoteTraceability
    | NoteResultUse
    | NoteApprovedIssues
    | NoteFeedbackDelivered
)
