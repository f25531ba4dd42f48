"""Which rules say no to what is asked of a case."""

from datetime import datetime
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow
from libs.common.decider.roles import OFFICE, UNIT
from services.rectification.domain.case import clocks
from services.rectification.domain.case.commands import (
    CaseCommand,
    DecideExtension,
    NoteFilingSubmitted,
    NotePlanAccepted,
    NoteReportAccepted,
    OpenCase,
    RecomputeDueDates,
    RecordLongTerm,
    RecordReopening,
    RecordWriteOff,
    RequestExtension,
)
from services.rectification.domain.case.facts import (
    CaseClosed,
    CaseEvent,
    CaseFilingSubmitted,
    CaseItemLeftLongTerm,
    CaseItemReopened,
    CaseItemWrittenOff,
    CasePlanAccepted,
    CaseReopened,
    ConcentratedPeriodEnded,
    ConcentratedPeriodStarted,
    ContinuingPhaseEntered,
    RectificationAccepted,
)
from services.rectification.domain.case.state import Case, CaseStatus, evolve
from services.rectification.domain.own_unit import check_judge, check_own
from services.rectification.domain.vocabulary import ActorId, FilingKind, IssueId


class IssueNotOfCase(Refusal):
    """The case has no such row for this issue."""


_BEGUN: Final = set(CaseStatus) - {CaseStatus.NEW}
_OPEN: Final = _BEGUN - {CaseStatus.CLOSED}

# What opens a case is a delivered feedback; what moves it on are its filings and its rows, which
# tell of themselves whenever they do.
ALLOWED: Final = {
    OpenCase: allow(SYSTEM, when={CaseStatus.NEW}),
    NoteFilingSubmitted: allow(SYSTEM, when=_BEGUN),
    NotePlanAccepted: allow(SYSTEM, when=_BEGUN),
    NoteReportAccepted: allow(SYSTEM, when=_BEGUN),
    RecordWriteOff: allow(SYSTEM, when=_BEGUN),
    RecordLongTerm: allow(SYSTEM, when=_BEGUN),
    RecordReopening: allow(SYSTEM, when=_BEGUN),
    RecomputeDueDates: allow(OFFICE, when=_OPEN),
    RequestExtension: allow(UNIT, when=_OPEN),
    DecideExtension: allow(OFFICE, when=_OPEN),
}


def decide(  # noqa: C901, PLR0911 - a table
    command: CaseCommand, case: Case, context: Context
) -> list[CaseEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case OpenCase(anchor=anchor):
            return [clocks.opened(command), ConcentratedPeriodStarted(anchor=anchor)]
        case NoteFilingSubmitted(filing=filing):
            return [CaseFilingSubmitted(filing=filing)]
        case NotePlanAccepted():
            return [] if FilingKind.PLAN in case.accepted else [CasePlanAccepted()]
        case NoteReportAccepted():
            known = FilingKind.PROGRESS in case.accepted
            return [] if known else _report_accepted(command, case, context.now)
        case RecordWriteOff(issue=issue):
            return _written_off(case, issue, context.now)
        case RecordLongTerm(issue=issue):
            return _left_long_term(case, issue, context.now)
        case RecordReopening(issue=issue):
            return _reopened(case, issue)
        case RecomputeDueDates():
            return [moved for filing in case.due for moved in clocks.recounted(case, filing)]
        case RequestExtension():
            check_own(case.unit, context)
            return [clocks.requested(command, case)]
        case DecideExtension():
            check_judge(case.unit, context)
            return clocks.decided(command, case, ActorId(context.actor))
        case _:
            assert_never(command)


def _report_accepted(command: NoteReportAccepted, case: Case, moment: datetime) -> list[CaseEvent]:
    opening = case.opening
    accepted = RectificationAccepted(
        case=opening.case,
        feedback=opening.feedback,
        round=opening.round,
        unit=opening.unit,
        unit_name=opening.unit_name,
        division=opening.division,
        issues=len(opening.issues),
        accepted_at=moment,
        completed=command.completed,
        basically=command.basically,
        continuing=command.continuing,
    )
    going_on = ContinuingPhaseEntered(remaining=len(case.remaining))
    closing = _closing(evolve(case, accepted), moment)
    return [ConcentratedPeriodEnded(ended_at=moment), accepted, *(closing or [going_on])]


def _written_off(case: Case, issue: IssueId, moment: datetime) -> list[CaseEvent]:
    if issue not in case.remaining | case.long_term:
        raise IssueNotOfCase(issue=issue)
    noted = CaseItemWrittenOff(issue=issue, remaining=len(case.remaining - {issue}))
    return [noted, *_closing(evolve(case, noted), moment)]


def _left_long_term(case: Case, issue: IssueId, moment: datetime) -> list[CaseEvent]:
    if issue not in case.remaining:
        raise IssueNotOfCase(issue=issue)
    noted = CaseItemLeftLongTerm(issue=issue, remaining=len(case.remaining) - 1)
    return [noted, *_closing(evolve(case, noted), moment)]


def _reopened(case: Case, issue: IssueId) -> list[CaseEvent]:
    if issue not in case.written_off:
        raise IssueNotOfCase(issue=issue)
    noted = CaseItemReopened(issue=issue, remaining=len(case.remaining) + 1)
    if case.status is not CaseStatus.CLOSED:
        return [noted]
    opening = case.opening
    return [noted, CaseReopened(case=opening.case, unit=opening.unit, issue=issue)]


def _closing(case: Case, moment: datetime) -> list[CaseEvent]:
    """Close a case whose report is accepted once no row is open; it is closed once at a time."""
    if not case.is_done or case.status is CaseStatus.CLOSED:
        return []
    opening = case.opening
    closed = CaseClosed(
        case=opening.case,
        round=opening.round,
        unit=opening.unit,
        unit_name=opening.unit_name,
        division=opening.division,
        written_off=len(case.written_off),
        long_term=len(case.long_term),
        closed_at=moment,
    )
    return [closed]


case: Final = Aggregate(
    kind="case",
    initial=Case(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
