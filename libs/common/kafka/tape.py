"""The audit tape: the `.log` topic of one service, of which only committed records count."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final, NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition

from libs.common.events.audience import LOG, topic
from libs.common.events.header import Header
from libs.common.events.header import decode as decode_header
from libs.common.events.record import LogRecord, unpack
from libs.common.kafka.client import BROKER_FAILURES, client_arguments, closed, transactional_id
from libs.common.kafka.second_line import START, Mark, follows, mark_of
from libs.common.kafka.topics import MESSAGE_BYTES_MAX
from libs.common.settings import KafkaSettings

BATCH_RECORDS_MAX: Final = 2000
REQUEST_SECONDS_MAX: Final = 10
ANSWER_SECONDS_MAX: Final = 30
"""How long a look at the tail, or one batch of a long reading, may take."""

_TAIL_STEP: Final = 64
_TAIL_STEP_FACTOR: Final = 8
_POLL_MILLISECONDS: Final = 20


class TapeUnreachable(Exception):  # noqa: N818 - named by what it is
    """The broker does not answer, or it does not have the topic."""


class TapeDamaged(Exception):  # noqa: N818 - named by what it is
    """A record of the tape is no log record; the message names its offset."""


class TapeRecord(NamedTuple):
    """One event on the tape, and where it lies there."""

    offset: int
    mark: Mark
    header: Header
    record: LogRecord


class Tape:
    """Reads one service's tape; every reading is a connection of its own."""

    def __init__(self, settings: KafkaSettings, site: str, service: str) -> None:
        self._settings = settings
        self._transactional_id = transactional_id(site, service)
        self.topic = topic(site, service, LOG)

    async def settle(self) -> None:
        """End what a relay left open and fence it, so that the tail is final.

        A commit is answered before readers see it, and a relay may be in the middle of one.
        Raises TapeUnreachable.
        """
        producer = AIOKafkaProducer(
            **client_arguments(self._settings),
            transactional_id=self._transactional_id,
            request_timeout_ms=REQUEST_SECONDS_MAX * 1000,
        )
        try:
            with self._reached():
                async with asyncio.timeout(ANSWER_SECONDS_MAX):
                    await producer.start()
        finally:
            await closed(producer.stop())

    async def tail(self) -> TapeRecord | None:
        """Read the last committed record, None from an empty tape; raises TapeUnreachable."""
        async with self._reading() as reading:
            step = _TAIL_STEP
            while True:
                start = max(reading.begin, reading.end - step)
                if records := await reading.span(start):
                    return records[-1]
                # Transactions end with markers that take offsets, and aborted ones are nothing
                # but gaps, so the last record may lie well before the end.
                if start == reading.begin:
                    return None
                step *= _TAIL_STEP_FACTOR

    async def find(self, mark: Mark) -> TapeRecord | None:
        """Find the record of a place by bisection; raises TapeUnreachable."""
        async with self._reading() as reading:
            low, high = reading.begin, reading.end
            while low < high:
                middle = (low + high) // 2
                found = await reading.first(middle)
                if found is not None and found.mark == mark:
                    return found
                if found is None or found.mark > mark:
                    high = middle
                else:
                    low = found.offset + 1
            return None

    async def batches(
        self, *, offset: int = 0, after: Mark = START
    ) -> AsyncGenerator[list[TapeRecord], None]:
        """Read what follows `after`, from `offset` to the present end, by the second-line rule.

        Raises TapeJump, TapeDamaged and TapeUnreachable.
        """
        async with self._reading() as reading:
            reading.seek(max(offset, reading.begin))
            while not await reading.at_end():
                accepted = []
                for record in await reading.next_records():
                    if follows(after, record.header):
                        accepted.append(record)
                        after = record.mark
                if accepted:
                    yield accepted

    async def raw(self, offset: int = 0) -> AsyncGenerator[list[ConsumerRecord], None]:
        """Read Kafka's records from `offset` to the present end as they are, for a quick look.

        Raises TapeUnreachable.
        """
        async with self._reading() as reading:
            reading.seek(max(offset, reading.begin))
            while records := await reading.next_raw():
                yield records

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator["_Reading"]:
        consumer = AIOKafkaConsumer(
            **client_arguments(self._settings),
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="none",
            fetch_max_wait_ms=_POLL_MILLISECONDS,
            max_partition_fetch_bytes=MESSAGE_BYTES_MAX,
            request_timeout_ms=REQUEST_SECONDS_MAX * 1000,
        )
        try:
            with self._reached():
                yield await self._start(consumer)
        finally:
            await closed(consumer.stop())

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except BROKER_FAILURES as failure:
            message = f"topic {self.topic} at {self._settings.bootstrap}: {failure!r}"
            raise TapeUnreachable(message) from failure

    async def _start(self, consumer: AIOKafkaConsumer) -> "_Reading":
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            await consumer.start()
            # To ask for a missing topic by name would make it, where a broker allows that.
            if self.topic not in await consumer.topics():
                message = f"there is no topic {self.topic} at {self._settings.bootstrap}"
                raise TapeUnreachable(message)
            partition = TopicPartition(self.topic, 0)
            consumer.assign([partition])
            # At once, or aiokafka looks for an offset of its own.
            consumer.seek(partition, 0)
            begin = (await consumer.beginning_offsets([partition]))[partition]
            end = (await consumer.end_offsets([partition]))[partition]
        return _Reading(consumer, partition, begin, end)


class _Reading:
    """One reading, up to the end of what was committed when it began."""

    def __init__(
        self, consumer: AIOKafkaConsumer, partition: TopicPartition, begin: int, end: int
    ) -> None:
        self._consumer, self._partition = consumer, partition
        self.begin, self.end = begin, end

    def seek(self, offset: int) -> None:
        self._consumer.seek(self._partition, offset)

    async def at_end(self) -> bool:
        # The position counts, not the records: an end of markers alone delivers none.
        position: int = await self._consumer.position(self._partition)
        return position >= self.end

    async def next_raw(self) -> list[ConsumerRecord]:
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            while not await self.at_end():
                found = await self._consumer.getmany(
                    self._partition, timeout_ms=_POLL_MILLISECONDS, max_records=BATCH_RECORDS_MAX
                )
                records = found.get(self._partition, ())
                if within := [record for record in records if record.offset < self.end]:
                    return within
        return []

    async def next_records(self) -> list[TapeRecord]:
        return [read_record(record) for record in await self.next_raw()]

    async def span(self, start: int) -> list[TapeRecord]:
        self.seek(start)
        records = []
        while not await self.at_end():
            records.extend(await self.next_records())
        return records

    async def first(self, start: int) -> TapeRecord | None:
        self.seek(start)
        records = await self.next_records()
        return records[0] if records else None


def read_record(record: ConsumerRecord) -> TapeRecord:
    """Read one of Kafka's records; raises TapeDamaged."""
    try:
        stored = unpack(record.value or b"")
        header = decode_header(stored.header)
        if type(header.epoch) is not int or type(header.position) is not int:
            raise TypeError("epoch and position are no numbers")  # noqa: TRY301
        return TapeRecord(record.offset, mark_of(header), header, stored)
    except (ValueError, TypeError, AttributeError) as error:
        message = f"{record.topic} at offset {record.offset}: {error}"
        raise TapeDamaged(message) from error
