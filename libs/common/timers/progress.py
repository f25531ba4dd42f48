"""What an operator sees of a service's timers, and whether their runner makes progress."""

from typing import Final

from libs.common.decider import frozen
from libs.common.reactions.progress import State

LOOK_AGE_SECONDS_MAX: Final = 120.0


@frozen
class Progress:
    """The timers as they stand; `waiting` are due by the last look and not yet fired.

    `set_aside` are those that could not be fired; they are tried again later, the others go on.
    """

    name: str
    state: State
    reason: str | None
    fired: int
    waiting: int
    set_aside: int
    last_look_age_seconds: float | None

    @property
    def is_alive(self) -> bool:
        """Tell whether a restart of the process would not help."""
        if self.state is not State.RUNNING:
            return self.state is not State.FAILED
        age = self.last_look_age_seconds
        return age is None or age < LOOK_AGE_SECONDS_MAX
