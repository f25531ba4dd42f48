"""A case: what one unit puts right after one feedback; accepted with its last row."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from services.rectification.domain.vocabulary import (
    CaseId,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)


@frozen
class RectificationCaseOpened:
    """A unit was told these issues; `anchor` is when, and what every due date counts from."""

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    anchor: datetime


@frozen
class ConcentratedPeriodStarted:
    """The first fixed window runs; its length is a rule's, so it is not written here."""

    anchor: datetime


@frozen
class CaseItemWrittenOff:
    """One row of the case is closed; `remaining` are open."""

    issue: IssueId
    remaining: int


@frozen
class RectificationAccepted:
    """Every row of the case is written off."""

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: int
    accepted_at: datetime


CaseEvent: TypeAlias = (
    RectificationCaseOpened | ConcentratedPeriodStarted | CaseItemWrittenOff | RectificationAccepted
)


@frozen
class OpenCase:
    """Open the case of a delivered feedback."""

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    anchor: datetime


@frozen
class RecordWriteOff:
    """Take note that a row was written off."""

    issue: IssueId


CaseCommand: TypeAlias = OpenCase | RecordWriteOff


class IssueNotOfCase(Refusal):
    """The case has no open row for this issue."""


class CaseStatus(StrEnum):
    """How far the case has come."""

    NEW = "new"
    OPENED = "opened"
    ACCEPTED = "accepted"


@frozen
class Case:
    """Only what `decide` asks about; screens read projections."""

    status: CaseStatus = CaseStatus.NEW
    opened: RectificationCaseOpened | None = None
    remaining: frozenset[IssueId] = frozenset()

    @property
    def opening(self) -> RectificationCaseOpened:
        """The opening; the who-and-when table lets nobody ask before there is one."""
        if self.opened is None:
            raise LookupError("opening")
        return self.opened

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the case."""
        return self.opened.unit if self.opened else None


# What opens a case is a delivered feedback, and what closes its rows are the rows themselves.
ALLOWED: Final = {
    OpenCase: allow(SYSTEM, when={CaseStatus.NEW}),
    RecordWriteOff: allow(SYSTEM, when={CaseStatus.OPENED}),
}


def decide(command: CaseCommand, case: Case, context: Context) -> list[CaseEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case OpenCase(anchor=anchor):
            return [_opened(command), ConcentratedPeriodStarted(anchor=anchor)]
        case RecordWriteOff(issue=issue):
            if issue not in case.remaining:
                raise IssueNotOfCase
            remaining = len(case.remaining) - 1
            noted = CaseItemWrittenOff(issue=issue, remaining=remaining)
            return [noted] if remaining else [noted, _accepted(case.opening, context.now)]
        case _:
            assert_never(command)


def evolve(case: Case, event: CaseEvent) -> Case:
    """Take in what happened."""
    match event:
        case RectificationCaseOpened(issues=issues):
            remaining = frozenset(issues)
            return replace(case, status=CaseStatus.OPENED, opened=event, remaining=remaining)
        case ConcentratedPeriodStarted():
            return case
        case CaseItemWrittenOff(issue=issue):
            return replace(case, remaining=case.remaining - {issue})
        case RectificationAccepted():
            return replace(case, status=CaseStatus.ACCEPTED)
        case _:
            assert_never(event)


def _opened(command: OpenCase) -> RectificationCaseOpened:
    return RectificationCaseOpened(
        case=command.case,
        feedback=command.feedback,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        issues=command.issues,
        anchor=command.anchor,
    )


def _accepted(opening: RectificationCaseOpened, moment: datetime) -> RectificationAccepted:
    return RectificationAccepted(
        case=opening.case,
        feedback=opening.feedback,
        round=opening.round,
        unit=opening.unit,
        unit_name=opening.unit_name,
        division=opening.division,
        issues=len(opening.issues),
        accepted_at=moment,
    )


case: Final = Aggregate(
    kind="case",
    initial=Case(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
