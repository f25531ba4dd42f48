"""Leases: at most one process at a time does a job, by a row that expires on the database's clock.

A lease keeps two from working side by side; it does not stop one that was paused and wakes up
later. Whoever writes under a lease needs a fence besides, and `epoch` is made for it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

import asyncpg
import structlog

from libs.common.store.reading import Connection

RENEWALS_PER_LEASE: Final = 3

_ACQUIRE: Final = """
INSERT INTO leases AS held (name, holder, epoch, expires_at)
VALUES ($1, $2, 1, clock_timestamp() + $3)
ON CONFLICT (name) DO UPDATE
    SET holder = excluded.holder, epoch = held.epoch + 1, expires_at = excluded.expires_at
    WHERE held.expires_at <= clock_timestamp()
RETURNING epoch"""
_RENEW: Final = """
UPDATE leases SET expires_at = clock_timestamp() + $4
WHERE name = $1 AND holder = $2 AND epoch = $3"""
_RELEASE: Final = """
UPDATE leases SET expires_at = '-infinity' WHERE name = $1 AND holder = $2 AND epoch = $3"""

DATABASE_FAILURES: Final = (
    *(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError),
    # asyncpg trips over its own feet when a connection ends while it is given back.
    asyncpg.InternalClientError,
)
"""What a broken or slow database connection raises."""

_log: Final = structlog.get_logger(__name__)


class Lease:
    """A lease that was acquired; `held` turns false by itself when it is not renewed."""

    def __init__(self, name: str, holder: str, epoch: int, *, until: float) -> None:
        self.name, self.holder, self.epoch = name, holder, epoch
        self._until = until

    @property
    def held(self) -> bool:
        """Tell whether nobody else can have the lease, as far as this process can know."""
        return asyncio.get_running_loop().time() < self._until

    def extend(self, until: float) -> None:
        """Count on the lease until then."""
        self._until = until

    def give_up(self) -> None:
        """Count on it no longer."""
        self._until = float("-inf")


async def acquire(connection: Connection, name: str, holder: str, seconds: float) -> Lease | None:
    """Take the lease if nobody has it; None while somebody does."""
    # Counted from before the question, so that this process never thinks it longer than it is.
    until = asyncio.get_running_loop().time() + seconds
    epoch = await connection.fetchval(_ACQUIRE, name, holder, timedelta(seconds=seconds))
    return None if epoch is None else Lease(name, holder, epoch, until=until)


async def renew(connection: Connection, lease: Lease, seconds: float) -> bool:
    """Go on holding it; False, and `held` false for good, when another has taken it."""
    until = asyncio.get_running_loop().time() + seconds
    status = await connection.execute(
        _RENEW, lease.name, lease.holder, lease.epoch, timedelta(seconds=seconds)
    )
    if status == "UPDATE 1":
        lease.extend(until)
        return True
    lease.give_up()
    return False


async def release(connection: Connection, lease: Lease) -> None:
    """Give it back, so that the next one need not wait for it to expire."""
    lease.give_up()
    await connection.execute(_RELEASE, lease.name, lease.holder, lease.epoch)


@asynccontextmanager
async def renewed(connection: Connection, lease: Lease, seconds: float) -> AsyncIterator[None]:
    """Renew the lease in the background while the block runs, then give it back."""
    renewing = asyncio.create_task(_keep(connection, lease, seconds))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.wait([renewing])
        try:
            await release(connection, lease)
        except DATABASE_FAILURES as failure:
            # It expires by itself; until then nobody works, which is safe.
            _log.warning("lease_not_released", name=lease.name, cause=repr(failure))


async def _keep(connection: Connection, lease: Lease, seconds: float) -> None:
    while lease.held:
        await asyncio.sleep(seconds / RENEWALS_PER_LEASE)
        try:
            await renew(connection, lease, seconds)
        except DATABASE_FAILURES as failure:
            # The next attempt may succeed in time; if none does, `held` turns false.
            _log.warning("lease_not_renewed", name=lease.name, cause=repr(failure))
