"""Canonical facts of the notifications service: tests vary only what matters."""

from datetime import UTC, datetime, timedelta
from typing import Final

from libs.common.decider.roles import OFFICE, UNIT
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.notification import (
    NotificationAcknowledged,
    NotificationDelivered,
    NotificationQueued,
    NotificationRead,
    Template,
)
from services.notifications.domain.timer.facts import (
    Owed,
    Said,
    TimerCancelled,
    TimerFired,
    TimerMoved,
    TimerResumed,
    TimerScheduled,
    TimerSkipped,
)
from services.notifications.domain.vocabulary import CaseKey, EventId, UnitCode

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
TOWN_NAME: Final = "嘉定镇(演示)"
SOURCE: Final = EventId("0195e000-0000-7000-8000-000000000001")
CASE: Final = CaseKey("case-1")

DAY: Final = timedelta(days=1)
# The ends of 30 April and of 20 May 2026 in Shanghai.
DUE: Final = datetime(2026, 4, 30, 15, 59, 59, tzinfo=UTC)
LATER_DUE: Final = datetime(2026, 5, 20, 15, 59, 59, tzinfo=UTC)
OPENED_AT: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
SAID: Final = Said(at=OPENED_AT, position=10)
SAID_LATER: Final = Said(at=OPENED_AT + 20 * DAY, position=30)
WEEK_BEFORE, DAY_BEFORE, DAY_LATE, WEEK_LATE = (PATH[place] for place in (1, 3, 4, 5))

queued: Final = NotificationQueued(
    source=SOURCE,
    template=Template.CLAIM_REJECTED,
    role=UNIT,
    unit=TOWN,
    parameters={"issue": "0195e100-0000-7000-8000-000000000001", "code": "ISS-360722-C01-001"},
)
queued_for_office: Final = NotificationQueued(
    source=SOURCE,
    template=Template.RECTIFICATION_ACCEPTED,
    role=OFFICE,
    parameters={"case": "case-1", "unit_name": TOWN_NAME, "issues": "2"},
)
delivered: Final = NotificationDelivered()
read: Final = NotificationRead()
acknowledged: Final = NotificationAcknowledged()

week_before: Final = Owed(
    case=CASE, filing=Filing.PLAN, step=WEEK_BEFORE, unit=TOWN, unit_name=TOWN_NAME
)
day_late: Final = Owed(case=CASE, filing=Filing.PLAN, step=DAY_LATE, unit=TOWN, unit_name=TOWN_NAME)
week_late: Final = Owed(
    case=CASE, filing=Filing.PROGRESS, step=WEEK_LATE, unit=TOWN, unit_name=TOWN_NAME
)
scheduled: Final = TimerScheduled(owed=week_before, due_at=DUE, said=SAID, fires_at=DUE - 7 * DAY)
scheduled_late: Final = TimerScheduled(owed=day_late, due_at=DUE, said=SAID, fires_at=DUE + DAY)
moved: Final = TimerMoved(due_at=LATER_DUE, said=SAID_LATER, fires_at=LATER_DUE - 7 * DAY)
cancelled: Final = TimerCancelled()
resumed: Final = TimerResumed(returned_at=OPENED_AT + 10 * DAY, fires_at=DUE - 7 * DAY)
fired: Final = TimerFired(owed=week_before, due_at=DUE, fires_at=DUE - 7 * DAY)
fired_late: Final = TimerFired(owed=day_late, due_at=DUE, fires_at=DUE + DAY)
skipped: Final = TimerSkipped(fires_at=DUE - 7 * DAY)

EVENTS: Final = (
    *(queued, delivered, read, acknowledged),
    *(scheduled, moved, cancelled, resumed, fired, skipped),
)
