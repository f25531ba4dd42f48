"""What can happen to a case."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen
from services.rectification.domain.vocabulary import (
    ActorId,
    CaseId,
    FeedbackKey,
    FilingKind,
    IssueId,
    RoundKey,
    UnitCode,
)


class DueDateCause(StrEnum):
    """Why a due date moved."""

    EXTENSION = "extension"
    CALENDAR = "calendar"


@frozen
class RectificationCaseOpened:
    """A unit was told these issues; `anchor` is when, and what every due date counts from.

    Cases from before due dates were stamped have none; `provisional` names the filings whose
    date runs into a year whose holidays `calendar` did not know.
    """

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    anchor: datetime
    rule: str | None = None
    plan_term: str | None = None
    progress_term: str | None = None
    plan_due_at: datetime | None = None
    progress_due_at: datetime | None = None
    provisional: tuple[FilingKind, ...] = ()
    calendar: str | None = None


@frozen
class ConcentratedPeriodStarted:
    """The first fixed window runs; its length is a rule's, so it is not written here."""

    anchor: datetime


@frozen
class CaseFilingSubmitted:
    """The unit filed its plan or its progress report."""

    filing: FilingKind


@frozen
class CasePlanAccepted:
    """The case goes by an accepted plan."""


@frozen
class CaseItemWrittenOff:
    """One row of the case is closed; `remaining` are open."""

    issue: IssueId
    remaining: int


@frozen
class CaseItemLeftLongTerm:
    """One row of the case rightly runs on for longer; `remaining` are open."""

    issue: IssueId
    remaining: int


@frozen
class CaseItemReopened:
    """One row of the case is open again; `remaining` are open."""

    issue: IssueId
    remaining: int


@frozen
class ConcentratedPeriodEnded:
    """The first fixed window is over: its report is accepted."""

    ended_at: datetime


@frozen
class RectificationAccepted:
    """The progress report is accepted, with its rows so divided.

    Cases from before filings have no division: they were accepted, and over, with their last row.
    """

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: int
    accepted_at: datetime
    completed: int | None = None
    basically: int | None = None
    continuing: int | None = None


@frozen
class ContinuingPhaseEntered:
    """The report is accepted and rows are still open."""

    remaining: int


@frozen
class CaseClosed:
    """Every row of the case is written off or rightly long-term."""

    case: CaseId
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    written_off: int
    long_term: int
    closed_at: datetime


@frozen
class CaseReopened:
    """A row of a closed case is open again, and so is the case."""

    case: CaseId
    unit: UnitCode
    issue: IssueId


@frozen
class DueDateMoved:
    """A filing of the case is due at another moment; the first date stays where it was written."""

    case: CaseId
    unit: UnitCode
    unit_name: str
    filing: FilingKind
    due_at: datetime
    cause: DueDateCause
    provisional: bool = False
    calendar: str | None = None


@frozen
class ExtensionRequested:
    """The unit asked for more time."""

    case: CaseId
    unit: UnitCode
    filing: FilingKind
    due_at: datetime
    reason: str


@frozen
class ExtensionGranted:
    """The unit has more time."""

    case: CaseId
    unit: UnitCode
    filing: FilingKind
    due_at: datetime
    reason: str
    approver: ActorId


@frozen
class ExtensionRefused:
    """The unit has no more time than it had."""

    case: CaseId
    unit: UnitCode
    filing: FilingKind
    reason: str
    approver: ActorId


CaseEvent: TypeAlias = (
    RectificationCaseOpened
    | ConcentratedPeriodStarted
    | CaseFilingSubmitted
    | CasePlanAccepted
    | CaseItemWrittenOff
    | CaseItemLeftLongTerm
    | CaseItemReopened
    | ConcentratedPeriodEnded
    | RectificationAccepted
    | ContinuingPhaseEntered
    | CaseClosed
    | CaseReopened
    | DueDateMoved
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
)
