"""Mechanisms of the domain that the notifications service bears."""

from collections import Counter
from datetime import timedelta

import pytest

from libs.common.decider.roles import LEADING_GROUP, OFFICE, UNIT
from libs.contracts.rectification import (
    DueDateMoved,
    PlanAccepted,
    PlanReturned,
    PlanSubmitted,
    ProgressReportAccepted,
    ProgressReportSubmitted,
    RectificationCaseOpened,
)
from services.notifications.domain.escalation import PATH
from services.notifications.domain.notification import Template
from services.notifications.reactions.rectification import REACTIONS
from tests.notifications.desk import Desk, until
from tests.notifications.examples import CASE, DAY, DUE, OPENED_AT, TOWN, TOWN_NAME

pytestmark = pytest.mark.postgres

PROGRESS_DUE = DUE + 153 * DAY
WHOSE = {"case": CASE, "unit": TOWN, "unit_name": TOWN_NAME}
FILED = {**WHOSE, "version": 1}

opened_with_both = RectificationCaseOpened(
    **WHOSE,
    division="360722100",
    issues=("i-1",),
    anchor=OPENED_AT,
    plan_due_at=DUE,
    progress_due_at=PROGRESS_DUE,
)


async def until_heard(desk: Desk, **wanted: int) -> None:
    """Wait until so many notifications of each template are there."""

    async def holds() -> bool:
        heard = Counter(row.template.value for row in await desk.inbox() if row.delivered_at)
        return heard == Counter(wanted)

    await until(holds)


async def test_mechanism_59_the_whole_way_is_watched_from_the_feedback_to_the_last_filing(
    desk: Desk,
) -> None:
    async with desk.projecting(), desk.delivering(), desk.firing():
        await desk.hear(REACTIONS, opened_with_both)
        await desk.until_shown()
        for days in (-14, -7, -3):
            desk.advance(DUE + days * DAY)
            await until_heard(desk, plan_due_soon=(-14, -7, -3).index(days) + 1)
        # The unit files in time, it is returned, and the unit lets the date pass.
        await desk.hear(REACTIONS, PlanSubmitted(**FILED, late=False))
        await desk.hear(REACTIONS, PlanReturned(**FILED, comments=2))
        await desk.until_shown()
        for days, late in ((1, 1), (7, 2), (14, 3)):
            desk.advance(DUE + days * DAY)
            await until_heard(desk, plan_due_soon=3, plan_returned=1, plan_late=late)
        # The progress report is asked for later than planned, and comes in time.
        moved = DueDateMoved(
            **WHOSE, filing="progress", due_at=PROGRESS_DUE + 10 * DAY, cause="extension"
        )
        await desk.hear(REACTIONS, PlanAccepted(**FILED), moved)
        await desk.until_shown()
        desk.advance(PROGRESS_DUE)
        heard = {"plan_due_soon": 3, "plan_returned": 1, "plan_late": 3, "plan_accepted": 1}
        heard |= {"progress_due_date_moved": 1, "progress_due_soon": 1}
        await until_heard(desk, **heard)
        await desk.hear(REACTIONS, ProgressReportSubmitted(**FILED, late=False))
        await desk.hear(REACTIONS, ProgressReportAccepted(**FILED))
        await desk.until_shown()
        desk.advance(PROGRESS_DUE + 60 * DAY)
        await until_heard(desk, **heard, progress_accepted=1)
    rows = [row for row in await desk.inbox() if row.template is Template.PLAN_LATE]
    assert [(row.role, row.unit) for row in rows] == [
        (UNIT, TOWN),
        (OFFICE, None),
        (LEADING_GROUP, None),
    ]


async def test_a_site_that_was_stopped_tells_what_is_late_and_does_not_remind_in_a_heap(
    desk: Desk,
) -> None:
    opened = RectificationCaseOpened(
        **WHOSE, division="360722100", issues=("i-1",), anchor=OPENED_AT, plan_due_at=DUE
    )
    async with desk.projecting():
        await desk.hear(REACTIONS, opened)
        await desk.until_shown()
    desk.advance(DUE - 2 * DAY)
    async with desk.projecting(), desk.delivering(), desk.firing():
        await until_heard(desk, plan_due_soon=1)
        desk.advance(DUE + 8 * DAY + timedelta(hours=3))
        await until_heard(desk, plan_due_soon=1, plan_late=2)
    assert len(await desk.timers()) == len(PATH)
