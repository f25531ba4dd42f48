"""The embedded Kafka starts, keeps what it was given, copes with a crash, and ends."""

import asyncio
import os
import signal
from collections.abc import Iterator

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError

from lianxun.local.engine import Wishes
from lianxun.local.errors import LocalServerError, StillRunningError
from lianxun.local.kafka import KafkaServer
from lianxun.local.ports import Listen
from lianxun.local.waiting import wait_until
from tests.local.examples import ended_at_last, pid_of, port_of, stranger_at

pytestmark = pytest.mark.kafka

KEPT = TopicPartition("kept", 0)
LARGE = b"x" * (3 * 1024 * 1024)
SECONDS_MAX = 30.0
REPORTS: list[str] = []


@pytest.fixture(scope="module")
def folder_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    """One server for this file, because each new one costs seconds; a test may kill it."""
    server = KafkaServer(tmp_path_factory.mktemp("home"), Wishes(report=REPORTS.append))
    with ended_at_last(server):
        yield server


@pytest.fixture
def server(folder_of_one: KafkaServer) -> KafkaServer:
    """The server, running."""
    folder_of_one.start()
    return folder_of_one


async def make_topic(server: KafkaServer) -> None:
    """Have the topic, if it is not there yet."""
    admin = AIOKafkaAdminClient(bootstrap_servers=server.bootstrap)
    await admin.start()
    if KEPT.topic not in await admin.list_topics():
        await admin.create_topics([NewTopic(KEPT.topic, 1, 1)])
    await admin.close()


async def send(server: KafkaServer, value: bytes) -> None:
    """Write one record, in a transaction of its own."""
    await make_topic(server)
    producer = AIOKafkaProducer(
        bootstrap_servers=server.bootstrap,
        transactional_id="tests",
        max_request_size=len(LARGE) * 2,
    )
    async with producer, producer.transaction():
        await producer.send_and_wait(KEPT.topic, value)


async def comes_back(server: KafkaServer, value: bytes) -> bool:
    """Whether the record is read; its transaction may still be closing when it was committed."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=server.bootstrap, isolation_level="read_committed"
    )
    async with consumer, asyncio.timeout(SECONDS_MAX):
        consumer.assign([KEPT])
        await consumer.seek_to_beginning(KEPT)
        while (await consumer.getone()).value != value:
            continue
    return True


async def test_a_large_record_comes_back(server: KafkaServer) -> None:
    await send(server, LARGE)
    assert await comes_back(server, LARGE)


async def test_a_topic_is_never_made_by_asking_for_it(server: KafkaServer) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=server.bootstrap, request_timeout_ms=1000)
    async with producer:
        with pytest.raises(UnknownTopicOrPartitionError):
            await producer.partitions_for("misspelt")


def test_a_running_server_is_not_started_again(server: KafkaServer) -> None:
    before = server.status()
    server.start()
    assert server.status() == before
    assert REPORTS[-1] == "kafka is already running"


def test_data_is_removed_only_when_nothing_runs(server: KafkaServer) -> None:
    with pytest.raises(StillRunningError):
        server.clean()


async def test_a_killed_server_comes_back_with_its_records(server: KafkaServer) -> None:
    await send(server, b"before the kill")
    os.kill(pid_of(server), signal.SIGKILL)
    assert wait_until(lambda: server.status().state == "stopped", seconds=SECONDS_MAX)
    assert (server.folder / "data/.lock").exists()
    server.start()
    assert await comes_back(server, b"before the kill")


async def test_a_server_whose_note_is_lost_is_found_and_replaced(server: KafkaServer) -> None:
    await send(server, b"before the loss")
    lost = psutil.Process(pid_of(server))
    (server.folder / "state.json").unlink()
    server.start()
    assert not lost.is_running() or lost.status() == psutil.STATUS_ZOMBIE
    assert await comes_back(server, b"before the loss")


async def test_another_port_is_taken_when_a_stranger_has_ours(server: KafkaServer) -> None:
    await send(server, b"before the move")
    port = port_of(server)
    server.stop()
    with stranger_at(port):
        server.start()
        assert port_of(server) != port
        assert await comes_back(server, b"before the move")


def test_a_data_folder_that_was_never_finished_is_made_again(server: KafkaServer) -> None:
    server.stop()
    partial = (server.folder / "data").rename(server.folder / "data.partial")
    server.start()
    assert not partial.exists()


def test_it_ends_when_asked(server: KafkaServer) -> None:
    process = psutil.Process(pid_of(server))
    server.stop()
    assert server.status().state == "stopped"
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_to_listen_everywhere_it_must_know_what_to_tell_clients(
    folder_of_one: KafkaServer,
) -> None:
    everywhere = Listen(address="0.0.0.0")  # noqa: S104 - it is refused
    with pytest.raises(LocalServerError, match="advertise"):
        KafkaServer(folder_of_one.folder.parent, Wishes(listen=everywhere)).start()
