"""Reading what one wrote: a bounded wait until a read model has reached a position."""

import asyncio
from typing import Any, Final

from libs.common.projections.checkpoint import STOPPED, state_of
from libs.common.projections.projection import Projection
from libs.common.projections.table import live_table
from libs.common.store.reading import Connection

FIRST_PAUSE_SECONDS: Final = 0.002
PAUSE_SECONDS_MAX: Final = 0.05
RETRY_AFTER_SECONDS: Final = 1
RETRY_AFTER_STOPPED_SECONDS: Final = 60
"""A read model that stopped goes on when somebody has seen to it."""


class PositionNotReached(Exception):  # noqa: N818 - named by what it is
    """A read model does not show a position yet; ask again after so many seconds."""

    def __init__(
        self,
        projection: str,
        wanted: int,
        reached: int,
        retry_after_seconds: int = RETRY_AFTER_SECONDS,
    ) -> None:
        super().__init__(f"{projection} has reached position {reached}, not yet {wanted}")
        self.projection, self.wanted, self.reached = projection, wanted, reached
        self.retry_after_seconds = retry_after_seconds


async def wait_for_position(
    connection: Connection,
    projection: Projection[Any],
    position: int,
    deadline_seconds: float,
) -> int:
    """Wait until a read model shows `position`, and tell which it has reached.

    Given a pool, the wait holds no connection. Raises PositionNotReached at the deadline, and at
    once for a read model that has stopped before `position`.
    """
    reached = 0
    try:
        async with asyncio.timeout(deadline_seconds):
            pause = FIRST_PAUSE_SECONDS
            while True:
                reached, status = await state_of(connection, live_table(projection))
                if reached >= position:
                    return reached
                if status == STOPPED:
                    break
                await asyncio.sleep(pause)
                pause = min(2 * pause, PAUSE_SECONDS_MAX)
    except TimeoutError:
        raise PositionNotReached(projection.name, position, reached) from None
    raise PositionNotReached(projection.name, position, reached, RETRY_AFTER_STOPPED_SECONDS)
