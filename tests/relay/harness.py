"""A database, a log in it, and relays that carry it; what the tests of the relay begin with."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import asyncpg
from aiokafka import ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from libs.common.events import merkle
from libs.common.events.audience import topic
from libs.common.events.kernel import EpochOpened
from libs.common.kafka.tape import Tape
from libs.common.relay import Relay, RelayBounds
from libs.common.relay.messages import Publisher
from libs.common.settings import KafkaSettings, Level
from libs.common.store.lineage import open_epoch
from libs.common.store.reading import read_last
from tests.relay.log_builder import LogBuilder
from tests.relay.topics_read import positions, read_topic
from tests.relay.vocabulary import SERVICE, WIRE

WAIT_SECONDS_MAX: Final = 30.0
QUICK: Final = RelayBounds(
    lease_seconds=1.5, lease_poll_seconds=0.1, cursor_seconds=0.05, batch_events_max=100
)


@dataclass
class Harness:
    """One test's site."""

    site: str
    dsn: str
    pool: "asyncpg.Pool[asyncpg.Record]"
    kafka: KafkaSettings
    log: LogBuilder

    @property
    def publisher(self) -> Publisher:
        """Give what a relay has to know of the service."""
        return Publisher(site=self.site, service=SERVICE, division="360700", wire=WIRE)

    @property
    def tape(self) -> Tape:
        """Give the service's tape."""
        return Tape(self.kafka, self.site, SERVICE)

    def relay(self, **more: Any) -> Relay:
        """Make a relay; `more` are its own arguments."""
        fixed: dict[str, Any] = {
            "pool": self.pool,
            "kafka": self.kafka,
            "level": Level.CITY,
            "publisher": self.publisher,
            "bounds": QUICK,
        }
        return Relay(**{**fixed, **more})

    async def relay_all(self) -> None:
        """Have everything carried by a relay that then stops."""
        relay = self.relay()
        async with running(relay):
            await until(lambda: relay.status.position == self.log.position)

    async def read(self, circle: str) -> list[ConsumerRecord]:
        """Read a topic as its readers do."""
        return await read_topic(self.kafka.bootstrap, topic(self.site, SERVICE, circle))

    async def as_owner(self, *statements: str) -> None:
        """Do to the database what the application may not do."""
        connection = await asyncpg.connect(self.dsn)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    async def forget_after(self, position: int) -> None:
        """Put the database back to the end of an earlier flush, as from a backup."""
        await self.as_owner(
            "ALTER TABLE events DISABLE TRIGGER ALL",
            f"DELETE FROM events WHERE position > {position}",
            "DELETE FROM events WHERE position > coalesce("
            "(SELECT max(position) FROM events WHERE frontier IS NOT NULL), 0)",
            "ALTER TABLE events ENABLE TRIGGER ALL",
            "TRUNCATE streams, receipts, claims, lineage, relay_cursor",
        )
        await self.log.catch_up()

    async def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give what the log and its narrow tables hold; where flushes ended does not count."""
        tables = {
            "events": "position, stream, version, type, header, data, salt, leaf",
            "streams": "*",
            "receipts": "*",
            "claims": "*",
        }
        return {
            table: [
                tuple(row)
                for row in await self.pool.fetch(f"SELECT {what} FROM {table} ORDER BY 1")
            ]
            for table, what in tables.items()
        }

    async def root(self) -> str:
        """Give the root that the last row tells."""
        last = await read_last(self.pool)
        assert last is not None
        assert last.frontier is not None
        return merkle.root(merkle.unpack(last.frontier)).hex()

    async def epoch_opened(self) -> EpochOpened:
        """Make the event that opens the next epoch on what is in the database."""
        last = await read_last(self.pool)
        return open_epoch(last, witnessed=None, reason="r", opened_by="a", confirmed_by="b")

    async def limit_messages(self, circle: str, size_max: int) -> None:
        """Have the broker refuse larger batches."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.kafka.bootstrap)
        await admin.start()
        name, configs = topic(self.site, SERVICE, circle), {"max.message.bytes": str(size_max)}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, configs)])
        await admin.close()

    async def on_tape(self) -> list[int]:
        """List the positions on the tape in their order there."""
        return [int(dict(record.headers)["position"]) for record in await self.read("log")]

    async def nothing_missing_or_twice(self) -> bool:
        """Tell whether every topic holds exactly its share of the log."""
        expected = {circle: list[int]() for circle in ("log", "events", "linked", "public")}
        rows = await self.pool.fetch("SELECT position, header FROM events ORDER BY position")
        for position, header in rows:
            expected["log"].append(position)
            for circle in ("events", "linked", "public"):
                if f'"{circle}":'.encode() in header:
                    expected[circle].append(position)
        found = {circle: positions(await self.read(circle)) for circle in expected}
        return found == expected


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[Relay]:
    """Run a relay during the block, and stop it."""
    task = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        await relay.stop()
        await task


async def until(condition: Callable[[], bool], seconds_max: float = WAIT_SECONDS_MAX) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds_max):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.01)
