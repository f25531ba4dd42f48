"""One table's subscription: a FastStream batch subscriber that acknowledges only when told to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeAlias

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from faststream.kafka import KafkaBroker
from faststream.kafka.message import FAKE_CONSUMER, KafkaAckableMessage, KafkaMessage
from faststream.middlewares import AckPolicy
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from libs.common.decider import frozen
from libs.common.kafka.client import tls
from libs.common.settings import KafkaSettings

BATCH_RECORDS_MAX: Final = 500
POLL_MILLISECONDS: Final = 20
"""How long a poll waits; FastStream sleeps as long again when nothing came."""
FETCH_WAIT_MILLISECONDS_MAX: Final = 100
"""A fetch for quiet partitions keeps the others of its broker waiting as long as this."""
METADATA_MILLISECONDS_MAX: Final = 2000
SESSION_MILLISECONDS: Final = 10_000
STATIC_SESSION_MILLISECONDS: Final = 30_000
"""A static member that restarts within this keeps its partitions, and nobody rebalances."""
POLL_INTERVAL_MILLISECONDS_MAX: Final = 300_000
GRACE_SECONDS: Final = 5.0

Consumed: TypeAlias = "tuple[ConsumerRecord[bytes, bytes], ...]"
Take: TypeAlias = Callable[[Consumed], Awaitable[None]]

_SECURITY: Final = {
    "PLAIN": SASLPlaintext,
    "SCRAM-SHA-256": SASLScram256,
    "SCRAM-SHA-512": SASLScram512,
}
_log: Final = structlog.get_logger("reactions")


@frozen
class Member:
    """Who reads: the consumer group, and the name that survives a restart, if there is one."""

    group: str
    instance: str | None = None


class Subscription:
    """A consumer of some topics; `take` gets every batch and must never raise."""

    def __init__(
        self, settings: KafkaSettings, member: Member, topics: Sequence[str], take: Take
    ) -> None:
        self.topics = tuple(topics)
        self._member, self._take = member, take
        self._broker = _broker(settings, member)
        self._subscriber = self._broker.subscriber(
            *topics,
            batch=True,
            max_records=BATCH_RECORDS_MAX,
            batch_timeout_ms=POLL_MILLISECONDS,
            fetch_max_wait_ms=FETCH_WAIT_MILLISECONDS_MAX,
            group_id=member.group,
            group_instance_id=member.instance,
            session_timeout_ms=STATIC_SESSION_MILLISECONDS
            if member.instance
            else SESSION_MILLISECONDS,
            max_poll_interval_ms=POLL_INTERVAL_MILLISECONDS_MAX,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            ack_policy=AckPolicy.MANUAL,
            no_reply=True,
            parser=self._parse,
            decoder=_undecoded,
        )
        self._subscriber(self._consume)

    async def start(self) -> None:
        """Join the group; raises what a broker that is not there makes aiokafka raise."""
        await self._broker.start()

    async def stop(self) -> None:
        """Let the batch under way end, within bounds, and leave."""
        await self._broker.stop()

    @property
    def consumer(self) -> AIOKafkaConsumer | None:
        """The consumer, between start and stop."""
        return self._subscriber.consumer

    async def acknowledge(self, records: Consumed) -> bool:
        """Commit everything polled, at most one batch; tell whether it was in time.

        Too late is harmless: the records come again, and their commands have receipts.
        """
        try:
            await self._message(records).ack()
        except (KafkaError, IllegalStateError) as late:
            _log.info("acknowledged_too_late", group=self._member.group, cause=repr(late))
            return False
        return True

    def read_again(self, records: Consumed) -> None:
        """Go back to the first of the records in each partition that is still ours."""
        if self.consumer is None:
            return
        ours = self.consumer.assignment()
        for record in reversed(records):
            partition = TopicPartition(record.topic, record.partition)
            if partition in ours:
                self.consumer.seek(partition, record.offset)

    async def _consume(self, message: KafkaMessage) -> None:
        await self._take(message.raw_message)

    async def _parse(self, records: Consumed) -> KafkaMessage:
        # FastStream's own parser raises on a header that is not UTF-8 and obeys `reply_to`.
        return self._message(records)

    def _message(self, records: Consumed) -> KafkaMessage:
        consumer = self.consumer or FAKE_CONSUMER
        return KafkaAckableMessage(raw_message=records, body=[], consumer=consumer)


class ErrorsOnly:
    """Lets FastStream log what is wrong, and not that each batch was received and processed."""

    def log(
        self,
        level: int,
        msg: object,
        /,
        *,
        exc_info: object = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        """Log errors."""
        if level >= logging.ERROR and not isinstance(exc_info, asyncio.CancelledError):
            _log.error("faststream", message=str(msg), cause=repr(exc_info), **(extra or {}))


async def _undecoded(message: KafkaMessage) -> KafkaMessage:
    return message


def _broker(settings: KafkaSettings, member: Member) -> KafkaBroker:
    return KafkaBroker(
        settings.bootstrap,
        client_id=member.instance or member.group,
        security=_security(settings),
        metadata_max_age_ms=METADATA_MILLISECONDS_MAX,
        allow_auto_create_topics=False,
        # Neither producer nor admin client: rights to read are enough.
        consumer_only=True,
        apply_types=False,
        graceful_timeout=GRACE_SECONDS,
        logger=ErrorsOnly(),
    )


def _security(settings: KafkaSettings) -> BaseSecurity:
    context = tls(settings)
    if not settings.security_protocol.startswith("SASL"):
        return BaseSecurity(ssl_context=context)
    password = settings.sasl_password
    return _SECURITY[settings.sasl_mechanism](
        settings.sasl_username or "",
        "" if password is None else password.get_secret_value(),
        ssl_context=context,
    )
