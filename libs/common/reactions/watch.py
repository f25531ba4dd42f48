"""Looking at a consumer from outside: what it owns, how far it is behind, when it last polled."""

import asyncio
from typing import Final, NamedTuple

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError

from libs.common.clock import utc_now

POSITION_SECONDS_MAX: Final = 0.5


class Sight(NamedTuple):
    """One look; None where nothing is known yet."""

    partitions: int
    lag: int | None
    polled_at: float | None

    def poll_age_seconds(self) -> float | None:
        """Tell how long ago the broker last answered a fetch."""
        return None if self.polled_at is None else utc_now().timestamp() - self.polled_at


NOTHING: Final = Sight(0, None, None)


async def look(consumer: AIOKafkaConsumer | None) -> Sight:
    """Look once; a rebalance meanwhile only leaves something unknown."""
    if consumer is None:
        return NOTHING
    partitions = sorted(consumer.assignment())
    lags = [await _lag(consumer, partition) for partition in partitions]
    polls = [_polled_at(consumer, partition) for partition in partitions]
    known = [lag for lag in lags if lag is not None]
    return Sight(
        partitions=len(partitions),
        lag=sum(known) if len(known) == len(lags) else None,
        polled_at=max((poll for poll in polls if poll is not None), default=None),
    )


async def _lag(consumer: AIOKafkaConsumer, partition: TopicPartition) -> int | None:
    try:
        async with asyncio.timeout(POSITION_SECONDS_MAX):
            position: int = await consumer.position(partition)
        end: int | None = consumer.last_stable_offset(partition)
    except (KafkaError, IllegalStateError, TimeoutError, AssertionError):
        return None
    return None if end is None or end < 0 else max(0, end - position)


def _polled_at(consumer: AIOKafkaConsumer, partition: TopicPartition) -> float | None:
    try:
        milliseconds: int | None = consumer.last_poll_timestamp(partition)
    except AssertionError:
        # aiokafka asserts that the partition is still assigned.
        return None
    return None if milliseconds is None else milliseconds / 1000
