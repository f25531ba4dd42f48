"""What rectification says: how far the unit is with each issue of its case."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rectification import (
    CaseClosed,
    IssueWrittenOff,
    ItemReopened,
    RectificationCaseOpened,
)
from services.issues.domain.issue.commands import MarkInRectification, ReopenIssue, ResolveIssue
from services.issues.domain.noted_case import NoteCase, NoteCaseClosing
from services.issues.domain.vocabulary import CaseKey, IssueId


def note_case(received: Received[RectificationCaseOpened]) -> list[Send]:
    """Note the case with its issues, and mark each of them."""
    event = received.event
    case = CaseKey(event.case)
    noted = NoteCase(case=case, issues=tuple(map(IssueId, event.issues)))
    marked = MarkInRectification(case=case)
    return [
        send(f"noted_case-{case}", noted),
        *(send(f"issue-{issue}", marked) for issue in event.issues),
    ]


def resolve(received: Received[IssueWrittenOff]) -> list[Send]:
    """Resolve the issue of the row."""
    return [send(f"issue-{received.event.issue}", ResolveIssue())]


def reopen(received: Received[ItemReopened]) -> list[Send]:
    """Reopen the issue of the row."""
    return [send(f"issue-{received.event.issue}", ReopenIssue())]


def note_closing(received: Received[CaseClosed]) -> list[Send]:
    """Note that the case was closed."""
    case = CaseKey(received.event.case)
    return [send(f"noted_case-{case}", NoteCaseClosing(case=case))]


REACTIONS: Final = Reactions(
    name="rectification",
    source=service("rectification"),
    lines=(
        on("resolve", IssueWrittenOff, resolve),
        on("note_case", RectificationCaseOpened, note_case),
        on("reopen", ItemReopened, reopen),
        on("note_closing", CaseClosed, note_closing),
    ),
)
