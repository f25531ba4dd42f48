"""Which topics are there: asked for as a list, because aiokafka stumbles over one that is not."""

from collections.abc import Iterable
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient

from libs.common.kafka.client import client_arguments
from libs.common.settings import KafkaSettings

REQUEST_MILLISECONDS_MAX: Final = 10_000


async def present_topics(settings: KafkaSettings, wanted: Iterable[str]) -> tuple[str, ...]:
    """Give those of `wanted` that this client can see, in their order.

    To subscribe to a missing one fails after 40 seconds and hundreds of log lines, and to ask for
    it by name would make it where a broker allows that.
    """
    admin = AIOKafkaAdminClient(
        **client_arguments(settings), request_timeout_ms=REQUEST_MILLISECONDS_MAX
    )
    try:
        await admin.start()
        listed = set(await admin.list_topics())
    finally:
        await admin.close()
    return tuple(topic for topic in wanted if topic in listed)
