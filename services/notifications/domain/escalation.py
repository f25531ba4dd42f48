"""The escalation path: who is reminded of a filing, and how many days before or after it is due."""

from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from annotated_types import Interval

from libs.common.decider import frozen
from libs.common.decider.roles import LEADING_GROUP, OFFICE, UNIT

DAYS_MAX: Final = 400

Days: TypeAlias = Annotated[int, Interval(ge=-DAYS_MAX, le=DAYS_MAX)]


class Filing(StrEnum):
    """What a unit owes by a due date."""

    PLAN = "plan"
    PROGRESS = "progress"


@frozen
class Step:
    """One step: `days` from the due moment, before it if negative, and the role that hears of it.

    A reminder has lost its sense once it is `lapses` days from the due moment: the next one says
    the same. Who hears that a filing is late hears it however late it has become.
    """

    days: Days
    role: str
    lapses: Days | None = None

    @property
    def is_reminder(self) -> bool:
        """Tell whether it comes before the due moment."""
        return self.lapses is not None


# The head of a unit is reached under the unit's own role: no token says who is head.
PATH: Final = (
    Step(days=-14, role=UNIT, lapses=-7),
    Step(days=-7, role=UNIT, lapses=-3),
    Step(days=-3, role=UNIT, lapses=-1),
    Step(days=-1, role=UNIT, lapses=0),
    Step(days=1, role=UNIT),
    Step(days=7, role=OFFICE),
    Step(days=14, role=LEADING_GROUP),
)
