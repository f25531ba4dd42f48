"""Settings of one process, from the environment: one site, its neighbours and its servers."""

from enum import Enum
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Role = Literal["writer", "reader", "projector", "relay"]
ALL_ROLES: tuple[Role, ...] = ("writer", "reader", "projector", "relay")


class Level(Enum):
    """The level of a site; the partitions of its topics follow from it."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"

    @property
    def partitions(self) -> int:
        """Partitions of every topic but the log, fixed for life."""
        return {Level.PROVINCE: 12, Level.CITY: 3, Level.COUNTY: 1}[self]


class SiteSettings(BaseSettings):
    """What a site is: permanent key, division code, level, neighbours. `LIANXUN_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="LIANXUN_", extra="ignore", frozen=True)

    site: str = Field(pattern=r"^[0-9]{6}$")
    division: str = ""
    level: Level = Level.COUNTY
    superiors: str = ""
    subordinates: str = ""
    time_zone: str = "Asia/Shanghai"
    profile: Literal["production", "trial"] = "production"
    clock: Literal["real", "simulated"] = "real"
    clock_start: AwareDatetime | None = None

    @property
    def superior_sites(self) -> tuple[str, ...]:
        """The keys of the sites above, nearest first."""
        return _split(self.superiors)

    @property
    def subordinate_sites(self) -> tuple[str, ...]:
        """The keys of the sites below."""
        return _split(self.subordinates)


class PostgresSettings(BaseSettings):
    """Where PostgreSQL is; each service has a database `lianxun_<site>_<service>` there."""

    model_config = SettingsConfigDict(env_prefix="LIANXUN_POSTGRES_", extra="ignore", frozen=True)

    dsn: SecretStr
    ssl_root_certificate: Path | None = None
    pool_size_max: int = Field(default=8, ge=2, le=100)
    statement_timeout_seconds: float = Field(default=5, gt=0)


class KafkaSettings(BaseSettings):
    """Where Kafka is and how to log in there."""

    model_config = SettingsConfigDict(env_prefix="LIANXUN_KAFKA_", extra="ignore", frozen=True)

    bootstrap: str
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_root_certificate: Path | None = None
    ssl_certificate: Path | None = None
    ssl_key: Path | None = None
    replication: int = Field(default=1, ge=1)
    instance: str | None = None
    """Static group membership: a name that survives a restart, such as a pod's."""


class AuthSettings(BaseSettings):
    """Whose tokens are believed: a JWKS file or address, the issuer and the audience."""

    model_config = SettingsConfigDict(env_prefix="LIANXUN_AUTH_", extra="ignore", frozen=True)

    jwks: str
    issuer: str = "lianxun"
    audience: str = "lianxun"
    commands_per_second: float = Field(default=200, gt=0)
    burst: int = Field(default=400, ge=1)


class AppenderSettings(BaseSettings):
    """Bounds of the one task that writes."""

    model_config = SettingsConfigDict(env_prefix="LIANXUN_APPENDER_", extra="ignore", frozen=True)

    batch_events_max: int = Field(default=512, ge=1, le=512)
    queue_max: int = Field(default=4096, ge=1)
    cached_streams_max: int = Field(default=50_000, ge=1)
    wait_seconds_max: float = Field(default=10, gt=0)
    clock_tolerance_seconds: float = Field(default=5, gt=0)


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())
