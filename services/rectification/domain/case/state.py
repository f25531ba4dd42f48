"""What a case knows of itself, and how it changes."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from libs.common.decider import frozen
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
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.vocabulary import FilingKind, IssueId, UnitCode


class CaseStatus(StrEnum):
    """How far the case has come, in the order in which it goes; a label, which no clock asks."""

    NEW = "new"
    OPENED = "opened"
    PLANNING = "planning"
    PLAN_ACCEPTED = "plan_accepted"
    CONCENTRATED = "concentrated"
    REPORTING = "reporting"
    REPORT_ACCEPTED = "report_accepted"
    CONTINUING = "continuing"
    CLOSED = "closed"
    REOPENED = "reopened"


@frozen
class DueDate:
    """When a filing is due now, and when it was due first."""

    at: datetime
    first_at: datetime
    provisional: bool


@frozen
class Case:
    """Only what `decide` asks about; screens read projections."""

    status: CaseStatus = CaseStatus.NEW
    opened: RectificationCaseOpened | None = None
    remaining: frozenset[IssueId] = frozenset()
    long_term: frozenset[IssueId] = frozenset()
    written_off: frozenset[IssueId] = frozenset()
    due: Mapping[FilingKind, DueDate] = field(default_factory=dict)
    asked: ExtensionRequested | None = None
    accepted: frozenset[FilingKind] = frozenset()

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

    @property
    def is_done(self) -> bool:
        """Tell whether the report is accepted and no row is open."""
        return FilingKind.PROGRESS in self.accepted and not self.remaining


def evolve(case: Case, event: CaseEvent) -> Case:  # noqa: C901, PLR0911, PLR0912 - a table
    """Take in what happened."""
    match event:
        case RectificationCaseOpened(issues=issues):
            rows, due = frozenset(issues), _first_due(event)
            return replace(case, status=CaseStatus.OPENED, opened=event, remaining=rows, due=due)
        case ConcentratedPeriodStarted() | ConcentratedPeriodEnded():
            return case
        case CaseFilingSubmitted(filing=filing):
            return replace(case, status=forward(case.status, WHEN_SUBMITTED[filing]))
        case CasePlanAccepted():
            status = forward(case.status, CaseStatus.PLAN_ACCEPTED)
            return replace(case, status=status, accepted=case.accepted | {FilingKind.PLAN})
        case CaseItemWrittenOff(issue=issue):
            closed = case.written_off | {issue}
            return replace(_moved(case, issue, written_off=closed), status=at_work(case.status))
        case CaseItemLeftLongTerm(issue=issue):
            left = case.long_term | {issue}
            return replace(_moved(case, issue, long_term=left), status=at_work(case.status))
        case CaseItemReopened(issue=issue):
            return _moved(case, issue, remaining=case.remaining | {issue})
        case RectificationAccepted(completed=completed):
            over = CaseStatus.CLOSED if completed is None else CaseStatus.REPORT_ACCEPTED
            accepted = case.accepted | {FilingKind.PROGRESS}
            return replace(case, status=over, accepted=accepted)
        case ContinuingPhaseEntered():
            return replace(case, status=CaseStatus.CONTINUING)
        case CaseClosed():
            return replace(case, status=CaseStatus.CLOSED)
        case CaseReopened():
            return replace(case, status=CaseStatus.REOPENED)
        case DueDateMoved(filing=filing):
            return replace(case, due={**case.due, filing: _later_due(case, event)})
        case ExtensionRequested():
            return replace(case, asked=event)
        case ExtensionGranted() | ExtensionRefused():
            return replace(case, asked=None)
        case _:
            assert_never(event)


WHEN_SUBMITTED: Final = {
    FilingKind.PLAN: CaseStatus.PLANNING,
    FilingKind.PROGRESS: CaseStatus.REPORTING,
}
_ORDER: Final = tuple(CaseStatus)


def forward(status: CaseStatus, to: CaseStatus) -> CaseStatus:
    """Move the label on; what arrives late does not move it back."""
    return max(status, to, key=_ORDER.index)


def at_work(status: CaseStatus) -> CaseStatus:
    """Show the concentrated work, from the first row that goes by the accepted plan."""
    return CaseStatus.CONCENTRATED if status is CaseStatus.PLAN_ACCEPTED else status


def _moved(case: Case, issue: IssueId, **into: frozenset[IssueId]) -> Case:
    """Take a row out of where it was, and put it where it is now."""
    without = {
        name: getattr(case, name) - {issue} for name in ("remaining", "long_term", "written_off")
    }
    return replace(case, **{**without, **into})


def _first_due(event: RectificationCaseOpened) -> dict[FilingKind, DueDate]:
    dates = {FilingKind.PLAN: event.plan_due_at, FilingKind.PROGRESS: event.progress_due_at}
    return {
        filing: DueDate(at=at, first_at=at, provisional=filing in event.provisional)
        for filing, at in dates.items()
        if at is not None
    }


def _later_due(case: Case, event: DueDateMoved) -> DueDate:
    before = case.due.get(event.filing)
    first_at = before.first_at if before else event.due_at
    return DueDate(at=event.due_at, first_at=first_at, provisional=event.provisional)
