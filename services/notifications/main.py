"""The notifications service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from services.notifications.api import ROUTES
from services.notifications.domain.notification import notification
from services.notifications.projections.inbox import inbox
from services.notifications.reactions import own_log, rectification, rounds, subordinates
from services.notifications.wire import WIRE

SERVICE: Final = Service(
    name="notifications",
    wire=WIRE,
    aggregates=(notification,),
    projections=(inbox,),
    reactions=(
        rounds.REACTIONS,
        rectification.REACTIONS,
        subordinates.REACTIONS,
        own_log.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
)
