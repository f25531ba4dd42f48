"""One case whose plan is due, and what was told of it."""

from typing import Any, Final

from libs.contracts.rectification import (
    DueDateMoved,
    PlanAccepted,
    PlanReturned,
    PlanSubmitted,
    RectificationCaseOpened,
)
from services.notifications.domain.timer.facts import TimerFired
from tests.notifications.desk import Desk, until
from tests.notifications.examples import CASE, DUE, LATER_DUE, OPENED_AT, TOWN, TOWN_NAME

WHOSE: Final[Any] = {"case": CASE, "unit": TOWN, "unit_name": TOWN_NAME}
A_WHILE_SECONDS: Final = 0.3

opened: Final = RectificationCaseOpened(
    **WHOSE, division="360722100", issues=("i-1",), anchor=OPENED_AT, plan_due_at=DUE
)
moved: Final = DueDateMoved(**WHOSE, filing="plan", due_at=LATER_DUE, cause="extension granted")
submitted: Final = PlanSubmitted(**WHOSE, version=1, late=False)
returned: Final = PlanReturned(**WHOSE, version=1, comments=2)
accepted: Final = PlanAccepted(**WHOSE, version=1)


async def told(desk: Desk) -> list[int]:
    """Give the steps that were taken, in order."""
    return [each.event.owed.step.days for each in await desk.events(TimerFired)]


async def until_told(desk: Desk, *days: int) -> None:
    """Wait until exactly these steps were taken, in this order."""

    async def holds() -> bool:
        return await told(desk) == list(days)

    await until(holds)
