"""Reactions: an event in, commands out; declared as tables, run by one runner."""

from libs.common.reactions.table import (
    Reaction,
    Reactions,
    Received,
    Send,
    Source,
    on,
    own_log,
    send,
    service,
    subordinates,
    superiors,
)

__all__ = [
    "Reaction",
    "Reactions",
    "Received",
    "Send",
    "Source",
    "on",
    "own_log",
    "send",
    "service",
    "subordinates",
    "superiors",
]
