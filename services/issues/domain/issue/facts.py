"""What can happen to an issue."""

from typing import TypeAlias

from libs.common.decider import frozen
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.issues.domain.vocabulary import (
    ActorId,
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


@frozen
class IssueRaised:
    """Something was found wrong and has a code and a title; a group's finding rests on papers."""

    issue: IssueId
    round: RoundKey
    unit: UnitCode
    code: IssueCode
    title: str
    domain: IssueDomain
    item_type: ItemType
    by: ActorId
    engagement: EngagementKey | None = None
    papers: tuple[PaperKey, ...] = ()


@frozen
class IssueTagged:
    """The issue concerns functions of government, or a line of work, or neither any more."""

    gov_function: bool
    sector: Sector | None = None


@frozen
class IssueListed:
    """The first sorting of its engagement's list took the issue up."""


@frozen
class IssueConfirmed:
    """The second sorting kept the issue."""


@frozen
class IssueMerged:
    """The second sorting made the issue part of another one."""

    into: IssueId


@frozen
class IssueDropped:
    """The second sorting did not keep the issue."""

    reason: str


@frozen
class IssueApproved:
    """The issue stands, as it was raised."""


@frozen
class IssueFedBack:
    """The unit was told."""

    feedback: FeedbackKey


@frozen
class IssueInRectification:
    """The unit has a case in which it puts the issue right."""

    case: CaseKey


@frozen
class IssueResolved:
    """The unit put it right, and that was verified."""


@frozen
class IssueReopened:
    """It turned out not to be put right."""


@frozen
class IssueCaseClosed:
    """The issue's case was closed while the issue rightly runs on; it closes when resolved."""


@frozen
class IssueClosed:
    """The issue is resolved and its case is closed."""


IssueEvent: TypeAlias = (
    IssueRaised
    | IssueTagged
    | IssueListed
    | IssueConfirmed
    | IssueMerged
    | IssueDropped
    | IssueApproved
    | IssueFedBack
    | IssueInRectification
    | IssueResolved
    | IssueReopened
    | IssueCaseClosed
    | IssueClosed
)
