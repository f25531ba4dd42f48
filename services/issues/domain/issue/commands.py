"""What can be asked of an issue; what follows from other streams is taken whenever it comes."""

from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Title
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    CaseKey,
    EngagementKey,
    FeedbackKey,
    IssueCode,
    IssueId,
    PaperKey,
    RoundKey,
    Sector,
    UnitCode,
)

PAPERS_MAX: Final = 50


@frozen
class RaiseIssue:
    """Write down what was found: by a group on its signed papers, or taken over by the office."""

    issue: IssueId
    round: RoundKey
    unit: UnitCode
    code: IssueCode
    title: Title
    domain: IssueDomain
    item_type: ItemType
    engagement: EngagementKey | None = None
    papers: Annotated[tuple[PaperKey, ...], Len(0, PAPERS_MAX)] = ()


@frozen
class TagIssue:
    """Say whether it concerns functions of government, and which line of work."""

    gov_function: bool
    sector: Sector | None = None


@frozen
class ApproveIssue:
    """Let the issue stand."""


@frozen
class MarkListed:
    """Take note that the first sorting took the issue up."""


@frozen
class MarkConfirmed:
    """Take note that the second sorting kept the issue."""


@frozen
class MergeIssue:
    """Take note that the second sorting made it part of another one."""

    into: IssueId


@frozen
class DropIssue:
    """Take note that the second sorting did not keep it."""

    reason: str


@frozen
class MarkApproved:
    """Take note that the issue stands with its list."""


@frozen
class MarkFedBack:
    """Take note that a unit was told."""

    feedback: FeedbackKey
    unit: UnitCode


@frozen
class MarkInRectification:
    """Take note that the unit has a case."""

    case: CaseKey


@frozen
class ResolveIssue:
    """Take note that the row was written off."""


@frozen
class ReopenIssue:
    """Take note that the row is open again."""


@frozen
class CloseIssue:
    """Take note that the issue's case was closed."""


IssueCommand: TypeAlias = (
    RaiseIssue
    | TagIssue
    | ApproveIssue
    | MarkListed
    | MarkConfirmed
    | MergeIssue
    | DropIssue
    | MarkApproved
    | MarkFedBack
    | MarkInRectification
    | ResolveIssue
    | ReopenIssue
    | CloseIssue
)
