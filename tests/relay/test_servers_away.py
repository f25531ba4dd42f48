"""Kafka or PostgreSQL away: the relay says so, does not spin, and goes on when they are back."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from lianxun.local.kafka import KafkaServer
from libs.common.relay import RelayBounds, RelayState
from libs.common.settings import KafkaSettings
from tests.relay.harness import QUICK, Harness, running, until

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

IMPATIENT = replace(
    QUICK, transaction_seconds_max=1.0, close_seconds_max=0.5, takeover_seconds_max=2
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def forwarding(port: int, bootstrap: str) -> AsyncIterator[None]:
    """Let the broker be found at another port."""

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, real_port = bootstrap.partition(":")
        onward, back = await asyncio.open_connection(host, int(real_port))
        await asyncio.gather(_pump(reader, back), _pump(onward, writer))

    async with await asyncio.start_server(forward, "127.0.0.1", port):
        yield


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    writer.close()


async def test_a_broker_that_is_not_there_yet_is_waited_for(harness: Harness) -> None:
    await harness.log.append_many(30)
    port = free_port()
    relay = harness.relay(kafka=KafkaSettings(bootstrap=f"127.0.0.1:{port}"))
    async with running(relay):
        await until(lambda: relay.status.state is RelayState.BROKER_UNAVAILABLE)
        assert "BrokerUnavailable" in (relay.status.last_error or "")
        assert (relay.status.takeovers, relay.status.position) == (0, 0)
        async with forwarding(port, harness.kafka.bootstrap):
            await until(lambda: relay.status.position == 30)
    assert await harness.nothing_missing_or_twice()


@contextmanager
def paused(pid: int) -> Iterator[None]:
    """Stop a process for a block; to its clients it is there and says nothing."""
    process = psutil.Process(pid)
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


@pytest.mark.slow
async def test_a_broker_that_falls_silent_is_given_up_and_found_again(
    harness: Harness, tmp_path: Path
) -> None:
    server = KafkaServer(tmp_path)
    await asyncio.to_thread(server.start)
    try:
        harness.kafka = KafkaSettings(bootstrap=server.bootstrap)
        pid = server.status().pid
        assert pid is not None
        relay = harness.relay(bounds=IMPATIENT)
        async with running(relay):
            await harness.log.append_many(30)
            await until(lambda: relay.status.position == 30)
            with paused(pid):
                await harness.log.append_many(30)
                await until(lambda: relay.status.state is RelayState.BROKER_UNAVAILABLE)
                before = psutil.Process().cpu_times().user
                await asyncio.sleep(2)
                assert psutil.Process().cpu_times().user - before < 0.5
                assert relay.status.position == 30
            await until(lambda: relay.status.position == 60)
        assert await harness.nothing_missing_or_twice()
    finally:
        await asyncio.to_thread(server.stop)


async def test_a_database_that_goes_away_is_waited_for(harness: Harness) -> None:
    name = harness.dsn.rpartition("/")[2]
    server = replace(harness, dsn=harness.dsn.rpartition("/")[0] + "/postgres")
    relay = harness.relay()
    async with running(relay):
        await until(lambda: relay.status.state is RelayState.RELAYING)
        await server.as_owner(
            f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false',
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
        )
        await until(lambda: relay.status.state is RelayState.DATABASE_UNAVAILABLE)
        await server.as_owner(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        await harness.log.append_many(20)
        await until(lambda: relay.status.position == 20)
    assert await harness.nothing_missing_or_twice()


async def test_a_relay_stops_at_once_while_it_waits_for_a_broker(harness: Harness) -> None:
    async with await asyncio.start_server(_say_nothing, "127.0.0.1", 0) as silent:
        host, port = silent.sockets[0].getsockname()
        relay = harness.relay(kafka=KafkaSettings(bootstrap=f"{host}:{port}"))
        async with running(relay):
            await until(lambda: relay.status.state is RelayState.TAKING_OVER)
            async with asyncio.timeout(1):
                await relay.stop()
    assert await harness.pool.fetchval("SELECT expires_at < clock_timestamp() FROM leases")


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def test_a_stopped_relay_has_said_so_and_gave_its_lease_back(harness: Harness) -> None:
    relay = harness.relay(bounds=RelayBounds())
    async with running(relay):
        await until(lambda: relay.status.state is RelayState.RELAYING)
    assert relay.status.state is RelayState.STOPPED
    assert await harness.pool.fetchval("SELECT expires_at < clock_timestamp() FROM leases")
