"""The head of a log: how far it goes, and what the next event builds on."""

from datetime import datetime
from typing import NamedTuple

from libs.common.events import merkle
from libs.common.events.header import decode, read_time
from libs.common.store.reading import StoredRow


class Head(NamedTuple):
    """The last position (0: nothing yet), its epoch, the tree's frontier, the last time."""

    position: int
    epoch: int
    frontier: merkle.Frontier
    recorded_at: datetime | None

    @property
    def root(self) -> bytes:
        """The root of the whole log."""
        return merkle.root(self.frontier)


START = Head(position=0, epoch=1, frontier=(), recorded_at=None)


def head_of(last: StoredRow | None) -> Head:
    """Read the head off the log's last row; raises ValueError when that row ends no flush."""
    if last is None:
        return START
    if last.frontier is None:
        message = f"the log's last event, {last.position}, carries no frontier"
        raise ValueError(message)
    header = decode(last.header)
    frontier = merkle.unpack(last.frontier)
    return Head(last.position, header.epoch, frontier, read_time(header.recorded_at))
