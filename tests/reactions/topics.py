"""Real topics: made, filled with records good and bad, and asked how far a group has come."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from libs.common.reactions.records import Record


@asynccontextmanager
async def administration(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def make_topic(bootstrap: str, name: str, partitions: int = 1) -> None:
    """Make a topic."""
    async with administration(bootstrap) as admin:
        answer = await admin.create_topics([NewTopic(name, partitions, 1)])
    assert [code for _, code, _ in answer.topic_errors] == [0]


@asynccontextmanager
async def producing(bootstrap: str, **more: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, **more)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def publish(bootstrap: str, records: Iterable[Record]) -> None:
    """Write records as they are; their offsets are Kafka's."""
    async with producing(bootstrap) as producer:
        await send(producer, records)


async def send(producer: AIOKafkaProducer, records: Iterable[Record]) -> None:
    """Write records with a producer, and wait for the last."""
    sent = [
        await producer.send(
            record.topic, value=record.value, key=record.key, headers=list(record.headers)
        )
        for record in records
    ]
    for answer in sent:
        await answer


async def acknowledged(bootstrap: str, group: str) -> int:
    """Tell how many records a group acknowledged."""
    async with administration(bootstrap) as admin:
        offsets = await admin.list_consumer_group_offsets(group)
    return sum(max(0, found.offset) for found in offsets.values())
