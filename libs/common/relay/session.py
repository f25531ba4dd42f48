"""One Kafka producer under the service's transactional id, from fencing its forerunner to its end.

After any failure a session is over: what became of its last transaction is decided by the broker
when the next session begins, and read from the tape.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import zip_longest
from typing import Final, TypeAlias

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import murmur2
from aiokafka.producer.message_accumulator import BatchBuilder

from libs.common.kafka.client import BROKER_FAILURES, client_arguments
from libs.common.relay.bounds import RelayBounds
from libs.common.relay.failures import asking_broker
from libs.common.relay.messages import Message, Publisher
from libs.common.settings import KafkaSettings

REQUEST_SECONDS_MAX: Final = 5
YIELD_EVERY_MESSAGES: Final = 250
"""Preparing is plain computing; in between, the transaction under way has to go on."""

_PLACES_MAX: Final = 65_536

Place: TypeAlias = tuple[str, int]
"""A circle's topic and one of its partitions."""

Batches: TypeAlias = Mapping[Place, Sequence[BatchBuilder]]
"""What one transaction brings: a partition's records are split where a batch is full."""

Waiting: TypeAlias = "list[asyncio.Future[object]]"


def make_producer(
    settings: KafkaSettings, transactional_id: str, bounds: RelayBounds
) -> AIOKafkaProducer:
    """Make the producer; nothing is connected yet."""
    return AIOKafkaProducer(
        **client_arguments(settings),
        client_id=transactional_id,
        transactional_id=transactional_id,
        transaction_timeout_ms=round(bounds.broker_transaction_seconds_max * 1000),
        request_timeout_ms=REQUEST_SECONDS_MAX * 1000,
        max_batch_size=bounds.kafka_batch_bytes_max,
    )


class Session:
    """Sends batches of records, each batch as one transaction over all topics."""

    def __init__(
        self, producer: AIOKafkaProducer, publisher: Publisher, bounds: RelayBounds
    ) -> None:
        self._producer, self._publisher, self._bounds = producer, publisher, bounds
        self._partitions: dict[str, int] = {}

    async def start(self, circles: Iterable[str]) -> None:
        """Connect, fence whoever used the transactional id before, and learn the partitions."""
        with asking_broker():
            async with asyncio.timeout(self._bounds.takeover_seconds_max):
                await self._producer.start()
                for circle in circles:
                    topic = self._publisher.topic(circle)
                    self._partitions[circle] = len(await self._producer.partitions_for(topic))

    async def prepare(self, messages: Iterable[Message]) -> Batches:
        """Fill batches, also while another transaction is under way."""
        batches: dict[Place, list[BatchBuilder]] = {}
        for number, message in enumerate(messages, start=1):
            place = message.circle, self._partition(message)
            if place not in batches:
                batches[place] = [self._producer.create_batch()]
            if not _append(batches[place][-1], message):
                batches[place].append(self._producer.create_batch())
                _append(batches[place][-1], message)
            if number % YIELD_EVERY_MESSAGES == 0:
                await asyncio.sleep(0)
        return batches

    async def publish(self, batches: Batches) -> Counter[str]:
        """Send everything, commit, and count records by circle.

        Raises Fenced or BrokerUnavailable, and then nothing is sure.
        """
        with asking_broker():
            async with asyncio.timeout(self._bounds.transaction_seconds_max):
                await self._producer.begin_transaction()
                # aiokafka takes one batch of a partition at a time: what was split goes in rounds.
                for batch_round in zip_longest(*batches.values()):
                    await self._send(zip(batches, batch_round, strict=True))
                await self._producer.commit_transaction()
        counts: Counter[str] = Counter()
        for (circle, _), parts in batches.items():
            counts[circle] += sum(part.record_count() for part in parts)
        return counts

    async def close(self) -> None:
        """Abort what is open if the broker still listens, and let go, in bounded time."""
        with suppress(*BROKER_FAILURES):
            async with asyncio.timeout(self._bounds.close_seconds_max):
                if self._in_transaction():
                    await self._producer.abort_transaction()
                await self._producer.stop()
                return
        await self._let_go()

    def _in_transaction(self) -> bool:
        manager = self._producer._txn_manager  # noqa: SLF001 - not told otherwise
        return bool(manager.is_in_transaction())

    async def _let_go(self) -> None:
        """End a producer that cannot stop properly: `stop` would wait for what is unsent."""
        producer = self._producer
        producer._closed = True  # noqa: SLF001 - else its destructor complains
        with suppress(*BROKER_FAILURES):
            async with asyncio.timeout(self._bounds.close_seconds_max):
                await producer._sender.close()  # noqa: SLF001 - there is no public way
        with suppress(*BROKER_FAILURES):
            async with asyncio.timeout(self._bounds.close_seconds_max):
                await producer.client.close()

    def _partition(self, message: Message) -> int:
        count = self._partitions[message.circle]
        return 0 if count == 1 else java_partition(message.key, count)

    async def _send(self, batches: Iterable[tuple[Place, BatchBuilder | None]]) -> None:
        waiting: Waiting = []
        try:
            for (circle, partition), batch in batches:
                if batch is not None:
                    batch.close()
                    topic = self._publisher.topic(circle)
                    waiting.append(
                        await self._producer.send_batch(batch, topic, partition=partition)
                    )
            # `commit_transaction` succeeds also when batches failed: each is asked before it.
            await asyncio.gather(*waiting)
        finally:
            for future in waiting:
                future.cancel()


def _append(batch: BatchBuilder, message: Message) -> bool:
    # An empty batch takes a record of any size; an event is far below what the topics allow.
    appended = batch.append(
        timestamp=None, key=message.key, value=message.value, headers=message.headers
    )
    return appended is not None


@lru_cache(maxsize=_PLACES_MAX)
def java_partition(key: bytes, partitions: int) -> int:
    """Place a key as Kafka's Java clients do, so that other producers and tools agree."""
    hashed: int = murmur2(key)
    return (hashed & 0x7FFFFFFF) % partitions
