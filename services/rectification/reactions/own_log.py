"""What we say ourselves: a row that is written off counts in its case."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.rectification.domain.case import RecordWriteOff
from services.rectification.domain.item.facts import IssueWrittenOff


def record_write_off(received: Received[IssueWrittenOff]) -> list[Send]:
    """Tell the case."""
    event = received.event
    return [send(f"case-{event.case}", RecordWriteOff(issue=event.issue))]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(on("record_write_off", IssueWrittenOff, record_write_off),),
)
