"""A relay in a process of its own that comes to grief at a chosen point; started by the tests."""

import asyncio
import os
import signal
import sys
from typing import Any, Final

from aiokafka import AIOKafkaProducer

from libs.common.kafka.client import client_arguments
from libs.common.relay import RelayBounds
from libs.common.settings import KafkaSettings, PostgresSettings
from libs.common.store.connection import open_pool
from tests.relay.harness import Harness
from tests.relay.log_builder import LogBuilder

KILLED_WHILE_SENDING: Final = "killed_while_sending"
KILLED_BEFORE_COMMIT: Final = "killed_before_commit"
KILLED_AFTER_COMMIT: Final = "killed_after_commit"
PAUSED_BEFORE_COMMIT: Final = "paused_before_commit"

TRANSACTION: Final = 3
"""The transaction in which it happens."""


class DoomedProducer(AIOKafkaProducer):  # type: ignore[misc]  # aiokafka has no types
    """Meets its fate in the third transaction."""

    fate: str
    transactions = 0

    async def begin_transaction(self) -> None:
        """Count."""
        self.transactions += 1
        await super().begin_transaction()

    async def send_batch(self, batch: Any, topic: str, *, partition: int) -> Any:
        """Die once the first topic has its records, if so doomed."""
        future = await super().send_batch(batch, topic, partition=partition)
        if self.fate == KILLED_WHILE_SENDING and self.transactions == TRANSACTION:
            await future
            os.kill(os.getpid(), signal.SIGKILL)
        return future

    async def commit_transaction(self) -> None:
        """Die or fall asleep around the commit, if so doomed."""
        doomed = self.transactions == TRANSACTION
        if doomed and self.fate == KILLED_BEFORE_COMMIT:
            os.kill(os.getpid(), signal.SIGKILL)
        if doomed and self.fate == PAUSED_BEFORE_COMMIT:
            os.kill(os.getpid(), signal.SIGSTOP)
        await super().commit_transaction()
        if doomed and self.fate == KILLED_AFTER_COMMIT:
            os.kill(os.getpid(), signal.SIGKILL)


def doomed(settings: KafkaSettings, transactional_id: str, bounds: RelayBounds) -> DoomedProducer:
    """Make the producer."""
    producer = DoomedProducer(
        **client_arguments(settings),
        transactional_id=transactional_id,
        transaction_timeout_ms=60_000,
        max_batch_size=bounds.kafka_batch_bytes_max,
    )
    producer.fate = sys.argv[4]
    return producer


async def main(site: str, dsn: str, bootstrap: str) -> None:
    """Run the relay; its every state goes to standard output."""
    pool = await open_pool(dsn, PostgresSettings.model_validate({"dsn": dsn}))
    harness = Harness(site, dsn, pool, KafkaSettings(bootstrap=bootstrap), LogBuilder(pool, site))
    await harness.relay(make_producer=doomed).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
