"""Telling somebody of an event: a notification for a role, or for one unit of that role."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from libs.common.decider.roles import UNIT
from libs.common.reactions import Received, Send, send
from services.notifications.domain.notification import QueueNotification, Template
from services.notifications.domain.vocabulary import EventId, UnitCode

# Due moments are the ends of days there, whatever zone a reader is in.
ZONE: Final = ZoneInfo("Asia/Shanghai")


def tell(received: Received[Any], template: Template, role: str, **parameters: object) -> Send:
    """Tell everybody in a role."""
    return _queue(received, template, role, None, parameters)


def tell_unit(received: Received[Any], template: Template, unit: str, **parameters: object) -> Send:
    """Tell one unit."""
    return _queue(received, template, UNIT, UnitCode(unit), parameters)


def day_of(moment: datetime) -> str:
    """Give the day on which something is due, as sentences mention it."""
    return moment.astimezone(ZONE).date().isoformat()


def _queue(
    received: Received[Any],
    template: Template,
    role: str,
    unit: UnitCode | None,
    parameters: dict[str, object],
) -> Send:
    queued = QueueNotification(
        source=EventId(received.id),
        template=template,
        role=role,
        unit=unit,
        parameters={name: str(value) for name, value in parameters.items()},
    )
    return send(queued.stream, queued)
