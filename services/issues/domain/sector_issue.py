"""A sector issue: what several engagements of a programme found alike, for one line department."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Permission, allow, frozen
from services.issues.domain.vocabulary import ProgrammeKey, SectorIssueKey


@frozen
class SectorIssueRaised:
    """Units of several divisions have the same fault; divisions are named, units are not.

    `issues` names each by its site, a slash, and its key there.
    """

    sector_issue: SectorIssueKey
    programme: ProgrammeKey
    title: str
    domain: str
    department: str
    issues: tuple[str, ...]
    divisions: tuple[str, ...]


SectorIssueEvent: TypeAlias = SectorIssueRaised


@frozen
class RaiseSectorIssue:
    """Take note of what the merged results of a programme show."""

    sector_issue: SectorIssueKey
    programme: ProgrammeKey
    title: str
    domain: str
    department: str
    issues: tuple[str, ...]
    divisions: tuple[str, ...]


SectorIssueCommand: TypeAlias = RaiseSectorIssue


class SectorIssueStatus(StrEnum):
    """Whether it was raised."""

    NEW = "new"
    RAISED = "raised"


@frozen
class SectorIssue:
    """Only what `decide` asks about; screens read projections."""

    status: SectorIssueStatus = SectorIssueStatus.NEW
    raised: SectorIssueRaised | None = None


ALLOWED: Final[Mapping[type, Permission]] = {
    RaiseSectorIssue: allow(SYSTEM, when={SectorIssueStatus.NEW})
}


def decide(
    command: SectorIssueCommand,
    sector_issue: SectorIssue,  # noqa: ARG001 - every aggregate decides alike
    context: Context,  # noqa: ARG001 - every aggregate decides alike
) -> list[SectorIssueEvent]:
    """Say what happens."""
    match command:
        case RaiseSectorIssue():
            return [_raised(command)]
        case _:
            assert_never(command)


def evolve(sector_issue: SectorIssue, event: SectorIssueEvent) -> SectorIssue:
    """Take in what happened."""
    match event:
        case SectorIssueRaised():
            return replace(sector_issue, status=SectorIssueStatus.RAISED, raised=event)
        case _:
            assert_never(event)


def _raised(command: RaiseSectorIssue) -> SectorIssueRaised:
    return SectorIssueRaised(
        sector_issue=command.sector_issue,
        programme=command.programme,
        title=command.title,
        domain=command.domain,
        department=command.department,
        issues=command.issues,
        divisions=command.divisions,
    )


sector_issue: Final = Aggregate(
    kind="sector_issue",
    initial=SectorIssue(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
