"""Numbered SQL: applied once each, in order, under a lock, and checked at every start."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

import asyncpg

from libs.common.decider import frozen

KERNEL: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 4917002
_TABLE: Final = """CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY, sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp());
    GRANT SELECT ON migrations TO PUBLIC"""


class MigrationMismatch(Exception):  # noqa: N818 - named by what it is
    """The database was migrated by other files than these; the message names the first."""


@frozen
class Migration:
    """One numbered file."""

    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """The file's digest, kept when it is applied."""
        return sha256(self.sql.encode()).hexdigest()


def numbered(service: Path) -> list[Migration]:
    """List the kernel's migrations, then the service's, each folder in the order of its numbers."""
    return [
        Migration(name=f"{origin}/{file.name}", sql=file.read_text(encoding="utf-8"))
        for origin, folder in (("kernel", KERNEL), ("service", service))
        for file in sorted(folder.glob("[0-9]*.sql"))
    ]


async def ensure_database(server_dsn: str, name: str) -> bool:
    """Create the database unless it is there; tell whether it was made now."""
    connection = await asyncpg.connect(server_dsn)
    try:
        if await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            return False
        await connection.execute(
            f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        )
        return True
    except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
        return False  # Somebody else was faster, by more or less.
    finally:
        await connection.close()


async def migrate(dsn: str, migrations: Iterable[Migration]) -> list[str]:
    """Apply what is missing, all or nothing, as the owner; give the names that were applied."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
            await connection.execute(_TABLE)
            missing = await _missing(connection, migrations)
            for migration in missing:
                await connection.execute(migration.sql)
                await connection.execute(
                    "INSERT INTO migrations (name, sha256) VALUES ($1, $2)",
                    *(migration.name, migration.sha256),
                )
        return [migration.name for migration in missing]
    finally:
        await connection.close()


async def pending(
    connection: "asyncpg.Connection[asyncpg.Record]", migrations: Iterable[Migration]
) -> list[str]:
    """List what is not applied yet; raises MigrationMismatch when a file was changed since."""
    if await connection.fetchval("SELECT to_regclass('migrations') IS NULL"):
        return [migration.name for migration in migrations]
    return [migration.name for migration in await _missing(connection, migrations)]


async def _missing(
    connection: "asyncpg.Connection[asyncpg.Record]", migrations: Iterable[Migration]
) -> list[Migration]:
    rows = await connection.fetch("SELECT name, sha256 FROM migrations")
    applied = {row["name"]: row["sha256"] for row in rows}
    wanted = list(migrations)
    for migration in wanted:
        if applied.get(migration.name, migration.sha256) != migration.sha256:
            message = f"{migration.name} was changed after it had been applied"
            raise MigrationMismatch(message)
    return [migration for migration in wanted if migration.name not in applied]
