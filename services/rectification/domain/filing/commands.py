"""What can be asked of a plan and of a progress report alike, and what each is drafted with."""

from datetime import datetime
from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Digest, Paragraph
from services.rectification.domain.filing.facts import (
    COMMENTS_MAX,
    Answer,
    IssueOutcome,
    Measure,
    Rating,
    ReviewBody,
)
from services.rectification.domain.vocabulary import (
    CaseId,
    FilingKind,
    IssueId,
    NamedActor,
    RoundKey,
    UnitCode,
)

MEASURES_MAX: Final = 400
OUTCOMES_MAX: Final = 200
BODIES_MAX: Final = 3


@frozen
class Assignment:
    """Who reads for a body."""

    body: ReviewBody
    reviewer: NamedActor


@frozen
class OpenFiling:
    """Let a unit owe a plan or a report."""

    filing: FilingKind
    case: CaseId
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    due_at: datetime | None


@frozen
class SavePlanDraft:
    """Write the measures down, in place of those that were there."""

    measures: Annotated[tuple[Measure, ...], Len(1, MEASURES_MAX)]


@frozen
class SaveReportDraft:
    """Write the outcomes down, in place of those that were there."""

    outcomes: Annotated[tuple[IssueOutcome, ...], Len(1, OUTCOMES_MAX)]


@frozen
class SignTruthStatement:
    """Sign that the report as it is drafted is true."""

    statement: Digest
    as_head: bool


@frozen
class SubmitFiling:
    """File what is drafted."""

    case: CaseId


@frozen
class AssignReviewers:
    """Say who reads for which body; who was named before is replaced."""

    reviewers: Annotated[tuple[Assignment, ...], Len(1, BODIES_MAX)]


@frozen
class RecordOpinion:
    """Rate this version for a body."""

    body: ReviewBody
    rating: Rating


@frozen
class ReturnFiling:
    """Send it back with comments."""

    comments: Annotated[tuple[Paragraph, ...], Len(1, COMMENTS_MAX)]


@frozen
class ResubmitFiling:
    """File the next version, with an answer to each comment."""

    answers: Annotated[tuple[Answer, ...], Len(0, COMMENTS_MAX)]


@frozen
class AcceptFiling:
    """Find that it holds."""


FilingCommand: TypeAlias = (
    OpenFiling
    | SubmitFiling
    | AssignReviewers
    | RecordOpinion
    | ReturnFiling
    | ResubmitFiling
    | AcceptFiling
)
