"""What must hold before a service writes: migrated, founded by this clock, equal to the tape."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Final, TypeAlias

import asyncpg
import structlog

from libs.common.hosting.environment import Environment
from libs.common.kafka.tape import Tape
from libs.common.service import Service
from libs.common.store.appends import StoreUnavailable
from libs.common.store.migrate import MigrationMismatch, numbered, pending
from libs.common.store.refill import reconcile

log: Final = structlog.get_logger("admission")

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
Admission: TypeAlias = Callable[[Connection], Awaitable[None]]

_FOUNDED_CLOCK = """SELECT convert_from(data, 'UTF8')::json ->> 'clock' FROM events
    WHERE position = 1 AND type = 'SiteFounded.v1'"""


async def check_migrated(connection: Connection, service: Service) -> None:
    """Raise StoreUnavailable when the database lacks a migration or was made by other files."""
    try:
        missing = await pending(connection, numbered(service.migrations))
    except MigrationMismatch as mismatch:
        raise StoreUnavailable(f"migrations_differ: {mismatch}") from mismatch
    if missing:
        raise StoreUnavailable(f"not_migrated: {missing[0]}")


async def check_clock(connection: Connection, clock: str) -> None:
    """Raise StoreUnavailable when the log was founded with another clock."""
    founded = await connection.fetchval(_FOUNDED_CLOCK)
    if founded not in (None, clock):
        raise StoreUnavailable(f"founded_with_clock: {founded}")


async def admit(
    connection: Connection, pool: Pool, service: Service, environment: Environment
) -> None:
    """Check all of it; a database that is behind the tape is refilled first."""
    site = environment.site
    await check_migrated(connection, service)
    await check_clock(connection, site.clock)
    tape = Tape(environment.kafka, site.site, service.name)
    reconciled = await reconcile(pool, tape, service.wire, site.site)
    if refilled := reconciled.refilled:
        # What was ordered to be destroyed has to be destroyed again; the log says by whom.
        log.error("refilled_from_tape", service=service.name, **asdict(refilled))
    finding = reconciled.finding
    if not finding.may_write:
        raise StoreUnavailable(f"{finding.standing.value}: {finding.detail}")
