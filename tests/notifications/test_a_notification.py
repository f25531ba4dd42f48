"""A notification is queued once per event and recipient, and opened by that recipient alone."""

from dataclasses import replace

import pytest

from libs.common.decider.roles import GROUP_LEADER, OFFICE, UNIT
from libs.common.testing.given import scenario
from services.notifications.domain.notification import (
    AcknowledgeNotification,
    DeliverNotification,
    NotificationCommand,
    NotYourNotification,
    QueueNotification,
    ReadNotification,
    Template,
    notification,
)
from services.notifications.wire import WIRE
from tests.notifications.examples import (
    OTHER_TOWN,
    SOURCE,
    TOWN,
    acknowledged,
    delivered,
    queued,
    queued_for_office,
    read,
)

given = scenario(notification)
queue = QueueNotification(
    source=SOURCE,
    template=Template.CLAIM_REJECTED,
    role=UNIT,
    unit=TOWN,
    parameters=queued.parameters,
)


def test_a_unit_is_to_hear_of_an_event() -> None:
    given().when(queue).then(queued)


def test_event_template_and_recipient_name_one_stream() -> None:
    assert queue.stream == replace(queue, parameters={}).stream
    others = [
        replace(queue, unit=OTHER_TOWN),
        replace(queue, unit=None),
        replace(queue, role=OFFICE),
        replace(queue, template=Template.COMPLETION_CLAIMED),
    ]
    assert len({queue.stream, *(other.stream for other in others)}) == 1 + len(others)


def test_it_is_delivered_to_the_inbox() -> None:
    given(queued).when(DeliverNotification()).then(delivered)


def test_the_unit_opens_it() -> None:
    given(queued, delivered).when(ReadNotification(), role=UNIT, unit=TOWN).then(read)


def test_the_unit_acknowledges_it() -> None:
    opened = given(queued, delivered, read)
    opened.when(AcknowledgeNotification(), role=UNIT, unit=TOWN).then(acknowledged)


def test_anybody_of_the_role_opens_what_is_for_the_role() -> None:
    given(queued_for_office, delivered).when(ReadNotification(), role=OFFICE).then(read)


@pytest.mark.parametrize("command", [ReadNotification(), AcknowledgeNotification()])
def test_nobody_opens_or_acknowledges_what_is_for_another(command: NotificationCommand) -> None:
    for_a_unit = given(queued, delivered)
    for_a_unit.when(command, role=UNIT, unit=OTHER_TOWN).then_refused(NotYourNotification)
    for_a_unit.when(command, role=OFFICE, unit=TOWN).then_refused(NotYourNotification)
    for_office = given(queued_for_office, delivered)
    for_office.when(command, role=GROUP_LEADER).then_refused(NotYourNotification)


def test_a_notification_is_found_by_its_unit() -> None:
    assert WIRE.line(queued, "notification").tags(queued) == ["unit:360722-U01"]
    assert WIRE.line(queued_for_office, "notification").tags(queued_for_office) == []
