"""The inbox shows each notification to its recipient, and how far it is."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.notifications.domain.notification import NotificationStatus, Template
from services.notifications.projections.inbox import InboxRow, inbox
from tests.notifications.examples import (
    TOWN,
    acknowledged,
    delivered,
    queued,
    queued_for_office,
    read,
)


def row(*events: object) -> InboxRow:
    """Give the row of one notification after these events."""
    return rows_after(inbox, history("notification-1", *events))["1"]


def test_a_notification_goes_through_the_inbox_step_by_step() -> None:
    assert row(queued, delivered, read, acknowledged) == InboxRow(
        notification="1",
        role="unit",
        unit=TOWN,
        template=Template.CLAIM_REJECTED,
        parameters=(
            '{"code": "ISS-360722-C01-001", "issue": "0195e100-0000-7000-8000-000000000001"}'
        ),
        status=NotificationStatus.ACKNOWLEDGED,
        unread=False,
        queued_at=MOMENT,
        delivered_at=MOMENT + STEP,
        read_at=MOMENT + 2 * STEP,
        acknowledged_at=MOMENT + 3 * STEP,
    )


def test_what_was_neither_opened_nor_acknowledged_is_unread() -> None:
    assert row(queued, delivered).unread
    assert not row(queued, delivered, read).unread
    assert not row(queued, delivered, acknowledged).unread


def test_what_is_for_a_role_names_no_unit_and_keeps_chinese_as_it_is() -> None:
    for_office = row(queued_for_office)
    assert (for_office.role, for_office.unit) == ("office", None)
    assert "嘉定镇(演示)" in for_office.parameters
