"""The clocks of a case: when its filings are due, and how a date moves by an event and only so."""

from datetime import datetime

from libs.common.deadlines import CALENDAR, due_at
from libs.common.decider import Refusal
from services.rectification.domain.case.commands import DecideExtension, OpenCase, RequestExtension
from services.rectification.domain.case.facts import (
    CaseEvent,
    DueDateCause,
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationCaseOpened,
)
from services.rectification.domain.case.state import Case
from services.rectification.domain.day import end_of_working_day
from services.rectification.domain.vocabulary import ActorId, FilingKind


class ExtensionPending(Refusal):
    """One request for more time is decided before the next is made."""


class NoExtensionRequested(Refusal):
    """More time is given to a unit that asked for it."""


class ExtensionNotLater(Refusal):
    """More time ends after the time that there is."""


class FilingAlreadyAccepted(Refusal):
    """What is accepted needs no more time."""


def opened(command: OpenCase) -> RectificationCaseOpened:
    """Open the case with its dates, each with what it was counted by."""
    plan = due_at(command.anchor, command.plan_term)
    progress = due_at(command.anchor, command.progress_term)
    counted = {FilingKind.PLAN: plan, FilingKind.PROGRESS: progress}
    return RectificationCaseOpened(
        case=command.case,
        feedback=command.feedback,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        issues=command.issues,
        anchor=command.anchor,
        rule=command.rule,
        plan_term=command.plan_term,
        progress_term=command.progress_term,
        plan_due_at=plan.at,
        progress_due_at=progress.at,
        provisional=tuple(filing for filing, due in counted.items() if due.provisional),
        calendar=CALENDAR,
    )


def recounted(case: Case, filing: FilingKind) -> list[CaseEvent]:
    """Count one provisional date again; a date that somebody decided on is not provisional."""
    opening, standing = case.opening, case.due[filing]
    terms = {FilingKind.PLAN: opening.plan_term, FilingKind.PROGRESS: opening.progress_term}
    term = terms[filing]
    if term is None or not standing.provisional:
        return []
    due = due_at(opening.anchor, term)
    moved = DueDateMoved(
        case=opening.case,
        unit=opening.unit,
        unit_name=opening.unit_name,
        filing=filing,
        due_at=due.at,
        cause=DueDateCause.CALENDAR,
        provisional=due.provisional,
        calendar=due.calendar,
    )
    return [] if due.at == standing.at else [moved]


def requested(command: RequestExtension, case: Case) -> ExtensionRequested:
    """Ask for more time."""
    until, standing = end_of_working_day(command.until), case.due.get(command.filing)
    if command.filing in case.accepted:
        raise FilingAlreadyAccepted
    if case.asked:
        raise ExtensionPending
    if standing and until <= standing.at:
        raise ExtensionNotLater
    return ExtensionRequested(
        case=case.opening.case,
        unit=case.opening.unit,
        filing=command.filing,
        due_at=until,
        reason=command.reason,
    )


def decided(command: DecideExtension, case: Case, approver: ActorId) -> list[CaseEvent]:
    """Give the time that was asked for, or not."""
    asked = case.asked
    if asked is None:
        raise NoExtensionRequested
    if command.granted:
        granted = _granted(asked, command.reason, approver)
        return [granted, _extended(case, asked.filing, asked.due_at)]
    refused = ExtensionRefused(
        case=asked.case,
        unit=asked.unit,
        filing=asked.filing,
        reason=command.reason,
        approver=approver,
    )
    return [refused]


def _granted(asked: ExtensionRequested, reason: str, approver: ActorId) -> ExtensionGranted:
    return ExtensionGranted(
        case=asked.case,
        unit=asked.unit,
        filing=asked.filing,
        due_at=asked.due_at,
        reason=reason,
        approver=approver,
    )


def _extended(case: Case, filing: FilingKind, until: datetime) -> DueDateMoved:
    return DueDateMoved(
        case=case.opening.case,
        unit=case.opening.unit,
        unit_name=case.opening.unit_name,
        filing=filing,
        due_at=until,
        cause=DueDateCause.EXTENSION,
    )
