"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import INTERNAL, Wire, stored
from services.notifications.domain.notification import (
    NotificationAcknowledged,
    NotificationDelivered,
    NotificationQueued,
    NotificationRead,
)


def by_unit(event: NotificationQueued) -> list[str]:
    """Find a notification by the unit that it is for."""
    return [f"unit:{event.unit}"] if event.unit else []


WIRE: Final = Wire(
    "notifications",
    [
        stored("NotificationQueued.v1", NotificationQueued, INTERNAL, tags=by_unit),
        stored("NotificationDelivered.v1", NotificationDelivered, INTERNAL),
        stored("NotificationRead.v1", NotificationRead, INTERNAL),
        stored("NotificationAcknowledged.v1", NotificationAcknowledged, INTERNAL),
    ],
)
