"""Everything a trial needs on this machine: both servers, the keys, the databases, the sites."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from libs.common.settings import PostgresSettings
from lianxun.local.engine import Report, Wishes, keep_silent
from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer
from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.keys import LocalKeys
from lianxun.sites.plan import TRIAL_SITES, SitePlan
from lianxun.sites.process import SiteServer

class Trial:
    """The three linked sites and what they stand on; every verb may be repeated."""

    def __init__(
        self, home: Path, *, report: Report = keep_silent, clock_start: datetime | None = None
    ) -> None:
        self.home, self._report = home, report
        self._clock_start = clock_start
        wishes = Wishes(report=report)
        self.postgres, self.kafka = PostgresServer(home, wishes), KafkaServer(home, wishes)
        self.keys = LocalKeys(home / "keys")

    def up(self) -> None:
        """Start the servers, make the key and the databases, start the sites."""
        self.start_servers()
        for plan in TRIAL_SITES:
            self.site(plan).start()

    def start_servers(self) -> None:
        """Start what the sites stand on."""
        self.postgres.start()
        self.kafka.start()
        self.keys.ensure()
        asyncio.run(self._make_databases())

    def down(self) -> None:
        """Stop everything, the sites first."""
        for plan in TRIAL_SITES:
            self.site(plan).stop()
        self.kafka.stop()
        self.postgres.stop()

    def site(self, plan: SitePlan) -> SiteServer:
        """Give a site's process, running or not."""
        return SiteServer(self.home, plan, self._variables(plan), Wishes(report=self._report))

    def _variables(self, plan: SitePlan) -> Mapping[str, str]:
        simulated = {
            "LIANXUN_CLOCK": "simulated",
            "LIANXUN_CLOCK_START": self._clock_start.isoformat(),
        } if self._clock_start else {}
        return {
            **plan.variables(),
            "LIANXUN_PROFILE": "trial",
            "LIANXUN_POSTGRES_DSN": self.postgres.dsn,
            "LIANXUN_KAFKA_BOOTSTRAP": self.kafka.bootstrap,
            "LIANXUN_AUTH_JWKS": str(self.keys.jwks),
            **simulated,
        }

    async def _make_databases(self) -> None:
        settings = PostgresSettings(dsn=self.postgres.dsn)
        for plan in TRIAL_SITES:
            await migrate_site(settings, plan.site, SERVICES)
