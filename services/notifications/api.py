"""What can be asked of the notifications service."""

from typing import Final

from libs.common.http import Route, get, live, post, rows
from services.notifications.domain.notification import (
    AcknowledgeNotification,
    ReadNotification,
    notification,
)
from services.notifications.domain.timer.rules import timer
from services.notifications.projections.inbox import inbox
from services.notifications.projections.timers import timers

ROUTES: Final[tuple[Route, ...]] = (
    post("/notifications/{notification}/reading", ReadNotification, notification),
    post("/notifications/{notification}/acknowledgement", AcknowledgeNotification, notification),
    get("/notifications/{notification}", notification),
    rows("/inbox", inbox, mine="unit", role="role"),
    live("/inbox/live", inbox, mine="unit", role="role"),
    get("/timers/{timer}", timer),
    rows("/timers", timers),
)
