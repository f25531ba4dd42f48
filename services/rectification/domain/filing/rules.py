"""Which rules say no to what is asked of a filing: the machine of plan and progress report."""

from typing import Final, assert_never

from libs.common.decider import SYSTEM, Context, Denial, Refusal, allow
from libs.common.decider.roles import (
    OFFICE,
    ORGANISATION_DEPARTMENT,
    REVIEWER,
    SUPERVISION_BODY,
    UNIT,
)
from services.rectification.domain.case.rules import case
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    AssignReviewers,
    FilingCommand,
    OpenFiling,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import (
    Answer,
    Comment,
    FilingAccepted,
    FilingEvent,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    ReviewBody,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.filing.state import Filing, FilingStatus
from services.rectification.domain.own_unit import check_judge, check_own
from services.rectification.domain.vocabulary import ActorId, IssueId


class IssueNotFedBack(Refusal):
    """A filing speaks of the issues that its unit was told, and of no others."""


class IssueUnanswered(Refusal):
    """What is filed says something of every issue that the unit was told."""


class SubmitterMayNotReview(Denial):
    """Who files does not review what is filed."""


class NotAssignedToReview(Denial):
    """A filing is reviewed by those who were named for it, each for their body."""


class OpinionGivenAlready(Refusal):
    """A body gives one opinion on a version."""


class CommentUnanswered(Refusal):
    """The next version answers each comment on the one before."""


class NoSuchComment(Refusal):
    """An answer is to a comment that was made."""


class OpinionMissing(Refusal):
    """A filing is accepted when each body that must has given its opinion on this version."""


class AcceptorMustBeThird(Denial):
    """Who files, who reviews and who accepts are three persons."""


REQUIRED: Final = tuple(ReviewBody)

_REVIEWING: Final = (OFFICE, SUPERVISION_BODY, ORGANISATION_DEPARTMENT, REVIEWER)
_FILED: Final = {FilingStatus.SUBMITTED, FilingStatus.UNDER_REVIEW}

# Advisers are in no row: they never accept (DOMAIN 3.3).
ALLOWED: Final = {
    OpenFiling: allow(SYSTEM, when={FilingStatus.NEW}),
    SubmitFiling: allow(UNIT, when={FilingStatus.DRAFT}),
    AssignReviewers: allow(OFFICE, when=_FILED),
    RecordOpinion: allow(*_REVIEWING, when={FilingStatus.UNDER_REVIEW}),
    ReturnFiling: allow(*_REVIEWING, when={FilingStatus.UNDER_REVIEW}),
    ResubmitFiling: allow(UNIT, when={FilingStatus.RETURNED}),
    AcceptFiling: allow(OFFICE, when={FilingStatus.UNDER_REVIEW}),
}
DRAFTED_WHEN: Final = {FilingStatus.DRAFT, FilingStatus.RETURNED}


def reads(command: object) -> tuple[str, ...]:
    """Whether a filing is late, its case says."""
    return (case.stream(command.case),) if isinstance(command, SubmitFiling) else ()


def decide(  # noqa: PLR0911 - a table
    command: FilingCommand, filing: Filing, context: Context
) -> list[FilingEvent]:
    """Say what happens to a filing of either kind, or which rule says no."""
    match command:
        case OpenFiling():
            return [_opened(command)]
        case SubmitFiling():
            check_own(filing.unit, context)
            _check_complete(filing)
            return [_submitted(command, filing, context)]
        case AssignReviewers(reviewers=named):
            check_judge(filing.unit, context)
            reviewers = {each.body: ActorId(each.reviewer) for each in named}
            return [_assigned(filing, reviewers)]
        case RecordOpinion():
            _check_reviewer(filing, context, command.body)
            return [_rated(command, filing, ActorId(context.actor))]
        case ReturnFiling(comments=comments):
            _check_reviewer(filing, context)
            return [_returned(filing, comments)]
        case ResubmitFiling(answers=answers):
            check_own(filing.unit, context)
            _check_answers(filing, answers)
            _check_complete(filing)
            return [_resubmitted(filing, answers, ActorId(context.actor))]
        case AcceptFiling():
            _check_acceptor(filing, context)
            return [_accepted(filing)]
        case _:
            assert_never(command)


def check_told(filing: Filing, issues: tuple[IssueId, ...]) -> None:
    """Refuse a line on an issue that the unit was not told."""
    for issue in issues:
        if issue not in filing.opening.issues:
            raise IssueNotFedBack(issue=issue)


def _check_complete(filing: Filing) -> None:
    for issue in filing.opening.issues:
        if issue not in filing.answered:
            raise IssueUnanswered(issue=issue)


def _check_reviewer(filing: Filing, context: Context, body: ReviewBody | None = None) -> None:
    """Let those review who were named, for their body; the office may always send back."""
    check_judge(filing.unit, context)
    if context.actor in filing.submitters:
        raise SubmitterMayNotReview
    if body is None and context.role == OFFICE:
        return
    named = filing.reviewers.values() if body is None else [filing.reviewers.get(body)]
    if context.actor not in named:
        raise NotAssignedToReview


def _check_answers(filing: Filing, answers: tuple[Answer, ...]) -> None:
    made, answered = [comment.number for comment in filing.comments], set[int]()
    for answer in answers:
        if answer.number not in made:
            raise NoSuchComment(number=answer.number)
        answered.add(answer.number)
    for number in made:
        if number not in answered:
            raise CommentUnanswered(number=number)


def _check_acceptor(filing: Filing, context: Context) -> None:
    check_judge(filing.unit, context)
    for body in REQUIRED:
        if body not in filing.rated_by:
            raise OpinionMissing(body=body.value)
    if context.actor in {*filing.submitters, *filing.judges, *filing.reviewers.values()}:
        raise AcceptorMustBeThird


def _opened(command: OpenFiling) -> FilingOpened:
    return FilingOpened(
        filing=command.filing,
        case=command.case,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        issues=command.issues,
        due_at=command.due_at,
    )


def _submitted(command: SubmitFiling, filing: Filing, context: Context) -> FilingSubmitted:
    opening = filing.opening
    due = case.among(context.others, command.case).due.get(opening.filing)
    return FilingSubmitted(
        filing=opening.filing,
        case=opening.case,
        unit=opening.unit,
        unit_name=opening.unit_name,
        version=filing.version + 1,
        late=due is not None and context.now > due.at,
        by=ActorId(context.actor),
    )


def _assigned(filing: Filing, reviewers: dict[ReviewBody, ActorId]) -> FilingReviewersAssigned:
    if filing.submitters.intersection(reviewers.values()):
        raise SubmitterMayNotReview
    opening = filing.opening
    return FilingReviewersAssigned(filing=opening.filing, case=opening.case, reviewers=reviewers)


def _rated(command: RecordOpinion, filing: Filing, judge: ActorId) -> ReviewerOpinionRecorded:
    if command.body in filing.rated_by:
        raise OpinionGivenAlready(body=command.body.value)
    return ReviewerOpinionRecorded(
        filing=filing.opening.filing,
        case=filing.opening.case,
        version=filing.version,
        body=command.body,
        rating=command.rating,
        by=judge,
    )


def _returned(filing: Filing, comments: tuple[str, ...]) -> FilingReturned:
    opening = filing.opening
    wording = tuple(Comment(number=place + 1, text=text) for place, text in enumerate(comments))
    return FilingReturned(
        filing=opening.filing,
        case=opening.case,
        unit=opening.unit,
        unit_name=opening.unit_name,
        version=filing.version,
        comments=len(wording),
        wording=wording,
    )


def _resubmitted(
    filing: Filing, answers: tuple[Answer, ...], submitter: ActorId
) -> FilingResubmitted:
    opening = filing.opening
    return FilingResubmitted(
        filing=opening.filing,
        case=opening.case,
        unit=opening.unit,
        unit_name=opening.unit_name,
        version=filing.version + 1,
        late=filing.is_late,
        answers=answers,
        by=submitter,
    )


def _accepted(filing: Filing) -> FilingAccepted:
    opening = filing.opening
    return FilingAccepted(
        filing=opening.filing,
        case=opening.case,
        unit=opening.unit,
        unit_name=opening.unit_name,
        version=filing.version,
        due=filing.due,
        outcomes=filing.outcomes,
    )
