"""What an operator sees of a table of reactions, and whether its runner makes progress."""

from collections import Counter
from enum import Enum
from typing import Final

from libs.common.decider import frozen
from libs.common.reactions.order import Action

POLL_AGE_SECONDS_MAX: Final = 120.0
STALLED_SECONDS_MAX: Final = 120.0


class State(Enum):
    """What a runner is doing."""

    IDLE = "idle"
    WAITING_FOR_BROKER = "waiting_for_broker"
    WAITING_FOR_TOPICS = "waiting_for_topics"
    STANDBY = "standby"
    RUNNING = "running"
    BACKING_OFF = "backing_off"
    FAILED = "failed"
    STOPPED = "stopped"


@frozen
class Progress:
    """One table as it stands; `reason` says what it waits for, or why it failed."""

    name: str
    state: State
    reason: str | None
    handled: int
    ignored: int
    dropped: int
    parked: int
    late_acknowledgements: int
    lag: int | None
    position: int | None
    last_poll_age_seconds: float | None
    stalled_seconds: float
    missing_topics: tuple[str, ...]

    @property
    def is_alive(self) -> bool:
        """Tell whether a restart of the process would not help."""
        if self.state is State.FAILED:
            return False
        if self.state is not State.RUNNING:
            return True
        polled = self.last_poll_age_seconds
        return (polled is None or polled < POLL_AGE_SECONDS_MAX) and (
            self.stalled_seconds < STALLED_SECONDS_MAX
        )


class Counters:
    """Counts of one runner since its process began, and when it last got something done."""

    def __init__(self) -> None:
        self.actions: Counter[Action] = Counter()
        self.late_acknowledgements = 0
        self._begun_at: float | None = None
        self._ended_at: float | None = None

    def begin(self, at: float) -> None:
        """Note that a batch is under way."""
        self._begun_at = at

    def end(self, at: float) -> None:
        """Note that it is no longer."""
        self._begun_at, self._ended_at = None, at

    def count(self, tally: Counter[Action]) -> None:
        """Note what a batch came to."""
        self.actions.update(tally)

    def stalled_seconds(self, at: float, lag: int | None) -> float:
        """Tell for how long a batch has taken, or for how long none came although there is one."""
        if self._begun_at is not None:
            return at - self._begun_at
        if not lag or self._ended_at is None:
            return 0.0
        return at - self._ended_at
