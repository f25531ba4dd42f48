"""Where the read models of one process stand: checkpoints, speed and the head of the log."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import asyncpg
import structlog
from structlog.typing import FilteringBoundLogger

from libs.common.projections.checkpoint import STOPPED, Checkpoint, load, resume
from libs.common.projections.progress import Progress, Rate
from libs.common.projections.projection import Projection
from libs.common.projections.readahead import Reading
from libs.common.projections.session import session
from libs.common.projections.shape import check_table
from libs.common.projections.table import InvalidProjection, ReadTable, live_table
from libs.common.store.reading import Connection, read_last

STOPPED_LOOK_SECONDS: Final = 1.0
"""How often a stopped read model is looked at: an operator may have resumed it."""

_log: Final[FilteringBoundLogger] = structlog.get_logger()


class Standing:
    """The checkpoints as this process knows them; read anew whenever that may be wrong."""

    def __init__(self, projections: Iterable[Projection[Any]]) -> None:
        self._tables = [live_table(projection) for projection in projections]
        if len({table.quoted for table in self._tables}) != len(self._tables):
            raise InvalidProjection("a name and version stands twice")
        self._checkpoints: dict[ReadTable[Any], Checkpoint] = {}
        self._rates = {table: Rate() for table in self._tables}
        self._head = 0
        self._begun = self._known = False
        self._looked_at = 0.0

    def forget(self) -> None:
        """Have the checkpoints read anew at the next look."""
        self._known = False

    def groups(self) -> dict[int, list[Checkpoint]]:
        """Gather the checkpoints that take further events by position."""
        groups: dict[int, list[Checkpoint]] = defaultdict(list)
        for checkpoint in self._checkpoints.values():
            if checkpoint.moves:
                groups[checkpoint.position].append(checkpoint)
        return groups

    async def look(self, pool: "asyncpg.Pool[asyncpg.Record]", now: float) -> None:
        """Read the checkpoints, if there is a reason to."""
        stopped = any(not checkpoint.moves for checkpoint in self._checkpoints.values())
        if self._known and not (stopped and now > self._looked_at + STOPPED_LOOK_SECONDS):
            return
        async with session(pool) as connection:
            if not self._begun:
                await self._begin(connection)
            self._checkpoints = {table: await load(connection, table) for table in self._tables}
            await self._see_head(connection)
        self._known, self._looked_at = True, now

    async def _begin(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        """Check all tables, and give stopped read models another try: the code may be new."""
        for table in self._tables:
            await check_table(connection, table)
            await resume(connection, table)
        self._begun = True

    def keep(self, moved: Iterable[Checkpoint], now: float) -> None:
        """Take over checkpoints that were moved, and alarm for those that stopped."""
        for checkpoint in moved:
            before = self._checkpoints[checkpoint.table].position
            self._rates[checkpoint.table].count(checkpoint.position - before, now)
            self._checkpoints[checkpoint.table] = checkpoint
            if checkpoint.status == STOPPED:
                _log.error(
                    "projection_stopped",
                    projection=checkpoint.table.checkpoint,
                    version=checkpoint.table.projection.version,
                    position=checkpoint.position,
                    reason=checkpoint.reason,
                )

    async def see(self, connection: Connection, reading: Reading) -> None:
        """Note how long the log is; a page that is not full ends there."""
        self._head = max(self._head, reading.upto)
        if reading.full:
            await self._see_head(connection)

    async def _see_head(self, connection: Connection) -> None:
        last = await read_last(connection)
        self._head = max(self._head, last.position if last else 0)

    def progress(self, now: float) -> list[Progress]:
        """Show every read model."""
        return [
            Progress(
                name=checkpoint.table.projection.name,
                version=checkpoint.table.projection.version,
                position=checkpoint.position,
                head=max(self._head, checkpoint.position),
                events_per_second=self._rates[checkpoint.table].per_second(now),
                status=checkpoint.status,
                reason=checkpoint.reason,
            )
            for checkpoint in self._checkpoints.values()
        ]
