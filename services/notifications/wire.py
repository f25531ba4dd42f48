"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import INTERNAL, Wire, stored
from services.notifications.domain.notification import (
    NotificationAcknowledged,
    NotificationDelivered,
    NotificationQueued,
    NotificationRead,
)
from services.notifications.domain.timer.facts import (
    TimerCancelled,
    TimerFired,
    TimerMoved,
    TimerResumed,
    TimerScheduled,
    TimerSkipped,
)


def by_unit(event: NotificationQueued) -> list[str]:
    """Find a notification by the unit that it is for."""
    return [f"unit:{event.unit}"] if event.unit else []


def by_case_and_unit(event: TimerScheduled) -> list[str]:
    """Find a timer by what it is about."""
    return [f"case:{event.owed.case}", f"unit:{event.owed.unit}"]


WIRE: Final = Wire(
    "notifications",
    [
        stored("NotificationQueued.v1", NotificationQueued, INTERNAL, tags=by_unit),
        stored("NotificationDelivered.v1", NotificationDelivered, INTERNAL),
        stored("NotificationRead.v1", NotificationRead, INTERNAL),
        stored("NotificationAcknowledged.v1", NotificationAcknowledged, INTERNAL),
        stored("TimerScheduled.v1", TimerScheduled, INTERNAL, tags=by_case_and_unit),
        stored("TimerMoved.v1", TimerMoved, INTERNAL),
        stored("TimerCancelled.v1", TimerCancelled, INTERNAL),
        stored("TimerResumed.v1", TimerResumed, INTERNAL),
        stored("TimerFired.v1", TimerFired, INTERNAL),
        stored("TimerSkipped.v1", TimerSkipped, INTERNAL),
    ],
)
