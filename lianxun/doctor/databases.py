"""PostgreSQL: does it answer, does its clock agree, are the databases made and migrated."""

from collections.abc import Iterable
from typing import Final

import asyncpg

from lianxun.doctor.finding import Finding, fail, ok, warn
from lianxun.doctor.subject import SiteAsked, Subject
from lianxun.serving import SERVICES
from libs.common.service import Service
from libs.common.settings import AppenderSettings, PostgresSettings
from libs.common.store.clock import DatabaseClock
from libs.common.store.connection import service_dsn, tls
from libs.common.store.migrate import MigrationMismatch, numbered, pending

CONNECT_SECONDS_MAX: Final = 5.0
VERSION_WANTED: Final = 18
OFFSET_SECONDS_WANTED: Final = 1.0
AWAY: Final = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


async def examine(subject: Subject) -> list[Finding]:
    """Look at the server, then at the databases of the sites."""
    if subject.postgres is None:
        return [warn("postgres", "the local server does not run", "lianxun up")]
    try:
        connection = await _connect(subject.postgres.dsn.get_secret_value(), subject.postgres)
    except AWAY as away:
        advice = "start it, or correct LIANXUN_POSTGRES_DSN"
        return [fail("postgres", f"{type(away).__name__}: {away}", advice)]
    try:
        server = [_version(connection), await _clock(connection)]
    finally:
        await connection.close()
    return [*server, *[await _databases(subject, subject.postgres, each) for each in subject.sites]]


async def _connect(dsn: str, settings: PostgresSettings) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(dsn, ssl=tls(settings), timeout=CONNECT_SECONDS_MAX)


def _version(connection: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    version = connection.get_server_version()
    found = f"version {version.major}.{version.minor}"
    if version.major < VERSION_WANTED:
        return warn("postgres", found, f"everything is tested with {VERSION_WANTED}")
    return ok("postgres", found)


async def _clock(connection: "asyncpg.Connection[asyncpg.Record]") -> Finding:
    """Compare the clocks: events are recorded by the database's."""
    tolerance = AppenderSettings().clock_tolerance_seconds
    clock = DatabaseClock(tolerance)
    await clock.synchronise(connection)
    offset = clock.offset.total_seconds()
    found, advice = f"{offset:+.3f} s from ours", "have both machines' clocks set by NTP"
    if abs(offset) > tolerance:
        return fail("database clock", found, advice)
    if abs(offset) > OFFSET_SECONDS_WANTED:
        return warn("database clock", found, advice)
    return ok("database clock", found)


async def _databases(subject: Subject, settings: PostgresSettings, asked: SiteAsked) -> Finding:
    check = f"databases of {asked.site}"
    faults = [
        fault
        for each in SERVICES
        if (fault := await _fault(settings, asked.site, each)) is not None
    ]
    if not faults:
        return ok(check, f"{len(SERVICES)} migrated")
    if subject.is_local:
        return warn(check, _listed(faults), "lianxun up makes and migrates them")
    return fail(check, _listed(faults), "lianxun migrate, as the owner")


async def _fault(settings: PostgresSettings, site: str, service: Service) -> str | None:
    """Say what is wrong with one database."""
    try:
        connection = await _connect(service_dsn(settings, site, service.name), settings)
    except asyncpg.InvalidCatalogNameError:
        return f"{service.name}: there is none"
    except AWAY as away:
        return f"{service.name}: {type(away).__name__}"
    try:
        missing = await pending(connection, numbered(service.migrations))
    except MigrationMismatch as mismatch:
        return f"{service.name}: {mismatch}"
    finally:
        await connection.close()
    return f"{service.name}: {missing[0]} is missing" if missing else None


def _listed(faults: Iterable[str]) -> str:
    return "; ".join(faults)
