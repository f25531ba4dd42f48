"""Connections to a service's database, always under the application's role."""

import ssl
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from libs.common.settings import PostgresSettings

APPLICATION_ROLE = "lianxun_app"
# So much later than the server's own timeout: by then it does not answer at all.
SILENCE_SECONDS_MAX: Final = 1.0


def database_name(site: str, service: str) -> str:
    """Name the database of a service."""
    return f"lianxun_{site}_{service}"


def service_dsn(settings: PostgresSettings, site: str, service: str) -> str:
    """Give the server's DSN with the service's own database in it."""
    parts = urlsplit(settings.dsn.get_secret_value())
    return urlunsplit(parts._replace(path=f"/{database_name(site, service)}"))


def tls(settings: PostgresSettings) -> ssl.SSLContext | None:
    """Build the TLS context, None when the DSN alone decides."""
    if settings.ssl_root_certificate is None:
        return None
    return ssl.create_default_context(cafile=str(settings.ssl_root_certificate))


def _session(settings: PostgresSettings) -> dict[str, str]:
    milliseconds = str(round(settings.statement_timeout_seconds * 1000))
    return {
        "application_name": "lianxun",
        "role": APPLICATION_ROLE,
        "statement_timeout": milliseconds,
        "tcp_user_timeout": milliseconds,
        "default_transaction_isolation": "read committed",
        "jit": "off",
    }


async def connect(dsn: str, settings: PostgresSettings) -> "asyncpg.Connection[asyncpg.Record]":
    """Open one connection of the application's role."""
    return await asyncpg.connect(
        dsn,
        ssl=tls(settings),
        server_settings=_session(settings),
        timeout=settings.statement_timeout_seconds,
        command_timeout=settings.statement_timeout_seconds + SILENCE_SECONDS_MAX,
    )


async def open_pool(dsn: str, settings: PostgresSettings) -> "asyncpg.Pool[asyncpg.Record]":
    """Open a pool for readers; it makes connections when they are first asked for."""
    return await asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=settings.pool_size_max,
        ssl=tls(settings),
        server_settings=_session(settings),
        timeout=settings.statement_timeout_seconds,
        command_timeout=settings.statement_timeout_seconds + SILENCE_SECONDS_MAX,
    )
