"""What the engagements of a programme found, put side by side once its results are merged."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, allow, frozen
from services.issues.domain.vocabulary import FocusKey, LinkedEngagement, ProgrammeKey

ALIKE_MIN: Final = 2
"""So many engagements have to find the same before it is a matter of the sector."""


@frozen
class LinkedIssue:
    """One issue of an engagement of whatever level: its site, a slash, and its key there."""

    issue: str
    domain: str


@frozen
class Focus:
    """One thing that every engagement of the programme looked at."""

    key: FocusKey
    title: str
    domain: str
    department: str


@frozen
class SectorFinding:
    """What several engagements found alike under one focus item."""

    focus: Focus
    issues: tuple[str, ...]
    divisions: tuple[str, ...]


@frozen
class LinkedFindingsNoted:
    """One engagement's issues are known here."""

    programme: ProgrammeKey
    engagement: LinkedEngagement
    division: str
    issues: tuple[LinkedIssue, ...]


@frozen
class MergedResultsNoted:
    """The programme's results are one; these engagements take part in them."""

    programme: ProgrammeKey
    focus: tuple[Focus, ...]
    engagements: tuple[LinkedEngagement, ...]


@frozen
class SectorFindingsDecided:
    """The findings of all of them are known, and these are matters of the sector."""

    programme: ProgrammeKey
    found: tuple[SectorFinding, ...]


FindingsEvent: TypeAlias = LinkedFindingsNoted | MergedResultsNoted | SectorFindingsDecided


@frozen
class NoteLinkedFindings:
    """Take note of one engagement's issues."""

    programme: ProgrammeKey
    engagement: LinkedEngagement
    division: str
    issues: tuple[LinkedIssue, ...]


@frozen
class NoteMergedResults:
    """Take note that the programme's results are merged."""

    programme: ProgrammeKey
    focus: tuple[Focus, ...]
    engagements: tuple[LinkedEngagement, ...]


FindingsCommand: TypeAlias = NoteLinkedFindings | NoteMergedResults


class FindingsStatus(StrEnum):
    """Whether the programme's findings are put together."""

    NEW = "new"
    GATHERING = "gathering"
    DECIDED = "decided"


@frozen
class ProgrammeFindings:
    """Only what `decide` asks about."""

    status: FindingsStatus = FindingsStatus.NEW
    noted: Mapping[LinkedEngagement, LinkedFindingsNoted] | None = None
    merged: MergedResultsNoted | None = None

    @property
    def by_engagement(self) -> Mapping[LinkedEngagement, LinkedFindingsNoted]:
        """What is known, by the engagement that found it."""
        return self.noted or {}


# Each level tells of its own engagements, and the merge comes from another service.
ALLOWED: Final = {
    NoteLinkedFindings: allow(SYSTEM, when=set(FindingsStatus)),
    NoteMergedResults: allow(SYSTEM, when=set(FindingsStatus)),
}


def decide(
    command: FindingsCommand,
    findings: ProgrammeFindings,
    context: Context,  # noqa: ARG001 - every aggregate decides alike
) -> list[FindingsEvent]:
    """Say what happens; what is heard again changes nothing."""
    match command:
        case NoteLinkedFindings(engagement=engagement):
            if engagement in findings.by_engagement:
                return []
            return _with_outcome(findings, _findings(command))
        case NoteMergedResults():
            return [] if findings.merged else _with_outcome(findings, _merged(command))
        case _:
            assert_never(command)


def evolve(findings: ProgrammeFindings, event: FindingsEvent) -> ProgrammeFindings:
    """Take in what happened."""
    match event:
        case LinkedFindingsNoted(engagement=engagement):
            noted = {**findings.by_engagement, engagement: event}
            return replace(_gathering(findings), noted=noted)
        case MergedResultsNoted():
            return replace(_gathering(findings), merged=event)
        case SectorFindingsDecided():
            return replace(findings, status=FindingsStatus.DECIDED)
        case _:
            assert_never(event)


def _gathering(findings: ProgrammeFindings) -> ProgrammeFindings:
    decided = findings.status is FindingsStatus.DECIDED
    return findings if decided else replace(findings, status=FindingsStatus.GATHERING)


def _with_outcome(findings: ProgrammeFindings, event: FindingsEvent) -> list[FindingsEvent]:
    """Decide at once when the last thing that was missing is noted."""
    after = evolve(findings, event)
    merged = after.merged
    if findings.status is FindingsStatus.DECIDED or merged is None:
        return [event]
    if not after.by_engagement.keys() >= set(merged.engagements):
        return [event]
    taking_part = [after.by_engagement[each] for each in dict.fromkeys(merged.engagements)]
    found = tuple(filter(None, (_alike(focus, taking_part) for focus in merged.focus)))
    return [event, SectorFindingsDecided(programme=merged.programme, found=found)]


def _alike(focus: Focus, noted: list[LinkedFindingsNoted]) -> SectorFinding | None:
    """Gather what was found of a focus item's domain, if enough engagements found something."""
    finders = [each for each in noted if any(issue.domain == focus.domain for issue in each.issues)]
    if len(finders) < ALIKE_MIN:
        return None
    return SectorFinding(
        focus=focus,
        issues=tuple(
            issue.issue for each in finders for issue in each.issues if issue.domain == focus.domain
        ),
        divisions=tuple(dict.fromkeys(each.division for each in finders)),
    )


def _findings(command: NoteLinkedFindings) -> LinkedFindingsNoted:
    return LinkedFindingsNoted(
        programme=command.programme,
        engagement=command.engagement,
        division=command.division,
        issues=command.issues,
    )


def _merged(command: NoteMergedResults) -> MergedResultsNoted:
    return MergedResultsNoted(
        programme=command.programme, focus=command.focus, engagements=command.engagements
    )


programme_findings: Final = Aggregate(
    kind="programme_findings",
    initial=ProgrammeFindings(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
