"""The notifications service, as a table of contents."""

from pathlib import Path
from typing import Final

from libs.common.service import Service
from libs.common.timers import Firing, Timers
from services.notifications.api import ROUTES
from services.notifications.domain.notification import notification
from services.notifications.domain.timer.commands import FireTimer
from services.notifications.domain.timer.rules import timer
from services.notifications.projections.inbox import inbox
from services.notifications.projections.timers import TimerRow, timers
from services.notifications.reactions import (
    own_log,
    rectification,
    rounds,
    subordinates,
    superiors,
)
from services.notifications.wire import WIRE


def fire(row: TimerRow) -> Firing:
    """Fire the timer of a row, in the course of what set it."""
    return Firing(timer.stream(row.timer), FireTimer(), row.correlation, row.cause)


SERVICE: Final = Service(
    name="notifications",
    wire=WIRE,
    aggregates=(notification, timer),
    projections=(inbox, timers),
    reactions=(
        rounds.REACTIONS,
        rectification.REACTIONS,
        superiors.REACTIONS,
        subordinates.REACTIONS,
        subordinates.ROUNDS,
        own_log.REACTIONS,
    ),
    routes=ROUTES,
    migrations=Path(__file__).parent / "migrations",
    timers=(Timers(projection=timers, due="fires_at", fire=fire),),
)
