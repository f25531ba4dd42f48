"""One test's site: a log that goes on, a bus over the real appender, and what became of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import asyncpg

from libs.common.reactions.batches import Batches, Tally
from libs.common.reactions.bus import Bus
from libs.common.reactions.handling import Handling
from libs.common.reactions.ledger import Ledger
from libs.common.reactions.patience import Patience
from libs.common.reactions.records import Record
from libs.common.reactions.redrive import Redrive
from libs.common.reactions.runners import Runner, Surroundings, redrives, runners
from libs.common.reactions.table import Reactions
from libs.common.reactions.vocabulary import Vocabulary
from libs.common.settings import KafkaSettings, SiteSettings
from libs.common.store.appender import Appender
from libs.common.store.commands import Commands
from libs.common.store.reading import decode, read_stream
from libs.contracts.registry import Registry
from tests.reactions.vocabulary import FROM_OWN_LOG, FROM_TELLER, REGISTRY, TELLER, WIRE, listener

WAIT_SECONDS_MAX: Final = 15.0
NO_KAFKA: Final = KafkaSettings(bootstrap="127.0.0.1:1")


@dataclass
class Desk:
    """The service that listens."""

    site: str
    pool: "asyncpg.Pool[asyncpg.Record]"
    appender: Appender
    start: int
    kafka: KafkaSettings = NO_KAFKA
    below: str = ""

    @property
    def commands(self) -> Commands:
        return Commands(listener(), self.appender, self.site)

    @property
    def topic(self) -> str:
        return f"{self.site}.{TELLER}.events"

    def around(
        self, *tables: Reactions, bus: Bus | None = None, registry: Registry = REGISTRY
    ) -> Surroundings:
        """What a process of the service would be given."""
        site = SiteSettings(site=self.site, subordinates=self.below)
        return Surroundings(
            service=listener(*tables),
            site=site,
            kafka=self.kafka,
            pool=self.pool,
            bus=bus or self.commands,
            shapes=registry.shapes,
        )

    def runner(self, table: Reactions = FROM_TELLER, bus: Bus | None = None) -> Runner:
        """A runner as in a fresh process."""
        return runners(self.around(table, bus=bus))[0]

    def own_log_runner(self, may_react: Callable[[], bool]) -> Runner:
        """A runner of the own log's table, which asks first."""
        return runners(self.around(FROM_OWN_LOG), may_react)[0]

    def redrive(self, table: Reactions = FROM_TELLER) -> Redrive:
        """A redrive as in a fresh process."""
        return redrives(self.around(table))[table.name]

    def batches(
        self,
        bus: Bus | None = None,
        *,
        table: Reactions = FROM_TELLER,
        ledger: Ledger | None = None,
        patience: Patience | None = None,
    ) -> Batches:
        """What handles batches, as in a fresh process, without Kafka in front."""
        vocabulary = Vocabulary(table, REGISTRY.shapes(TELLER, "events"))
        handling = Handling(vocabulary, bus or self.commands, patience or Patience(), "x.listener")
        return Batches(handling, ledger or Ledger(self.pool, table.name))

    async def take(self, *records: Record) -> Tally:
        """Have a fresh process take one batch."""
        return await self.batches().take(records)

    async def written(self, key: str) -> list[str]:
        """What was noted under a key, in order."""
        rows = await read_stream(self.pool, f"note-{key}")
        return [decode(WIRE, row).event.text for row in rows if row.position > self.start]

    async def parked(self, table: Reactions = FROM_TELLER) -> list[tuple[str, str]]:
        """The streams and causes of what is parked, in order."""
        query = "SELECT stream, cause FROM parked WHERE reaction = $1 ORDER BY id"
        return [tuple(row) for row in await self.pool.fetch(query, table.name)]

    async def detail(self) -> str:
        """The detail of the one row that is parked."""
        (row,) = await self.pool.fetch("SELECT detail FROM parked")
        return str(row["detail"])

    async def seen(self, stream: str) -> int | None:
        """The last sequence that was counted of a stream."""
        query = "SELECT sequence FROM seen_sequences WHERE topic = $1 AND stream = $2"
        sequence: int | None = await self.pool.fetchval(query, self.topic, stream)
        return sequence


async def until(holds: Callable[[], Any], seconds_max: float = WAIT_SECONDS_MAX) -> None:
    """Wait for something to become true; it may be asked asynchronously."""
    async with asyncio.timeout(seconds_max):
        while True:
            answer = holds()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            await asyncio.sleep(0.02)
