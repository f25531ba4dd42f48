"""What issues says: an engagement notes what was found, checked and approved."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.issues import IssueListApproved, IssueListFrozen, ReportTraceabilityChecked
from services.rounds.domain.engagement.commands import (
    NoteApprovedIssues,
    NoteFindings,
    NoteTraceability,
)
from services.rounds.domain.vocabulary import IssueId


def note_findings(received: Received[IssueListFrozen]) -> list[Send]:
    """Note which issues the second sorting confirmed."""
    event = received.event
    return [_to(event.engagement, NoteFindings(issues=_issues(event.issues)))]


def note_traceability(received: Received[ReportTraceabilityChecked]) -> list[Send]:
    """Note which version of the report was checked."""
    event = received.event
    noted = NoteTraceability(report_version=event.report_version, report=event.report)
    return [_to(event.engagement, noted)]


def note_approved_issues(received: Received[IssueListApproved]) -> list[Send]:
    """Note which issues may be told."""
    event = received.event
    return [_to(event.engagement, NoteApprovedIssues(issues=_issues(event.issues)))]


def _to(engagement: str, command: object) -> Send:
    return send(f"engagement-{engagement}", command)


def _issues(issues: tuple[str, ...]) -> tuple[IssueId, ...]:
    return tuple(map(IssueId, issues))


REACTIONS: Final = Reactions(
    name="issues",
    source=service("issues"),
    lines=(
        on("note_findings", IssueListFrozen, note_findings),
        on("note_traceability", ReportTraceabilityChecked, note_traceability),
        on("note_approved_issues", IssueListApproved, note_approved_issues),
    ),
)
