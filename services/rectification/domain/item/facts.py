"""What can happen to an item."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen
from libs.common.decider.texts import Digest
from services.rectification.domain.vocabulary import ActorId, CaseId, IssueId, RoundKey, UnitCode


class Outcome(StrEnum):
    """What a unit claims of a row: done, done in the main, or rightly going on for longer."""

    COMPLETED = "completed"
    BASICALLY = "basically"
    CONTINUING = "continuing"


class VerificationMethod(StrEnum):
    """How a claim was checked."""

    EVIDENCE_CHECK = "evidence_check"
    SITE_VISIT = "site_visit"


@frozen
class Description:
    """What the issue says; the words of its taxonomy are passed on as they come."""

    unit: UnitCode
    code: str
    title: str
    domain: str
    item_type: str


@frozen
class ItemAssigned:
    """A unit has the row to work on, with its description if that had come before."""

    issue: IssueId
    case: CaseId
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    description: Description | None = None


@frozen
class ItemDescribed:
    """The row has its title, or another one."""

    description: Description


@frozen
class ItemProgressReported:
    """The unit said how far it is."""

    note: str


@frozen
class ItemEvidenceAdded:
    """The unit filed a piece of evidence; the file itself lies in the object store."""

    digest: Digest
    size_bytes: int
    media_type: str


@frozen
class CompletionClaimed:
    """The unit says that the row is done."""

    issue: IssueId
    case: CaseId
    unit: UnitCode
    unit_name: str
    code: str | None = None
    outcome: Outcome
    evidence: tuple[Digest, ...]
    by: ActorId


@frozen
class ClaimRejected:
    """The claim did not hold; the row goes back to the unit."""

    issue: IssueId
    case: CaseId
    unit: UnitCode
    unit_name: str
    code: str | None = None
    reason: str


@frozen
class ItemVerified:
    """The claim held."""

    outcome: Outcome
    method: VerificationMethod
    by: ActorId
    issue: IssueId | None = None
    case: CaseId | None = None
    unit: UnitCode | None = None


@frozen
class IssueWrittenOff:
    """The row is closed for good."""

    issue: IssueId
    case: CaseId
    unit: UnitCode
    reason: str


@frozen
class ItemDueDateFixed:
    """The plan was accepted: the row has its line there, and is due when its last measure is."""

    issue: IssueId
    case: CaseId
    due_at: datetime


@frozen
class ItemMarkedLongTerm:
    """The row rightly stays open for longer, and does not count as late."""

    issue: IssueId
    case: CaseId
    unit: UnitCode
    reason: str


@frozen
class ItemReopened:
    """The row is open again, after it had been closed."""

    issue: IssueId
    case: CaseId
    unit: UnitCode
    reason: str


ItemEvent: TypeAlias = (
    ItemAssigned
    | ItemDescribed
    | ItemProgressReported
    | ItemEvidenceAdded
    | CompletionClaimed
    | ClaimRejected
    | ItemVerified
    | IssueWrittenOff
    | ItemDueDateFixed
    | ItemMarkedLongTerm
    | ItemReopened
)
