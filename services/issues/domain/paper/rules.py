"""Which rules say no to what is asked of a working paper, and how it changes."""

from dataclasses import replace
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import Aggregate, Context, Denial, Refusal, allow
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
    OFFICE,
    UNIT,
)
from services.issues.domain.group import of_the_group
from services.issues.domain.issue_list.state import list_stream
from services.issues.domain.paper.commands import (
    AnswerDispute,
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DisputeFacts,
    DraftPaper,
    FilePaper,
    ReturnPaper,
    ReviewPaper,
    SignPaper,
    WorkingPaperCommand,
)
from services.issues.domain.paper.drafting import drafted
from services.issues.domain.paper.facts import (
    ConsultationHeld,
    DisputeAnswered,
    EvidenceAttached,
    FactsConfirmed,
    FactsDisputed,
    WorkingPaperDrafted,
    WorkingPaperEvent,
    WorkingPaperFiled,
    WorkingPaperReturned,
    WorkingPaperReviewed,
    WorkingPaperSigned,
)
from services.issues.domain.paper.state import KIND, PaperStatus, WorkingPaper


class PaperNumberTaken(Refusal):
    """Another paper has this number."""


class HandlerNeeded(Denial):
    """Evidence is attached by those who work on the paper."""


class HandlerMayNotReview(Refusal):
    """Who works on a paper neither reviews it nor settles what its unit disputes."""


class HandlerMayNotSign(Refusal):
    """Who works on a paper does not sign it."""


class PaperWithoutEvidence(Refusal):
    """A paper is signed on its evidence."""


class NotYourPaper(Denial):
    """A unit confirms or disputes the facts of papers about itself only."""


_ANYBODY_OF_THE_GROUP: Final = (GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER, GROUP_MEMBER)
_OPEN: Final = {PaperStatus.DRAFTED, PaperStatus.DISPUTED, PaperStatus.FACTS_CONFIRMED}
_UNDER_REVIEW: Final = {
    PaperStatus.DISPUTED,
    PaperStatus.FACTS_CONFIRMED,
    PaperStatus.REVIEWED,
    PaperStatus.CONSULTED,
}

ALLOWED: Final = {
    DraftPaper: allow(*_ANYBODY_OF_THE_GROUP, when={PaperStatus.NEW, PaperStatus.DRAFTED}),
    AttachEvidence: allow(*_ANYBODY_OF_THE_GROUP, when=_OPEN),
    ConfirmFacts: allow(UNIT, when={PaperStatus.DRAFTED}),
    DisputeFacts: allow(UNIT, when={PaperStatus.DRAFTED}),
    AnswerDispute: allow(DEPUTY_LEADER, when={PaperStatus.DISPUTED}),
    ReviewPaper: allow(DEPUTY_LEADER, when={PaperStatus.FACTS_CONFIRMED}),
    ConsultPaper: allow(OFFICE, when={PaperStatus.REVIEWED}),
    ReturnPaper: allow(DEPUTY_LEADER, GROUP_LEADER, OFFICE, when=_UNDER_REVIEW),
    SignPaper: allow(GROUP_LEADER, when={PaperStatus.CONSULTED}),
    FilePaper: allow(OFFICE, LIAISON_OFFICER, when={PaperStatus.SIGNED}),
}


def reads(command: WorkingPaperCommand) -> tuple[str, ...]:
    """A paper is drafted for a group whose list is open."""
    return (list_stream(command.engagement),) if isinstance(command, DraftPaper) else ()


def decide(  # noqa: C901, PLR0911 - a table
    command: WorkingPaperCommand, paper: WorkingPaper, context: Context
) -> list[WorkingPaperEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftPaper():
            return [drafted(command, paper, context)]
        case AttachEvidence(digest=digest):
            if context.actor not in paper.draft.handlers:
                raise HandlerNeeded
            return [] if digest in paper.evidence else [_attached(command)]
        case ConfirmFacts():
            _own_paper(paper, context)
            return [FactsConfirmed()]
        case DisputeFacts(objection=objection):
            _own_paper(paper, context)
            return [FactsDisputed(objection=objection)]
        case AnswerDispute(answer=answer):
            _as_deputy(paper, context)
            return [DisputeAnswered(answer=answer)]
        case ReviewPaper():
            _as_deputy(paper, context)
            return [WorkingPaperReviewed()]
        case ConsultPaper(comments=comments, resolved=resolved):
            return [ConsultationHeld(comments=comments, resolved=resolved)]
        case ReturnPaper(reason=reason):
            _by_office_or_heads(paper, context)
            return [WorkingPaperReturned(reason=reason)]
        case SignPaper(number=number):
            _fit_to_sign(paper, context)
            return [WorkingPaperSigned(number=number)]
        case FilePaper():
            return [WorkingPaperFiled()]
        case _:
            assert_never(command)


def evolve(  # noqa: PLR0911 - a table
    paper: WorkingPaper, event: WorkingPaperEvent
) -> WorkingPaper:
    """Take in what happened."""
    match event:
        case WorkingPaperDrafted():
            return replace(paper, status=PaperStatus.DRAFTED, drafted=event)
        case EvidenceAttached(digest=digest):
            return replace(paper, evidence=paper.evidence | {digest})
        case FactsConfirmed() | DisputeAnswered():
            return replace(paper, status=PaperStatus.FACTS_CONFIRMED)
        case FactsDisputed():
            return replace(paper, status=PaperStatus.DISPUTED)
        case WorkingPaperReviewed():
            return replace(paper, status=PaperStatus.REVIEWED)
        case ConsultationHeld(resolved=resolved):
            return replace(paper, status=PaperStatus.CONSULTED) if resolved else paper
        case WorkingPaperReturned():
            return replace(paper, status=PaperStatus.DRAFTED)
        case WorkingPaperSigned(number=number):
            return replace(paper, status=PaperStatus.SIGNED, number=number)
        case WorkingPaperFiled():
            return replace(paper, status=PaperStatus.FILED)
        case _:
            assert_never(event)


def _own_paper(paper: WorkingPaper, context: Context) -> None:
    if context.unit != paper.draft.unit:
        raise NotYourPaper


def _as_deputy(paper: WorkingPaper, context: Context) -> None:
    of_the_group(context.actor, frozenset(paper.draft.deputies))
    if context.actor in paper.draft.handlers:
        raise HandlerMayNotReview


def _by_office_or_heads(paper: WorkingPaper, context: Context) -> None:
    if context.role != OFFICE:
        of_the_group(context.actor, frozenset((paper.draft.leader, *paper.draft.deputies)))


def _fit_to_sign(paper: WorkingPaper, context: Context) -> None:
    of_the_group(context.actor, frozenset({paper.draft.leader}))
    if context.actor in paper.draft.handlers:
        raise HandlerMayNotSign
    if not paper.evidence:
        raise PaperWithoutEvidence


def _attached(command: AttachEvidence) -> EvidenceAttached:
    return EvidenceAttached(
        digest=command.digest, size_bytes=command.size_bytes, media_type=command.media_type
    )


working_paper: Final = Aggregate(
    kind=KIND,
    initial=WorkingPaper(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
