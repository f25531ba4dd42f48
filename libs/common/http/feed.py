"""A feed: one look at a read model for all who listen to it in this process."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import structlog

from libs.common.http.problems import Problem
from libs.common.http.reading import AWAY, Reading
from libs.common.projections import Projection
from libs.common.projections.asked import Demand
from libs.common.projections.changes import Changes, Since, position_of, read_changes

LISTENERS_MAX: Final = 200
"""How many may listen to one route of a process at once."""

LOOK_SECONDS: Final = 0.1
AWAY_SECONDS: Final = 1.0
LOOK_ROWS_MAX: Final = 500
RETRY_AFTER_SECONDS: Final = 5

log: Final = structlog.get_logger("feed")


class Listener:
    """Somebody who listens; `woken` when a row that they may see has changed."""

    def __init__(self, only: Sequence[Demand]) -> None:
        self.only, self.woken = only, asyncio.Event()

    def may_see(self, row: object) -> bool:
        """Tell whether a row is for them."""
        return all(demand.is_met(row) for demand in self.only)


class Feed:
    """Looks while anybody listens, and wakes those whom a change is for.

    What each of them is told they read themselves, from the place that they have come to: so one
    who is slow or comes back later misses nothing, and nobody is waited for.
    """

    def __init__(self, projection: Projection[Any], reading: Reading) -> None:
        self.projection, self.reading = projection, reading
        self._listeners: set[Listener] = set()
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Count a listener in for a while; see `check_room` before."""
        self._listeners.add(listener)
        self._keep_looking()
        try:
            yield
        finally:
            self._listeners.discard(listener)
            if not self._listeners and self._looking is not None:
                self._looking.cancel()
                self._looking = None

    def check_room(self) -> None:
        """Raise a Problem when there are as many as there may be."""
        if len(self._listeners) >= LISTENERS_MAX:
            raise Problem("too_many_listeners", retry_after_seconds=RETRY_AFTER_SECONDS)

    def _keep_looking(self) -> None:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name=f"feed {self.projection.name}")
            self._looking.add_done_callback(_ended)

    async def position(self) -> int:
        """Tell how far the read model has come."""
        return await position_of(self.reading.pool, self.projection)

    async def changes(self, since: Since, only: Sequence[Demand], limit: int) -> Changes:
        """Read what has changed after a place."""
        pool = self.reading.pool
        return await read_changes(pool, self.projection, since, only=only, limit=limit)

    async def _look(self) -> None:
        since = Since(0)
        while True:
            try:
                since = await self._wake(since)
            except AWAY as away:
                log.warning("feed_waits_for_database", feed=self.projection.name, error=repr(away))
                await asyncio.sleep(AWAY_SECONDS)
            await asyncio.sleep(LOOK_SECONDS)

    async def _wake(self, since: Since) -> Since:
        """Wake whom it concerns, all of them at the first look; answer where to go on."""
        position = await self.position()
        if position <= since.position:
            return since
        changes = await self.changes(since, (), LOOK_ROWS_MAX) if since.position else None
        for listener in self._listeners:
            if changes is None or changes.are_more or _concerns(listener, changes):
                listener.woken.set()
        return Since(max(position, changes.position if changes else position))


def _concerns(listener: Listener, changes: Changes) -> bool:
    return any(listener.may_see(change.row) for change in changes.changes)


def _ended(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("feed_failed", task=task.get_name(), exc_info=task.exception())
