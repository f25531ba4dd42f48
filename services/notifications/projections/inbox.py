"""The inbox: what each role and each unit was notified of."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.notifications.domain.notification import (
    NotificationAcknowledged,
    NotificationDelivered,
    NotificationEvent,
    NotificationQueued,
    NotificationRead,
    NotificationStatus,
    Template,
)


@frozen
class InboxRow:
    """One notification as its recipient sees it; `parameters` is a JSON object of texts.

    What was acknowledged need not be opened any more: neither is unread.
    """

    notification: str
    role: str
    unit: str | None = None
    template: Template
    parameters: str
    status: NotificationStatus
    unread: bool = True
    queued_at: datetime
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    acknowledged_at: datetime | None = None


def fold(row: InboxRow | None, recorded: Recorded[NotificationEvent]) -> InboxRow | None:
    """Take one event into the inbox."""
    moment = recorded.recorded_at
    match recorded.event:
        case NotificationQueued():
            return _queued(recorded.key, recorded.event, moment)
        case NotificationDelivered():
            return row and replace(row, status=NotificationStatus.DELIVERED, delivered_at=moment)
        case NotificationRead():
            status = NotificationStatus.READ
            return row and replace(row, status=status, unread=False, read_at=moment)
        case NotificationAcknowledged():
            status = NotificationStatus.ACKNOWLEDGED
            return row and replace(row, status=status, unread=False, acknowledged_at=moment)
        case _:
            assert_never(recorded.event)


def _queued(key: str, event: NotificationQueued, moment: datetime) -> InboxRow:
    return InboxRow(
        notification=key,
        role=event.role,
        unit=event.unit,
        template=event.template,
        parameters=json.dumps(event.parameters, ensure_ascii=False, sort_keys=True),
        status=NotificationStatus.QUEUED,
        queued_at=moment,
    )


inbox: Final = Projection(
    name="inbox",
    version=2,
    row=InboxRow,
    key="notification",
    keys=by_stream(NotificationEvent),
    fold=fold,
    as_of=True,
    filters=("role", "unit", "status", "unread", "template"),
    sorts=("queued_at", "read_at"),
)
