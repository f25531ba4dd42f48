"""Everything that a process is told from outside, read once."""

from typing import Self

from libs.common.decider import frozen
from libs.common.settings import (
    AppenderSettings,
    AuthSettings,
    KafkaSettings,
    PostgresSettings,
    SiteSettings,
)


@frozen
class Environment:
    """All settings of a process."""

    site: SiteSettings
    postgres: PostgresSettings
    kafka: KafkaSettings
    auth: AuthSettings
    appender: AppenderSettings

    @classmethod
    def read(cls) -> Self:
        """Read `LIANXUN_…` variables; raises pydantic's ValidationError naming the field."""
        return cls(
            site=SiteSettings(),
            postgres=PostgresSettings(),
            kafka=KafkaSettings(),
            auth=AuthSettings(),
            appender=AppenderSettings(),
        )
