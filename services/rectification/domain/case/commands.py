"""What can be asked of a case."""

from datetime import date, datetime
from typing import TypeAlias

from libs.common.decider import frozen
from libs.common.decider.texts import Paragraph, Term, Title
from services.rectification.domain.vocabulary import (
    CaseId,
    FeedbackKey,
    FilingKind,
    IssueId,
    RoundKey,
    UnitCode,
)


@frozen
class OpenCase:
    """Open the case of a delivered feedback, by the terms of the rule in force."""

    case: CaseId
    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    anchor: datetime
    rule: Title
    plan_term: Term
    progress_term: Term


@frozen
class NoteFilingSubmitted:
    """Take note that the unit filed."""

    filing: FilingKind


@frozen
class NotePlanAccepted:
    """Take note that the plan was accepted."""


@frozen
class NoteReportAccepted:
    """Take note that the progress report was accepted, its rows so divided."""

    completed: int
    basically: int
    continuing: int


@frozen
class RecordWriteOff:
    """Take note that a row was written off."""

    issue: IssueId


@frozen
class RecordLongTerm:
    """Take note that a row rightly runs on."""

    issue: IssueId


@frozen
class RecordReopening:
    """Take note that a row is open again."""

    issue: IssueId


@frozen
class RecomputeDueDates:
    """Count provisional dates again, with what the calendar knows now."""


@frozen
class RequestExtension:
    """Ask for more time for a filing, until the end of a day."""

    filing: FilingKind
    until: date
    reason: Paragraph


@frozen
class DecideExtension:
    """Say whether the unit gets the time that it asked for."""

    granted: bool
    reason: Paragraph


CaseCommand: TypeAlias = (
    OpenCase
    | NoteFilingSubmitted
    | NotePlanAccepted
    | NoteReportAccepted
    | RecordWriteOff
    | RecordLongTerm
    | RecordReopening
    | RecomputeDueDates
    | RequestExtension
    | DecideExtension
)
