"""A note of a rectification case: which issues close when it is closed."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, allow, frozen
from services.issues.domain.vocabulary import CaseKey, IssueId


@frozen
class CaseNoted:
    """A unit puts these issues right in one case."""

    case: CaseKey
    issues: tuple[IssueId, ...]


@frozen
class CaseClosingNoted:
    """The case was closed, as far as it was known with these issues."""

    case: CaseKey
    issues: tuple[IssueId, ...]


CaseEvent: TypeAlias = CaseNoted | CaseClosingNoted


@frozen
class NoteCase:
    """Take note of a case and its issues."""

    case: CaseKey
    issues: tuple[IssueId, ...]


@frozen
class NoteCaseClosing:
    """Take note that a case was closed."""

    case: CaseKey


CaseCommand: TypeAlias = NoteCase | NoteCaseClosing


class CaseStatus(StrEnum):
    """What was heard of the case."""

    NEW = "new"
    OPENED = "opened"
    CLOSED = "closed"


@frozen
class Case:
    """Only what `decide` asks about."""

    status: CaseStatus = CaseStatus.NEW
    issues: tuple[IssueId, ...] = ()


# Opening and closing are of one stream of another service, yet nothing here depends on it.
ALLOWED: Final = {
    NoteCase: allow(SYSTEM, when=set(CaseStatus)),
    NoteCaseClosing: allow(SYSTEM, when=set(CaseStatus)),
}


def decide(
    command: CaseCommand,
    case: Case,
    context: Context,  # noqa: ARG001 - every aggregate decides alike
) -> list[CaseEvent]:
    """Say what happens; nothing that another service decided is refused here."""
    match command:
        case NoteCase(case=key, issues=issues):
            known = set(issues) <= set(case.issues)
            noted = [] if known else [CaseNoted(case=key, issues=issues)]
            late = not known and case.status is CaseStatus.CLOSED
            return [*noted, *([CaseClosingNoted(case=key, issues=issues)] if late else [])]
        case NoteCaseClosing(case=key):
            return [CaseClosingNoted(case=key, issues=case.issues)]
        case _:
            assert_never(command)


def evolve(case: Case, event: CaseEvent) -> Case:
    """Take in what happened."""
    match event:
        case CaseNoted(issues=issues):
            known = tuple(dict.fromkeys((*case.issues, *issues)))
            closed = case.status is CaseStatus.CLOSED
            return replace(case, status=case.status if closed else CaseStatus.OPENED, issues=known)
        case CaseClosingNoted():
            return replace(case, status=CaseStatus.CLOSED)
        case _:
            assert_never(event)


noted_case: Final = Aggregate(
    kind="noted_case",
    initial=Case(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
