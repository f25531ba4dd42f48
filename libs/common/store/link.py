"""The appender's two connections: one for the call, one to read with meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Connect: TypeAlias = Callable[[], Awaitable[Connection]]

CLOSE_SECONDS: Final = 1.0

# A connection that raised one of these may be gone; what was asked of it is asked again.
# The last one is what asyncpg says when the server took its leave a moment before.
LOST: Final = (
    *(OSError, TimeoutError, asyncpg.PostgresError),
    *(asyncpg.InterfaceError, asyncpg.InternalClientError),
)
# One row is at fault, not the connection; the last one is a name too long for an index. A failed
# check is none of these: it says that no partition has room, which is nobody's fault who asks.
BAD_ROW: Final = (
    *(asyncpg.DataError, asyncpg.NotNullViolationError),
    *(asyncpg.UniqueViolationError, asyncpg.ProgramLimitExceededError),
)


# An outage, a restart, a fail-over, a timeout, a deadlock: whoever waits may ask again.
PASSING: Final = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.ReadOnlySQLTransactionError,
    # asyncpg trips over its own feet when a connection ends while it is given back.
    asyncpg.InternalClientError,
)


class Link:
    """Both connections, or neither."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._open: tuple[Connection, Connection] | None = None

    @property
    def writer(self) -> Connection:
        """The connection of the call; raises InterfaceError when there is none."""
        return self._both()[0]

    @property
    def reader(self) -> Connection:
        """The connection to read with; raises InterfaceError when there is none."""
        return self._both()[1]

    def _both(self) -> tuple[Connection, Connection]:
        if self._open is None:
            raise asyncpg.InterfaceError("not connected")
        return self._open

    async def open(self) -> None:
        """Connect twice."""
        writer = await self._connect()
        try:
            self._open = (writer, await self._connect())
        except BaseException:
            writer.terminate()
            raise

    async def close(self) -> None:
        """Leave; a connection that does not answer is cut."""
        both, self._open = self._open or (), None
        for connection in both:
            try:
                async with asyncio.timeout(CLOSE_SECONDS):
                    await connection.close()
            except LOST:
                connection.terminate()
