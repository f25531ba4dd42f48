"""The simulated clock of several sites: it stops wherever a timer is due, as time itself would."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, TypeAlias

from lianxun.local.waiting import wait_until
from lianxun.scenarios.actors import OFFICE, OPERATOR
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.stage import NotThereInTime

WAIT_SECONDS_MAX: Final = 30.0

Casts: TypeAlias = Callable[[], Iterable[Cast]]


class Clockwork:
    """Moves the clocks of those sites that are there now."""

    def __init__(self, casts: Casts) -> None:
        self._casts = casts

    def advance(self, moment: datetime) -> None:
        """Go on to a moment, by way of each moment at which a timer is due."""
        while (due := self._next_due()) is not None and due <= moment:
            self._set(due)
            self._await_firing(due)
        self._set(moment)

    def _set(self, moment: datetime) -> None:
        for cast in self._casts():
            cast.act(OPERATOR).post("/operator/clock", {"now": moment.isoformat()})

    def _next_due(self) -> datetime | None:
        return min((due for cast in self._casts() if (due := next_due(cast))), default=None)

    def _await_firing(self, moment: datetime) -> None:
        def fired() -> bool:
            due = self._next_due()
            return due is None or due > moment

        if not wait_until(fired, seconds=WAIT_SECONDS_MAX):
            raise NotThereInTime(f"timers that are due at {moment}")


def next_due(cast: Cast) -> datetime | None:
    """Give the moment of a site's next timer."""
    client = cast.act(OFFICE)
    page = client.get("/notifications/timers", status="scheduled", sort="fires_at", limit=1)
    rows = page["rows"]
    return datetime.fromisoformat(rows[0]["fires_at"]) if rows else None
