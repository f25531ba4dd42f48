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
    """The site below found every row of the case written off."""

    accepted_at: datetime


ReportedCaseEvent: TypeAlias = ReportedCaseNoted | ReportedCaseAccepted


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


ReportedCaseCommand: TypeAlias = NoteReportedCase | NoteReportedAcceptance


class ReportedCaseStatus(StrEnum):
    """How far the level below has come."""

    NEW = "new"
    OPENED = "opened"
    ACCEPTED = "accepted"


@frozen
class ReportedCase:
    """Only what `decide` asks about; screens read projections."""

    status: ReportedCaseStatus = ReportedCaseStatus.NEW


# One stream of the level below tells both, so they come in its order.
ALLOWED: Final = {
    NoteReportedCase: allow(SYSTEM, when={ReportedCaseStatus.NEW}),
    NoteReportedAcceptance: allow(SYSTEM, when={ReportedCaseStatus.OPENED}),
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
        case _:
            assert_never(command)


def evolve(reported: ReportedCase, event: ReportedCaseEvent) -> ReportedCase:
    """Take in what happened."""
    match event:
        case ReportedCaseNoted():
            return replace(reported, status=ReportedCaseStatus.OPENED)
        case ReportedCaseAccepted():
            return replace(reported, status=ReportedCaseStatus.ACCEPTED)
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


reported_case: Final = Aggregate(
    kind="reported_case",
    initial=ReportedCase(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
