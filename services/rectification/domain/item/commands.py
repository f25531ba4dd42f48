"""What can be asked of an item."""

from datetime import datetime
from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph, Title
from services.rectification.domain.item.facts import Description, Outcome, VerificationMethod
from services.rectification.domain.vocabulary import CaseId, IssueId, RoundKey, UnitCode

EVIDENCE_MAX: Final = 50
EVIDENCE_BYTES_MAX: Final = 2**30


@frozen
class AssignItem:
    """Give the row to its unit."""

    issue: IssueId
    case: CaseId
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str


@frozen
class DescribeItem:
    """Say what the issue is."""

    description: Description


@frozen
class ReportProgress:
    """Say how far the unit is."""

    note: Paragraph


@frozen
class AddEvidence:
    """File a piece of evidence that lies in the object store."""

    digest: Digest
    size_bytes: Annotated[int, Interval(ge=1, le=EVIDENCE_BYTES_MAX)]
    media_type: Title


@frozen
class ClaimCompletion:
    """Claim that the row is done, on this evidence."""

    outcome: Outcome
    evidence: Annotated[tuple[Digest, ...], Len(0, EVIDENCE_MAX)]


@frozen
class RejectClaim:
    """Send the row back."""

    reason: Paragraph


@frozen
class VerifyItem:
    """Find that the claim holds."""

    method: VerificationMethod


@frozen
class WriteOffItem:
    """Close the row for good; each row has its own reason."""

    reason: Paragraph


@frozen
class FixDueDate:
    """Take note of the row's line in the accepted plan."""

    issue: IssueId
    case: CaseId
    due_at: datetime


@frozen
class MarkLongTerm:
    """Say that the row rightly runs on for longer."""

    reason: Paragraph


@frozen
class ReopenItem:
    """Open a closed row again; each row has its own reason."""

    reason: Paragraph


ItemCommand: TypeAlias = (
    AssignItem
    | DescribeItem
    | ReportProgress
    | AddEvidence
    | ClaimCompletion
    | RejectClaim
    | VerifyItem
    | WriteOffItem
    | FixDueDate
    | MarkLongTerm
    | ReopenItem
)
