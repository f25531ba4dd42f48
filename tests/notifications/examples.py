"""Canonical facts of the notifications service: tests vary only what matters."""

from typing import Final

from libs.common.decider.roles import OFFICE, UNIT
from services.notifications.domain.notification import (
    NotificationAcknowledged,
    NotificationDelivered,
    NotificationQueued,
    NotificationRead,
    Template,
)
from services.notifications.domain.vocabulary import EventId, UnitCode

TOWN: Final = UnitCode("360722-U01")
OTHER_TOWN: Final = UnitCode("360722-U02")
SOURCE: Final = EventId("0195e000-0000-7000-8000-000000000001")

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
    parameters={"case": "case-1", "unit_name": "嘉定镇(演示)", "issues": "2"},
)
delivered: Final = NotificationDelivered()
read: Final = NotificationRead()
acknowledged: Final = NotificationAcknowledged()

EVENTS: Final = (queued, delivered, read, acknowledged)
