"""What can happen to a plan and to a progress report."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from annotated_types import Interval, Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph, Title
from services.rectification.domain.item.facts import Outcome
from services.rectification.domain.vocabulary import (
    ActorId,
    CaseId,
    FilingKind,
    IssueId,
    RoundKey,
    UnitCode,
)

EVIDENCE_MAX: Final = 20
COMMENTS_MAX: Final = 50


class ReviewBody(StrEnum):
    """The bodies that read each filing together (Jishui County, 2022)."""

    OFFICE = "office"
    SUPERVISION_BODY = "supervision_body"
    ORGANISATION_DEPARTMENT = "organisation_department"


class Rating(StrEnum):
    """What a body thinks of a filing as a piece of work."""

    GOOD = "good"
    MEDIUM = "medium"
    POOR = "poor"


@frozen
class Measure:
    """One thing that a plan promises for an issue: what for, by whom, until when."""

    issue: IssueId
    goal: Title
    owner: Title
    due_on: date


@frozen
class IssueOutcome:
    """How far an issue has come by a report, and the evidence for it."""

    issue: IssueId
    outcome: Outcome
    evidence: Annotated[tuple[Digest, ...], Len(0, EVIDENCE_MAX)]


@frozen
class Comment:
    """What a reviewer wants changed, under its number."""

    number: int
    text: str


@frozen
class Answer:
    """What the unit did about the comment of this number."""

    number: Annotated[int, Interval(ge=1, le=COMMENTS_MAX)]
    text: Paragraph


@frozen
class ItemDue:
    """The row of an issue is due when its last measure is."""

    issue: IssueId
    due_at: datetime


@frozen
class FilingOpened:
    """A unit owes a plan or a report on these issues; when, its case says from now on."""

    filing: FilingKind
    case: CaseId
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    due_at: datetime | None = None


@frozen
class PlanDrafted:
    """The unit wrote down its measures, all of them."""

    measures: tuple[Measure, ...]


@frozen
class ProgressReportDrafted:
    """The unit wrote down how far each issue has come."""

    outcomes: tuple[IssueOutcome, ...]


@frozen
class TruthStatementSigned:
    """The head of the unit signed that the report, as it is drafted, is true."""

    statement: Digest
    by: ActorId


@frozen
class FilingSubmitted:
    """The unit filed; late by the date that its case then had."""

    filing: FilingKind
    case: CaseId
    unit: UnitCode
    unit_name: str
    version: int
    late: bool
    by: ActorId


@frozen
class FilingReviewersAssigned:
    """Whoever reads the filing for a body."""

    filing: FilingKind
    case: CaseId
    reviewers: dict[ReviewBody, ActorId]


@frozen
class ReviewerOpinionRecorded:
    """A body rated this version."""

    filing: FilingKind
    case: CaseId
    version: int
    body: ReviewBody
    rating: Rating
    by: ActorId


@frozen
class FilingReturned:
    """The filing went back to its unit with so many comments."""

    filing: FilingKind
    case: CaseId
    unit: UnitCode
    unit_name: str
    version: int
    comments: int
    wording: tuple[Comment, ...]


@frozen
class FilingResubmitted:
    """The unit filed again, each comment answered; late if its first version was."""

    filing: FilingKind
    case: CaseId
    unit: UnitCode
    unit_name: str
    version: int
    late: bool
    answers: tuple[Answer, ...]
    by: ActorId


@frozen
class FilingAccepted:
    """The filing holds: a plan fixes when rows are due, a report how far they have come."""

    filing: FilingKind
    case: CaseId
    unit: UnitCode
    unit_name: str
    version: int
    due: tuple[ItemDue, ...] = ()
    outcomes: tuple[IssueOutcome, ...] = ()


FilingEvent: TypeAlias = (
    FilingOpened
    | FilingSubmitted
    | FilingReviewersAssigned
    | ReviewerOpinionRecorded
    | FilingReturned
    | FilingResubmitted
    | FilingAccepted
)
