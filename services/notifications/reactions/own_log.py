"""What we say ourselves: what is queued goes to the inbox, and what fires is told."""

from typing import Final

from libs.common.decider.roles import UNIT
from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.notifications.domain.escalation import Filing
from services.notifications.domain.notification import (
    DeliverNotification,
    NotificationQueued,
    Template,
)
from services.notifications.domain.timer.facts import TimerFired
from services.notifications.reactions.telling import day_of, tell, tell_unit

SOON: Final = {Filing.PLAN: Template.PLAN_DUE_SOON, Filing.PROGRESS: Template.PROGRESS_DUE_SOON}
LATE: Final = {Filing.PLAN: Template.PLAN_LATE, Filing.PROGRESS: Template.PROGRESS_LATE}


def deliver(received: Received[NotificationQueued]) -> list[Send]:
    """Deliver it; the inbox is the one channel there is so far."""
    return [send(received.stream, DeliverNotification())]


def tell_of_the_due_date(received: Received[TimerFired]) -> list[Send]:
    """Let whom the step names hear that a filing is due soon, or late."""
    owed, due_on = received.event.owed, day_of(received.event.due_at)
    template = (SOON if owed.step.is_reminder else LATE)[owed.filing]
    about = {"case": owed.case, "unit_name": owed.unit_name, "due_on": due_on}
    if owed.step.role == UNIT:
        return [tell_unit(received, template, owed.unit, **about)]
    return [tell(received, template, owed.step.role, **about)]


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("deliver", NotificationQueued, deliver),
        on("tell_of_the_due_date", TimerFired, tell_of_the_due_date),
    ),
)
