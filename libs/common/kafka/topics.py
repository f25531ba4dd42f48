"""The four topics of a service: made when they are missing, checked when they are there."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from libs.common.decider import frozen
from libs.common.events.audience import EVENTS, LINKED, LOG, PUBLIC, topic
from libs.common.kafka.client import client_arguments, closed
from libs.common.kafka.patience import patiently
from libs.common.settings import KafkaSettings, Level

MESSAGE_BYTES_MAX: Final = 4 * 1024 * 1024
REQUEST_SECONDS_MAX: Final = 10
READY_SECONDS_MAX: Final = 10
_READY_POLL_SECONDS: Final = 0.05
_REPLICAS_FOR_TWO_IN_SYNC: Final = 3


class TopicPartitionsDiffer(Exception):  # noqa: N818 - named by what it is
    """A topic has other partitions than its site's level asks for; they are fixed for life."""

    def __init__(self, name: str, wanted: int, found: int) -> None:
        super().__init__(f"topic {name} has {found} partitions, its level asks for {wanted}")
        self.name, self.wanted, self.found = name, wanted, found


@frozen
class Topic:
    """One topic as it has to be."""

    name: str
    partitions: int


def topics_of(site: str, service: str, level: Level) -> tuple[Topic, ...]:
    """List a service's topics; the log has one partition, because it is one order."""
    return (
        Topic(name=topic(site, service, LOG), partitions=1),
        *(
            Topic(name=topic(site, service, circle), partitions=level.partitions)
            for circle in (EVENTS, LINKED, PUBLIC)
        ),
    )


async def wait_for_topics(
    settings: KafkaSettings, topics: Iterable[Topic], *, seconds_max: float | None = None
) -> list[str]:
    """Ensure the topics as soon as the broker answers, saying meanwhile what is waited for."""
    wanted = tuple(topics)
    names = ", ".join(each.name for each in wanted)
    return await patiently(
        lambda: ensure_topics(settings, wanted),
        waiting_for=f"Kafka at {settings.bootstrap} for the topics {names}",
        seconds_max=seconds_max,
    )


async def ensure_topics(settings: KafkaSettings, topics: Iterable[Topic]) -> list[str]:
    """Make what is missing and check the rest; give the names of those that were made."""
    wanted = tuple(topics)
    admin = AIOKafkaAdminClient(
        **client_arguments(settings), request_timeout_ms=REQUEST_SECONDS_MAX * 1000
    )
    try:
        await admin.start()
        missing = _missing(wanted, await _leaders(admin))
        if missing:
            await _create(admin, missing, settings.replication)
            await _wait_until_ready(admin, wanted)
        return [each.name for each in missing]
    finally:
        await closed(admin.close())


async def _leaders(admin: AIOKafkaAdminClient) -> dict[str, list[int]]:
    # All topics are listed: to ask for one by name would make it, where a broker allows that.
    return {
        found["topic"]: [partition["leader"] for partition in found["partitions"]]
        for found in await admin.describe_topics()
    }


def _missing(wanted: Iterable[Topic], leaders: Mapping[str, Sequence[int]]) -> list[Topic]:
    missing = []
    for each in wanted:
        found = leaders.get(each.name)
        if found is None:
            missing.append(each)
        elif len(found) != each.partitions:
            raise TopicPartitionsDiffer(each.name, each.partitions, len(found))
    return missing


async def _create(admin: AIOKafkaAdminClient, missing: Iterable[Topic], replication: int) -> None:
    in_sync = 2 if replication >= _REPLICAS_FOR_TWO_IN_SYNC else 1
    configs = {
        "cleanup.policy": "delete",
        "retention.ms": "-1",
        "retention.bytes": "-1",
        "max.message.bytes": str(MESSAGE_BYTES_MAX),
        "min.insync.replicas": str(in_sync),
    }
    asked = [
        NewTopic(each.name, each.partitions, replication, topic_configs=configs) for each in missing
    ]
    answer = await admin.create_topics(asked)
    for name, code, cause in answer.topic_errors:
        failure: type[KafkaError] = for_code(code)
        # Another process of the service may have been faster; the partitions are checked next.
        if code and failure is not TopicAlreadyExistsError:
            message = f"topic {name} could not be made: {cause}"
            raise failure(message)


async def _wait_until_ready(admin: AIOKafkaAdminClient, wanted: Iterable[Topic]) -> None:
    async with asyncio.timeout(READY_SECONDS_MAX):
        while True:
            leaders = await _leaders(admin)
            if not _missing(wanted, leaders) and all(
                leader >= 0 for each in wanted for leader in leaders[each.name]
            ):
                return
            await asyncio.sleep(_READY_POLL_SECONDS)
