"""The projector: keeps all read models of a service up to its log, until it is stopped."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final, NamedTuple

import asyncpg
import structlog
from structlog.typing import FilteringBoundLogger

from libs.common.events.wire import Wire
from libs.common.projections.advance import advance
from libs.common.projections.checkpoint import Checkpoint, LostRace
from libs.common.projections.progress import Progress
from libs.common.projections.projection import Projection
from libs.common.projections.readahead import ReadAhead, Reading
from libs.common.projections.session import session
from libs.common.projections.standing import Standing
from libs.common.store.link import PASSING
from libs.common.store.reading import PAGE_MAX

BUSY_SECONDS: Final = 0.01
"""Pause after events came: what arrives meanwhile is taken together."""
IDLE_SECONDS_MAX: Final = 0.1
RETRY_SECONDS: Final = 1.0

_log: Final[FilteringBoundLogger] = structlog.get_logger()


def always() -> bool:
    """Project whenever there is something to project."""
    return True


class _Step(NamedTuple):
    """What a step found: `grown`, there were events; `behind`, there are more."""

    grown: bool
    behind: bool


_NOTHING: Final = _Step(grown=False, behind=False)


class Projector:
    """Reads the log once for all read models that stand at the same position.

    `may_project` is asked before each step, so that a lease can keep all but one process idle.
    That saves work only: the checkpoints alone keep rows right, whoever projects.
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        wire: Wire,
        projections: Iterable[Projection[Any]],
        *,
        may_project: Callable[[], bool] = always,
        batch_size_max: int = PAGE_MAX,
    ) -> None:
        self._pool, self._wire, self._may_project = pool, wire, may_project
        self._standing = Standing(projections)
        self._batch_size = self._batch_size_max = batch_size_max
        self._stopping, self._available = False, True
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Say that the log has grown, so that the next look comes at once."""
        self._woken.set()

    def stop(self) -> None:
        """End `run` after the step that it is in."""
        self._stopping = True
        self._woken.set()

    def progress(self) -> list[Progress]:
        """Show how far each read model has come, by this process's last look."""
        return self._standing.progress(_now())

    async def run(self) -> None:
        """Project until `stop`; raises ProjectionTableMismatch when a table is not as declared."""
        pause = IDLE_SECONDS_MAX
        async with ReadAhead(self._pool, self._wire) as log:
            while not self._stopping:
                self._woken.clear()
                step = await self._try_step(log)
                pause = BUSY_SECONDS if step.grown else min(2 * pause, IDLE_SECONDS_MAX)
                if not step.grown:
                    await self._rest(pause if self._available else RETRY_SECONDS)
                elif not step.behind:
                    await asyncio.sleep(BUSY_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)

    async def _try_step(self, log: ReadAhead) -> _Step:
        try:
            step = await self._step(log)
        except LostRace:
            self._standing.forget()
            return _Step(grown=True, behind=False)
        except PASSING as error:
            self._unavailable(error)
            return _NOTHING
        self._available = True
        self._batch_size = min(2 * self._batch_size, self._batch_size_max)
        return step

    def _unavailable(self, error: Exception) -> None:
        if self._available:
            _log.warning("projector_waits_for_database", error=repr(error))
        self._available = False
        # A batch that takes longer than a statement may is tried again in smaller ones.
        self._batch_size = max(1, self._batch_size // 2)
        self._standing.forget()

    async def _step(self, log: ReadAhead) -> _Step:
        if not self._may_project():
            self._standing.forget()
            return _NOTHING
        await self._standing.look(self._pool, _now())
        groups = self._standing.groups()
        await log.keep(groups)
        readings = [
            await self._follow(log, position, members) for position, members in groups.items()
        ]
        return _Step(
            grown=any(reading.any for reading in readings),
            behind=any(reading.full for reading in readings),
        )

    async def _follow(self, log: ReadAhead, position: int, members: list[Checkpoint]) -> Reading:
        # No connection is held while one is waited for: the pool may be as small as two.
        reading = await log.take(position, self._batch_size)
        if reading.any:
            async with session(self._pool) as connection:
                moved = await advance(connection, members, reading)
            self._standing.keep(moved, _now())
        await self._standing.see(self._pool, reading)
        return reading


def _now() -> float:
    return asyncio.get_running_loop().time()
