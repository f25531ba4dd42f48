"""A reported case: what a level below says of one of its cases; kept here, decided there."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, allow, frozen
from services.rectification.domain.vocabulary import CaseId, SiteKey, UnitCode


@frozen
class ReportedCaseNoted:
    """A site below opened a case."""

    site: SiteKey
    case: CaseId
    unit: UnitCode
    unit_name: str
    division: str
    issues: int
    anchor: datetime


@frozen
class ReportedCaseAccepted:
    """The site below accepted the progress report of the case."""

    accepted_at: datetime


@frozen
class ReportedCaseClosed:
    """The site below closed the case: every row is written off or rightly long-term."""

    written_off: int
    long_term: int
    closed_at: datetime


ReportedCaseEvent: TypeAlias = ReportedCaseNoted | ReportedCaseAccepted | ReportedCaseClosed


@frozen
class NoteReportedCase:
    """Take note that a site below opened a case."""

    site: SiteKey
    case: CaseId
    unit: UnitCode
    unit_name: str
    division: str
    issues: int
    anchor: datetime


@frozen
class NoteReportedAcceptance:
    """Take note that the case was accepted there."""

    accepted_at: datetime


@frozen
class NoteReportedClosing:
    """Take note that the case was closed there."""

    written_off: int
    long_term: int
    closed_at: datetime


ReportedCaseCommand: TypeAlias = NoteReportedCase | NoteReportedAcceptance | NoteReportedClosing


class ReportedCaseStatus(StrEnum):
    """How far the level below has come."""

    NEW = "new"
    OPENED = "opened"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@frozen
class ReportedCase:
    """Only what `decide` asks about; screens read projections."""

    status: ReportedCaseStatus = ReportedCaseStatus.NEW


# One stream of the level below tells all, so they come in its order; a case that was opened
# again is closed again.
ALLOWED: Final = {
    NoteReportedCase: allow(SYSTEM, when={ReportedCaseStatus.NEW}),
    NoteReportedAcceptance: allow(SYSTEM, when={ReportedCaseStatus.OPENED}),
    NoteReportedClosing: allow(SYSTEM, when=set(ReportedCaseStatus) - {ReportedCaseStatus.NEW}),
}


def decide(
    command: ReportedCaseCommand,
    reported: ReportedCase,  # noqa: ARG001
    context: Context,  # noqa: ARG001
) -> list[ReportedCaseEvent]:
    """Say what happens; nothing that a level below decided is refused here."""
    match command:
        case NoteReportedCase():
            return [_noted(command)]
        case NoteReportedAcceptance(accepted_at=moment):
            return [ReportedCaseAccepted(accepted_at=moment)]
        case NoteReportedClosing():
            return [_closed(command)]
        case _:
            assert_never(command)


def evolve(reported: ReportedCase, event: ReportedCaseEvent) -> ReportedCase:
    """Take in what happened."""
    match event:
        case ReportedCaseNoted():
            return replace(reported, status=ReportedCaseStatus.OPENED)
        case ReportedCaseAccepted():
            return replace(reported, status=ReportedCaseStatus.ACCEPTED)
        case ReportedCaseClosed():
            return replace(reported, status=ReportedCaseStatus.CLOSED)
        case _:
            assert_never(event)


def _noted(command: NoteReportedCase) -> ReportedCaseNoted:
    return ReportedCaseNoted(
        site=command.site,
        case=command.case,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        issues=command.issues,
        anchor=command.anchor,
    )


def _closed(command: NoteReportedClosing) -> ReportedCaseClosed:
    return ReportedCaseClosed(
        written_off=command.written_off,
        long_term=command.long_term,
        closed_at=command.closed_at,
    )


reported_case: Final = Aggregate(
    kind="reported_case",
    initial=ReportedCase(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
