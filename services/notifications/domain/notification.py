"""A notification: one recipient hears of one event once, and what became of it.

The one channel is the inbox here, which is written with the log and cannot fail. The states of
DOMAIN 4.4 for channels that can, Failed, Retried and Dead, come with the first of those.
"""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never
from uuid import UUID, uuid5

from libs.common.decider import ANYBODY, SYSTEM, Aggregate, Context, Denial, allow, frozen
from services.notifications.domain.vocabulary import EventId, UnitCode

KIND: Final = "notification"


class Template(StrEnum):
    """The sentences there are; their words stand in the texts, so each reader has a language."""

    ROUND_AUTHORISED = "round_authorised"
    BRIEFING_REQUESTED = "briefing_requested"
    GROUP_ENTERED = "group_entered"
    REPORT_APPROVED = "report_approved"
    FEEDBACK_DELIVERED = "feedback_delivered"
    PROGRAMME_LAUNCHED = "programme_launched"
    PROGRAMME_JOINED = "programme_joined"
    PROGRAMME_MERGED = "programme_merged"
    PLAN_DUE_SOON = "plan_due_soon"
    PLAN_LATE = "plan_late"
    PLAN_DUE_DATE_MOVED = "plan_due_date_moved"
    PLAN_RETURNED = "plan_returned"
    PLAN_ACCEPTED = "plan_accepted"
    PROGRESS_DUE_SOON = "progress_due_soon"
    PROGRESS_LATE = "progress_late"
    PROGRESS_DUE_DATE_MOVED = "progress_due_date_moved"
    PROGRESS_RETURNED = "progress_returned"
    PROGRESS_ACCEPTED = "progress_accepted"
    COMPLETION_CLAIMED = "completion_claimed"
    CLAIM_REJECTED = "claim_rejected"
    RECTIFICATION_ACCEPTED = "rectification_accepted"
    RECTIFICATION_ACCEPTED_BELOW = "rectification_accepted_below"
    CASE_CLOSED = "case_closed"
    DEPARTMENT_TASK_ASSIGNED = "department_task_assigned"


@frozen
class NotificationQueued:
    """Somebody has to hear of `source`: everybody in `role`, or of `unit` alone if it is given.

    `parameters` are what the sentence mentions; never a rendered sentence, never a person.
    """

    source: EventId
    template: Template
    role: str
    unit: UnitCode | None = None
    parameters: dict[str, str]


@frozen
class NotificationDelivered:
    """It lies in the recipient's inbox."""


@frozen
class NotificationRead:
    """The recipient opened it."""


@frozen
class NotificationAcknowledged:
    """The recipient confirmed that they will see to it."""


NotificationEvent: TypeAlias = (
    NotificationQueued | NotificationDelivered | NotificationRead | NotificationAcknowledged
)


@frozen
class QueueNotification:
    """Let a role or a unit hear of an event."""

    source: EventId
    template: Template
    role: str
    unit: UnitCode | None = None
    parameters: dict[str, str]

    @property
    def stream(self) -> str:
        """The one stream for this event, template and recipient: asking twice sends once."""
        recipient = f"{self.template.value}/{self.role}/{self.unit or ''}"
        return f"{KIND}-{uuid5(UUID(self.source), recipient)}"


@frozen
class DeliverNotification:
    """Put it into the inbox."""


@frozen
class ReadNotification:
    """Open it."""


@frozen
class AcknowledgeNotification:
    """Confirm it."""


NotificationCommand: TypeAlias = (
    QueueNotification | DeliverNotification | ReadNotification | AcknowledgeNotification
)


class NotYourNotification(Denial):
    """Only its recipient opens and confirms a notification."""


class NotificationStatus(StrEnum):
    """How far the notification has come."""

    NEW = "new"
    QUEUED = "queued"
    DELIVERED = "delivered"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"


@frozen
class Notification:
    """Only what `decide` asks about; screens read projections."""

    status: NotificationStatus = NotificationStatus.NEW
    role: str = ""
    unit: UnitCode | None = None


ALLOWED: Final = {
    QueueNotification: allow(SYSTEM, when={NotificationStatus.NEW}),
    DeliverNotification: allow(SYSTEM, when={NotificationStatus.QUEUED}),
    ReadNotification: allow(ANYBODY, when={NotificationStatus.DELIVERED}),
    AcknowledgeNotification: allow(
        ANYBODY, when={NotificationStatus.DELIVERED, NotificationStatus.READ}
    ),
}


def decide(
    command: NotificationCommand, notification: Notification, context: Context
) -> list[NotificationEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case QueueNotification():
            return [_queued(command)]
        case DeliverNotification():
            return [NotificationDelivered()]
        case ReadNotification():
            _own_notification(notification, context)
            return [NotificationRead()]
        case AcknowledgeNotification():
            _own_notification(notification, context)
            return [NotificationAcknowledged()]
        case _:
            assert_never(command)


def evolve(notification: Notification, event: NotificationEvent) -> Notification:
    """Take in what happened."""
    match event:
        case NotificationQueued(role=role, unit=unit):
            status = NotificationStatus.QUEUED
            return replace(notification, status=status, role=role, unit=unit)
        case NotificationDelivered():
            return replace(notification, status=NotificationStatus.DELIVERED)
        case NotificationRead():
            return replace(notification, status=NotificationStatus.READ)
        case NotificationAcknowledged():
            return replace(notification, status=NotificationStatus.ACKNOWLEDGED)
        case _:
            assert_never(event)


def _own_notification(notification: Notification, context: Context) -> None:
    other_unit = notification.unit is not None and notification.unit != context.unit
    if other_unit or notification.role != context.role:
        raise NotYourNotification


def _queued(command: QueueNotification) -> NotificationQueued:
    return NotificationQueued(
        source=command.source,
        template=command.template,
        role=command.role,
        unit=command.unit,
        parameters=command.parameters,
    )


notification: Final = Aggregate(
    kind=KIND,
    initial=Notification(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
