"""What can be asked of the notifications service."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.notifications.domain.notification import (
    AcknowledgeNotification,
    ReadNotification,
    notification,
)
from services.notifications.projections.inbox import inbox

ROUTES: Final[tuple[Route, ...]] = (
    post("/notifications/{notification}/reading", ReadNotification, notification),
    post("/notifications/{notification}/acknowledgement", AcknowledgeNotification, notification),
    get("/notifications/{notification}", notification),
    rows("/inbox", inbox, mine="unit"),
)
