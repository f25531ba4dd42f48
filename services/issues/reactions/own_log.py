"""What we say ourselves: what a list, a case and a programme mean for single issues."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.issues.domain.issue.commands import (
    CloseIssue,
    DropIssue,
    MarkApproved,
    MarkConfirmed,
    MarkListed,
    MergeIssue,
)
from services.issues.domain.issue_list.facts import (
    FindingsReported,
    IssueListApproved,
    IssueListFrozen,
    IssueListSorted,
)
from services.issues.domain.noted_case import CaseClosingNoted
from services.issues.domain.programme_findings import (
    LinkedIssue,
    NoteLinkedFindings,
    SectorFinding,
    SectorFindingsDecided,
)
from services.issues.domain.sector_issue import RaiseSectorIssue
from services.issues.domain.vocabulary import LinkedEngagement, ProgrammeKey, SectorIssueKey

FIRST: Final = 1


def mark_listed(received: Received[IssueListSorted]) -> list[Send]:
    """Mark what the first sorting took up; the second one counts when it is frozen."""
    if received.event.sorting != FIRST:
        return []
    return [send(f"issue-{line.issue}", MarkListed()) for line in received.event.kept]


def mark_sorted(received: Received[IssueListFrozen]) -> list[Send]:
    """Tell each line of the frozen list what became of it."""
    event = received.event
    return [
        *(send(f"issue-{issue}", MarkConfirmed()) for issue in event.issues),
        *(send(f"issue-{line.issue}", MergeIssue(into=line.into)) for line in event.merged),
        *(send(f"issue-{line.issue}", DropIssue(reason=line.reason)) for line in event.dropped),
    ]


def mark_approved(received: Received[IssueListApproved]) -> list[Send]:
    """Let each confirmed issue stand."""
    return [send(f"issue-{issue}", MarkApproved()) for issue in received.event.issues]


def note_own_findings(received: Received[FindingsReported]) -> list[Send]:
    """Note what an own engagement found, as others' are noted."""
    event, site = received.event, received.site
    noted = NoteLinkedFindings(
        programme=event.programme,
        engagement=LinkedEngagement(f"{site}/{event.engagement}"),
        division=event.division,
        issues=tuple(
            LinkedIssue(issue=f"{site}/{found.issue}", domain=found.domain.value)
            for found in event.findings
        ),
    )
    return [send(f"programme_findings-{event.programme}", noted)]


def raise_sector_issues(received: Received[SectorFindingsDecided]) -> list[Send]:
    """Raise what several engagements found alike."""
    event = received.event
    return [_sector_issue(event.programme, found) for found in event.found]


def close_issues(received: Received[CaseClosingNoted]) -> list[Send]:
    """Close the issues of a closed case, each when it is resolved."""
    return [send(f"issue-{issue}", CloseIssue()) for issue in received.event.issues]


def _sector_issue(programme: ProgrammeKey, found: SectorFinding) -> Send:
    key = SectorIssueKey(f"{programme}-{found.focus.key}")
    raised = RaiseSectorIssue(
        sector_issue=key,
        programme=programme,
        title=found.focus.title,
        domain=found.focus.domain,
        department=found.focus.department,
        issues=found.issues,
        divisions=found.divisions,
    )
    return send(f"sector_issue-{key}", raised)


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("mark_listed", IssueListSorted, mark_listed),
        on("mark_sorted", IssueListFrozen, mark_sorted),
        on("mark_approved", IssueListApproved, mark_approved),
        on("note_own_findings", FindingsReported, note_own_findings),
        on("raise_sector_issues", SectorFindingsDecided, raise_sector_issues),
        on("close_issues", CaseClosingNoted, close_issues),
    ),
)
