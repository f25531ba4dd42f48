"""What a reader of a topic sees: every committed record, partition by partition."""

import asyncio
from typing import Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

POLL_MILLISECONDS: Final = 50
READ_SECONDS_MAX: Final = 20


async def read_topic(
    bootstrap: str, topic: str, *, isolation: str = "read_committed"
) -> list[ConsumerRecord]:
    """Read a topic from its beginning to its present end."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        isolation_level=isolation,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=POLL_MILLISECONDS,
    )
    await consumer.start()
    try:
        places = consumer.assignment()
        assert places, f"no partition of {topic} was assigned"
        records: list[ConsumerRecord] = []
        async with asyncio.timeout(READ_SECONDS_MAX):
            # Not to the last stable offset: it moves a moment after a commit was answered.
            while not all([await _is_read(consumer, place) for place in places]):
                for found in (await consumer.getmany(timeout_ms=POLL_MILLISECONDS)).values():
                    records.extend(found)
        return records
    finally:
        await consumer.stop()


async def _is_read(consumer: AIOKafkaConsumer, place: TopicPartition) -> bool:
    end: int | None = consumer.highwater(place)
    position: int = await consumer.position(place)
    return end is not None and position >= end


def header(record: ConsumerRecord, name: str) -> str:
    """Give one header of a record; there must be exactly one of that name."""
    (value,) = [value for key, value in record.headers if key == name]
    return str(value, "ascii")


def positions(records: list[ConsumerRecord]) -> list[int]:
    """Give the positions of a topic's records, ordered, repeats included."""
    return sorted(int(header(record, "position")) for record in records)
