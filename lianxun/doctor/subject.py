"""Who is examined: the site of the environment if one is named there, else the local trial."""

import os
from pathlib import Path
from typing import Final, Self

from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer
from lianxun.local.server import LocalServer
from lianxun.sites.keys import LocalKeys
from lianxun.sites.plan import TRIAL_SITES
from lianxun.sites.trial import KAFKA_VARIABLE, POSTGRES_VARIABLE
from libs.common.decider import frozen
from libs.common.settings import AuthSettings, KafkaSettings, Level, PostgresSettings, SiteSettings

SITE_VARIABLE: Final = "LIANXUN_SITE"
KEYS_VARIABLE: Final = "LIANXUN_AUTH_JWKS"


@frozen
class SiteAsked:
    """A site whose databases and topics are looked at."""

    site: str
    level: Level


@frozen
class Subject:
    """What the settings say; None for a local server that does not run."""

    home: Path
    is_local: bool
    sites: tuple[SiteAsked, ...]
    postgres: PostgresSettings | None
    kafka: KafkaSettings | None
    keys: str

    @classmethod
    def of(cls, home: Path) -> Self:
        """Read the environment, and ask the local servers; raises pydantic's ValidationError."""
        is_local = SITE_VARIABLE not in os.environ
        return cls(
            home=home,
            is_local=is_local,
            sites=_trial() if is_local else _site(SiteSettings()),
            postgres=_postgres(home),
            kafka=_kafka(home),
            keys=_keys(home, is_local=is_local),
        )


def _trial() -> tuple[SiteAsked, ...]:
    return tuple(SiteAsked(site=plan.site, level=Level(plan.level)) for plan in TRIAL_SITES)


def _site(settings: SiteSettings) -> tuple[SiteAsked, ...]:
    return (SiteAsked(site=settings.site, level=settings.level),)


def _postgres(home: Path) -> PostgresSettings | None:
    if POSTGRES_VARIABLE in os.environ or SITE_VARIABLE in os.environ:
        return PostgresSettings()
    server = PostgresServer(home)
    return PostgresSettings(dsn=server.dsn) if _runs(server) else None


def _kafka(home: Path) -> KafkaSettings | None:
    if KAFKA_VARIABLE in os.environ or SITE_VARIABLE in os.environ:
        return KafkaSettings()
    server = KafkaServer(home)
    return KafkaSettings(bootstrap=server.bootstrap) if _runs(server) else None


def _keys(home: Path, *, is_local: bool) -> str:
    if is_local and KEYS_VARIABLE not in os.environ:
        return str(LocalKeys(home / "keys").jwks)
    return AuthSettings().jwks


def _runs(server: LocalServer) -> bool:
    return server.status().state == "running"
