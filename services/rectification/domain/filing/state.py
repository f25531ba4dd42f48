"""What a filing knows of itself, and how it changes."""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import assert_never

from libs.common.deadlines import end_of
from libs.common.decider import frozen
from libs.common.decider.texts import Digest
from services.rectification.domain.filing.facts import (
    Comment,
    FilingAccepted,
    FilingEvent,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    IssueOutcome,
    ItemDue,
    Measure,
    ReviewBody,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.vocabulary import ActorId, IssueId, UnitCode


class FilingStatus(StrEnum):
    """How far the filing has come; a returned one is drafted anew as it stands."""

    NEW = "new"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@frozen
class Filing:
    """Only what `decide` asks about; screens read projections."""

    status: FilingStatus = FilingStatus.NEW
    opened: FilingOpened | None = None
    measures: tuple[Measure, ...] = ()
    outcomes: tuple[IssueOutcome, ...] = ()
    statement: Digest | None = None
    version: int = 0
    is_late: bool = False
    reviewers: Mapping[ReviewBody, ActorId] = field(default_factory=dict)
    rated_by: frozenset[ReviewBody] = frozenset()
    comments: tuple[Comment, ...] = ()
    submitters: frozenset[ActorId] = frozenset()
    judges: frozenset[ActorId] = frozenset()

    @property
    def opening(self) -> FilingOpened:
        """The opening; the who-and-when table lets nobody ask before there is one."""
        if self.opened is None:
            raise LookupError("opening")
        return self.opened

    @property
    def unit(self) -> UnitCode | None:
        """The unit that files, and that may see it."""
        return self.opened.unit if self.opened else None

    @property
    def answered(self) -> frozenset[IssueId]:
        """The issues that have a measure, or an outcome."""
        lines: tuple[Measure | IssueOutcome, ...] = (*self.measures, *self.outcomes)
        return frozenset(line.issue for line in lines)

    @property
    def due(self) -> tuple[ItemDue, ...]:
        """When the rows are due by the measures of a plan."""
        last = {line.issue: line for line in sorted(self.measures, key=lambda line: line.due_on)}
        return tuple(
            ItemDue(issue=issue, due_at=end_of(line.due_on)) for issue, line in last.items()
        )


def evolve(filing: Filing, event: FilingEvent) -> Filing:  # noqa: PLR0911 - a table
    """Take in what happened to a filing of either kind."""
    match event:
        case FilingOpened():
            return replace(filing, status=FilingStatus.DRAFT, opened=event)
        case FilingSubmitted(version=version, late=late, by=submitter):
            filed = _filed(filing, version, submitter)
            return replace(filed, status=FilingStatus.SUBMITTED, is_late=late)
        case FilingReviewersAssigned(reviewers=reviewers):
            named = {**filing.reviewers, **reviewers}
            return replace(filing, status=FilingStatus.UNDER_REVIEW, reviewers=named)
        case ReviewerOpinionRecorded(body=body, by=judge):
            rated_by, judges = filing.rated_by | {body}, filing.judges | {judge}
            return replace(filing, rated_by=rated_by, judges=judges)
        case FilingReturned(wording=comments):
            return replace(filing, status=FilingStatus.RETURNED, comments=comments)
        case FilingResubmitted(version=version, by=submitter):
            filed = _filed(filing, version, submitter)
            return replace(filed, status=FilingStatus.UNDER_REVIEW)
        case FilingAccepted():
            return replace(filing, status=FilingStatus.ACCEPTED)
        case _:
            assert_never(event)


def _filed(filing: Filing, version: int, submitter: ActorId) -> Filing:
    """Begin a version: what was said of the one before no longer counts."""
    return replace(
        filing,
        version=version,
        submitters=filing.submitters | {submitter},
        rated_by=frozenset(),
        comments=(),
    )
