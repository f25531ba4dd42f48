"""Kafka: does it answer, and are the topics there with the partitions of their site's level."""

from typing import Final

from aiokafka.admin import AIOKafkaAdminClient

from lianxun.doctor.finding import Finding, fail, ok, warn
from lianxun.doctor.subject import SiteAsked, Subject
from lianxun.serving import SERVICES
from libs.common.kafka.client import BROKER_FAILURES, client_arguments
from libs.common.kafka.topics import topics_of
from libs.common.settings import KafkaSettings

ANSWER_MILLISECONDS_MAX: Final = 5000


async def examine(subject: Subject) -> list[Finding]:
    """Look at the brokers, then at the topics of the sites."""
    if subject.kafka is None:
        return [warn("kafka", "the local server does not run", "lianxun up")]
    try:
        brokers, partitions = await _described(subject.kafka)
    except BROKER_FAILURES as away:
        advice = "start it, or correct LIANXUN_KAFKA_BOOTSTRAP"
        return [fail("kafka", f"{type(away).__name__}: {away}", advice)]
    found = ok("kafka", f"{brokers} broker(s)")
    return [found, *(_topics(each, partitions) for each in subject.sites)]


async def _described(settings: KafkaSettings) -> tuple[int, dict[str, int]]:
    """Give the number of brokers, and of the partitions of every topic."""
    admin = AIOKafkaAdminClient(
        **client_arguments(settings), request_timeout_ms=ANSWER_MILLISECONDS_MAX
    )
    try:
        await admin.start()
        cluster, topics = await admin.describe_cluster(), await admin.describe_topics()
    finally:
        await admin.close()
    return len(cluster["brokers"]), {each["topic"]: len(each["partitions"]) for each in topics}


def _topics(asked: SiteAsked, partitions: dict[str, int]) -> Finding:
    check = f"topics of {asked.site}"
    wanted = [topic for each in SERVICES for topic in topics_of(asked.site, each.name, asked.level)]
    differing = [
        f"{topic.name} has {partitions[topic.name]} partitions, not {topic.partitions}"
        for topic in wanted
        if partitions.get(topic.name, topic.partitions) != topic.partitions
    ]
    missing = [topic.name for topic in wanted if topic.name not in partitions]
    if differing:
        advice = "partitions are fixed for life: correct LIANXUN_LEVEL"
        return fail(check, "; ".join(differing), advice)
    if missing:
        found = f"{len(missing)} of {len(wanted)} are missing, such as {missing[0]}"
        return warn(check, found, "nothing: the site makes them when it starts")
    return ok(check, f"{len(wanted)} as they have to be")
