"""What `lianxun serve` and `lianxun migrate` do: the services, their shapes, their databases."""

import asyncio
from collections.abc import Iterable
from typing import Any, Final, get_args

import asyncpg

import services.issues.main
import services.notifications.main
import services.rectification.main
import services.rounds.main
from lianxun.cli.errors import USAGE, CommandFailed
from libs.common.hosting import serve
from libs.common.service import Service
from libs.common.settings import ALL_ROLES, PostgresSettings, Role, SiteSettings
from libs.common.store.connection import database_name, service_dsn
from libs.common.store.migrate import ensure_database, migrate, numbered
from libs.contracts.registry import load

SERVICES: tuple[Service, ...] = (
    services.rounds.main.SERVICE,
    services.issues.main.SERVICE,
    services.rectification.main.SERVICE,
    services.notifications.main.SERVICE,
)

PARTITIONS_AHEAD: Final = 8


def chosen(which: str) -> tuple[Service, ...]:
    """Give the services that `which` names; raises CommandFailed."""
    found = tuple(service for service in SERVICES if which in ("all", service.name))
    if not found:
        names = ", ".join(service.name for service in SERVICES)
        raise CommandFailed(f"{which!r} is no service; there are {names} and all.", USAGE)
    return found


def chosen_roles(roles: str) -> tuple[Role, ...]:
    """Read a comma-separated list of roles, all of them when it is empty."""
    names = [name.strip() for name in roles.split(",") if name.strip()]
    if unknown := [name for name in names if name not in get_args(Role)]:
        raise CommandFailed(f"{unknown[0]!r} is no role; there are {ALL_ROLES}.", USAGE)
    return tuple(role for role in ALL_ROLES if role in names or not names)


def run(which: str, roles: str, *, address: str, port: int) -> None:
    """Serve in the foreground until SIGTERM."""
    serve(chosen(which), load().shapes, chosen_roles(roles), address=address, port=port)


def migrate_databases(which: str) -> Iterable[dict[str, Any]]:
    """Make and migrate the databases of the site in the environment; give what was applied."""
    applied = asyncio.run(migrate_site(PostgresSettings(), SiteSettings().site, chosen(which)))
    return [{"service": service, "migration": name} for service, name in applied]


async def migrate_site(
    settings: PostgresSettings, site: str, which: Iterable[Service]
) -> list[tuple[str, str]]:
    """Make and migrate the databases of one site; give service and name of each migration."""
    done: list[tuple[str, str]] = []
    for service in which:
        name = database_name(site, service.name)
        await ensure_database(settings.dsn.get_secret_value(), name)
        dsn = service_dsn(settings, site, service.name)
        applied = await migrate(dsn, numbered(service.migrations))
        done += [(service.name, migration) for migration in applied]
    return done


def make_partitions(which: str) -> Iterable[dict[str, Any]]:
    """Make the partitions that the logs of the site in the environment will need next."""
    return asyncio.run(_make_partitions(PostgresSettings(), SiteSettings().site, chosen(which)))


async def _make_partitions(
    settings: PostgresSettings, site: str, which: Iterable[Service]
) -> list[dict[str, Any]]:
    made = []
    for service in which:
        connection = await asyncpg.connect(service_dsn(settings, site, service.name))
        try:
            count = await connection.fetchval("SELECT make_partitions($1)", PARTITIONS_AHEAD)
        finally:
            await connection.close()
        made.append({"service": service.name, "partitions_made": count})
    return made
