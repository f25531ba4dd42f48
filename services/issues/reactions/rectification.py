"""What rectification says: an issue is resolved when its row is written off."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rectification import IssueWrittenOff
from services.issues.domain.issue import ResolveIssue


def resolve(received: Received[IssueWrittenOff]) -> list[Send]:
    """Resolve the issue of the row."""
    return [send(f"issue-{received.event.issue}", ResolveIssue())]


REACTIONS: Final = Reactions(
    name="rectification",
    source=service("rectification"),
    lines=(on("resolve", IssueWrittenOff, resolve),),
)
