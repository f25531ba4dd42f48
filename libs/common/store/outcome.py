"""The outcome a receipt keeps: where each stream of a command stood afterwards, as JSON text.

It follows from the headers of the command's events alone, so a rebuilt receipt is the same text.
"""

from collections.abc import Iterable, Sequence

import orjson

from libs.common.events.header import Header
from libs.common.store.appends import StreamHead


def outcome_of(headers: Sequence[Header]) -> str:
    """Write the heads of the streams that `headers`, one command's events in order, touched."""
    return write(heads([StreamHead(h.stream, h.version, h.sequence or {}) for h in headers]))


def write(heads: Iterable[StreamHead]) -> str:
    """Write heads as a receipt keeps them."""
    rows = [
        {"stream": head.stream, "version": head.version, "sequence": head.sequence}
        for head in heads
    ]
    return orjson.dumps(rows).decode()


def heads_of(outcome: str) -> tuple[StreamHead, ...]:
    """Read what `outcome_of` wrote."""
    return tuple(StreamHead(**row) for row in orjson.loads(outcome))


def heads(steps: Sequence[StreamHead]) -> tuple[StreamHead, ...]:
    """Give the heads of the streams that one command's events touched, ordered by name.

    `steps` says, event by event, where that event's stream stood after it.
    """
    if len(steps) == 1:
        # By far the most frequent case, and a header's sequence is in order already.
        return tuple(steps)
    versions: dict[str, int] = {}
    sequences: dict[str, dict[str, int]] = {}
    for step in steps:
        versions[step.stream] = step.version
        # An event for fewer circles must not hide the numbers of one before it.
        sequences.setdefault(step.stream, {}).update(step.sequence)
    return tuple(
        StreamHead(stream, versions[stream], dict(sorted(sequences[stream].items())))
        for stream in sorted(versions)
    )
