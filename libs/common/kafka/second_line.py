"""The second line of every reader of a log: the next record is last + 1, or it is no record.

Kafka's transactions are the first line. Whatever gets past them, a repeat after a broker lost
something or a relay that nobody fenced, is dropped here; a jump stops the reader.
"""

from typing import Final, NamedTuple

from libs.common.events.header import Header
from libs.common.events.kernel import EpochOpened
from libs.common.events.wire import KERNEL


class Mark(NamedTuple):
    """A place in a log's history; later ones compare as greater, across epochs too."""

    epoch: int
    position: int


START: Final = Mark(0, 0)
EPOCH_OPENED: Final = frozenset(line.name for line in KERNEL if line.event is EpochOpened)
"""The stored names of the event that begins an epoch."""


class TapeJump(Exception):  # noqa: N818 - named by what it is
    """A record that cannot follow: something is missing between it and the last one."""

    def __init__(self, last: Mark, header: Header) -> None:
        super().__init__(
            f"position {header.position} of epoch {header.epoch} ({header.type}) cannot follow"
            f" position {last.position} of epoch {last.epoch}"
        )
        self.last, self.position = last, header.position


def mark_of(header: Header) -> Mark:
    """Give an event's place."""
    return Mark(header.epoch, header.position)


def follows(last: Mark, header: Header) -> bool:
    """Tell whether the record is the next (True) or an old one (False); raises TapeJump."""
    is_next = header.position == last.position + 1
    if is_next and header.epoch == last.epoch:
        return True
    if mark_of(header) <= last:
        return False
    if is_next and last == START:
        return True
    # A higher epoch goes on from what survived, so it may begin before the last record.
    may_begin = header.epoch > last.epoch and header.position <= last.position + 1
    if may_begin and header.type in EPOCH_OPENED:
        return True
    raise TapeJump(last, header)
