"""Everything a trial needs on this machine: both servers, the key, the databases, the sites."""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Final

from lianxun.local.engine import Report, Wishes, keep_silent
from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer
from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.keys import LocalKeys
from lianxun.sites.plan import TRIAL_SITES, SitePlan
from lianxun.sites.process import SiteServer
from libs.common.settings import PostgresSettings

SIMULATED_NAME: Final = "simulated-since"
"""A file in the home; it holds the moment at which sites with a simulated clock were founded."""

POSTGRES_VARIABLE: Final = "LIANXUN_POSTGRES_DSN"
KAFKA_VARIABLE: Final = "LIANXUN_KAFKA_BOOTSTRAP"


class Trial:
    """The three linked sites and what they stand on; every verb may be repeated.

    A server that the environment names is used instead of an embedded one.
    """

    def __init__(self, home: Path, *, report: Report = keep_silent) -> None:
        self.home, self._report = home, report
        wishes = Wishes(report=report)
        self.postgres = None if POSTGRES_VARIABLE in os.environ else PostgresServer(home, wishes)
        self.kafka = None if KAFKA_VARIABLE in os.environ else KafkaServer(home, wishes)
        self.keys = LocalKeys(home / "keys")

    @property
    def dsn(self) -> str:
        """Where PostgreSQL is."""
        return self.postgres.dsn if self.postgres else os.environ[POSTGRES_VARIABLE]

    @property
    def bootstrap(self) -> str:
        """Where Kafka is."""
        return self.kafka.bootstrap if self.kafka else os.environ[KAFKA_VARIABLE]

    @property
    def simulated_since(self) -> datetime | None:
        """When the sites of this home were founded by a simulated clock, if they were."""
        file = self.home / SIMULATED_NAME
        return datetime.fromisoformat(file.read_text().strip()) if file.exists() else None

    def simulate_from(self, start: datetime) -> None:
        """Have sites that are founded from now on run by a simulated clock."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / SIMULATED_NAME).write_text(f"{start.isoformat()}\n")

    def up(self) -> None:
        """Start the servers, make key and databases, start the sites."""
        self.start_servers()
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda plan: self.site(plan).start(), TRIAL_SITES))

    def start_servers(self) -> None:
        """Start what the sites stand on."""
        servers = [server for server in (self.postgres, self.kafka) if server]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda server: server.start(), servers))
        self.keys.ensure()
        asyncio.run(self._make_databases())

    def down(self) -> None:
        """Stop everything, the sites first."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda plan: SiteServer(self.home, plan, {}).stop(), TRIAL_SITES))
        for server in (self.kafka, self.postgres):
            if server is not None:
                server.stop()

    def clean(self) -> None:
        """Remove what embedded servers and sites keep; everything has to be stopped."""
        for plan in TRIAL_SITES:
            SiteServer(self.home, plan, {}).clean()
        for server in (self.kafka, self.postgres):
            if server is not None:
                server.clean()
        (self.home / SIMULATED_NAME).unlink(missing_ok=True)

    def site(self, plan: SitePlan) -> SiteServer:
        """Give a site's process, running or not."""
        return SiteServer(self.home, plan, self._variables(plan), Wishes(report=self._report))

    def _variables(self, plan: SitePlan) -> Mapping[str, str]:
        variables = {
            **plan.variables(),
            "LIANXUN_PROFILE": "trial",
            POSTGRES_VARIABLE: self.dsn,
            KAFKA_VARIABLE: self.bootstrap,
            "LIANXUN_AUTH_JWKS": str(self.keys.jwks),
        }
        if since := self.simulated_since:
            variables["LIANXUN_CLOCK"] = "simulated"
            variables["LIANXUN_CLOCK_START"] = since.isoformat()
        return variables

    async def _make_databases(self) -> None:
        settings = PostgresSettings(dsn=self.dsn)
        for plan in TRIAL_SITES:
            await migrate_site(settings, plan.site, SERVICES)
