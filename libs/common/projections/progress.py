"""What an operator sees of a read model: position, lag, speed, status."""

from collections import deque
from typing import Final, NamedTuple

from libs.common.decider import frozen

WINDOW_SECONDS: Final = 5.0
MARKS_MAX: Final = 1000


@frozen
class Progress:
    """One read model as it stands; `reason` says why it stopped."""

    name: str
    version: int
    position: int
    head: int
    events_per_second: float
    status: str
    reason: str | None

    @property
    def lag(self) -> int:
        """Events recorded but not shown yet."""
        return max(0, self.head - self.position)


class _Mark(NamedTuple):
    at: float
    events: int


class Rate:
    """Events per second over the last seconds."""

    def __init__(self) -> None:
        self._marks: deque[_Mark] = deque(maxlen=MARKS_MAX)

    def count(self, events: int, at: float) -> None:
        """Note that so many events were taken in."""
        if events:
            self._marks.append(_Mark(at, events))

    def per_second(self, at: float) -> float:
        """Give the rate."""
        recent = [mark.events for mark in self._marks if mark.at > at - WINDOW_SECONDS]
        return sum(recent) / WINDOW_SECONDS
