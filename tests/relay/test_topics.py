"""The four topics of a service, made and checked."""

import asyncio

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from structlog.testing import capture_logs

from libs.common.kafka.topics import (
    Topic,
    TopicPartitionsDiffer,
    ensure_topics,
    topics_of,
    wait_for_topics,
)
from libs.common.relay import RelayState
from libs.common.settings import KafkaSettings, Level
from tests.relay.harness import Harness, running, until
from tests.relay.vocabulary import SERVICE


@pytest.mark.parametrize(
    ("level", "partitions"), [(Level.COUNTY, 1), (Level.CITY, 3), (Level.PROVINCE, 12)]
)
def test_the_log_is_one_order_and_the_rest_follows_the_level(level: Level, partitions: int) -> None:
    log, *others = topics_of("360700", "issues", level)
    assert log == Topic(name="360700.issues.log", partitions=1)
    assert [topic.name for topic in others] == [
        "360700.issues.events",
        "360700.issues.linked",
        "360700.issues.public",
    ]
    assert {topic.partitions for topic in others} == {partitions}


@pytest.mark.kafka
async def test_topics_are_made_once_and_keep_everything(kafka_bootstrap: str, site: str) -> None:
    kafka, topics = KafkaSettings(bootstrap=kafka_bootstrap), topics_of(site, "x", Level.CITY)
    assert await wait_for_topics(kafka, topics) == [topic.name for topic in topics]
    assert await wait_for_topics(kafka, topics) == []
    config = await _config(kafka_bootstrap, topics[0].name)
    assert config["cleanup.policy"] == "delete"
    assert config["retention.ms"] == config["retention.bytes"] == "-1"
    assert config["max.message.bytes"] == str(4 * 1024 * 1024)


@pytest.mark.kafka
async def test_processes_that_make_topics_at_once_do_not_disturb_each_other(
    kafka_bootstrap: str, site: str
) -> None:
    kafka, topics = KafkaSettings(bootstrap=kafka_bootstrap), topics_of(site, "x", Level.COUNTY)
    await asyncio.gather(*(ensure_topics(kafka, topics) for _ in range(4)))
    assert await ensure_topics(kafka, topics) == []


@pytest.mark.kafka
async def test_a_topic_with_other_partitions_is_refused_and_left_alone(
    kafka_bootstrap: str, site: str
) -> None:
    kafka = KafkaSettings(bootstrap=kafka_bootstrap)
    await ensure_topics(kafka, topics_of(site, "x", Level.COUNTY))
    with pytest.raises(TopicPartitionsDiffer) as differ:
        await ensure_topics(kafka, topics_of(site, "x", Level.CITY))
    assert (differ.value.wanted, differ.value.found) == (3, 1)
    assert await ensure_topics(kafka, topics_of(site, "x", Level.COUNTY)) == []


@pytest.mark.kafka
@pytest.mark.postgres
async def test_no_relay_runs_over_topics_of_another_level(harness: Harness) -> None:
    async with running(harness.relay(level=Level.PROVINCE)) as relay:
        await until(lambda: relay.status.state is RelayState.BLOCKED)
        assert "3 partitions" in (relay.status.last_error or "")


async def test_waiting_for_a_broker_says_what_is_waited_for_and_has_an_end() -> None:
    nowhere = KafkaSettings(bootstrap="127.0.0.1:1")
    with capture_logs() as logs, pytest.raises(Exception, match="Unable to bootstrap"):
        await wait_for_topics(nowhere, topics_of("360700", SERVICE, Level.CITY), seconds_max=1)
    assert len(logs) == 2
    assert logs[0]["event"] == "waiting"
    assert "127.0.0.1:1 for the topics 360700.issues.log" in logs[0]["waiting_for"]


async def _config(bootstrap: str, topic: str) -> dict[str, str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        asked = ConfigResource(ConfigResourceType.TOPIC, topic)
        (answer,) = await admin.describe_configs([asked])
        return {entry[0]: entry[1] for entry in answer.resources[0][4]}
    finally:
        await admin.close()
