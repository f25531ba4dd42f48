"""One service in this process: its appender, relay, reactions and projector, as its roles say."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final

import asyncpg
import structlog

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM, Refusal
from libs.common.hosting.admission import check_clock, check_migrated
from libs.common.hosting.environment import Environment
from libs.common.hosting.lineage import LineageGuard
from libs.common.kafka.tape import Tape
from libs.common.projections.runner import Projector
from libs.common.relay import Publisher, Relay
from libs.common.service import Service
from libs.common.settings import Role
from libs.common.store import site
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin, StoreUnavailable
from libs.common.store.batch import LogFacts
from libs.common.store.clock import StoreClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect, open_pool, service_dsn

FOUND_RETRY_SECONDS: Final = 0.2
NAMESPACE: Final = "7b1d3f52-5f0e-5c55-9d0c-1f6a5d1f6f01"

log: Final = structlog.get_logger("host")


class Host:
    """Builds what a service needs, starts it, and stops it again."""

    def __init__(
        self,
        service: Service,
        environment: Environment,
        clock: StoreClock,
        roles: Collection[Role],
    ) -> None:
        self.service, self.environment, self.roles = service, environment, frozenset(roles)
        self.dsn = service_dsn(environment.postgres, environment.site.site, service.name)
        aggregates = {each.kind: each for each in (*service.aggregates, site.site)}
        facts = LogFacts(environment.site.site, service.wire, aggregates)
        self.appender = Appender(
            facts, self._connect, clock, environment.appender, admit=self._admit
        )
        self.commands = Commands(service, self.appender, environment.site.site)
        self.lineage = LineageGuard(service, environment)
        self._tasks: list[asyncio.Task[Any]] = []
        self.pool: asyncpg.Pool[asyncpg.Record]
        self.relay: Relay | None = None
        self.projector: Projector | None = None
