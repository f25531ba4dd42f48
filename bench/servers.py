"""Servers for a measurement: durable PostgreSQL and Kafka of its own, below `.lianxun/bench`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from bench.report import note
from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer

HOME = Path(".lianxun/bench")
DURABILITY = ("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method")


@contextmanager
def postgres() -> Iterator[str]:
    """Give the DSN of a running PostgreSQL; it is stopped and removed afterwards."""
    server = PostgresServer(HOME)
    server.start()
    try:
        yield server.dsn
    finally:
        server.stop()
        server.clean()


@contextmanager
def kafka() -> Iterator[str]:
    """Give the bootstrap address of a running Kafka; it is stopped and removed afterwards."""
    server = KafkaServer(HOME)
    server.start()
    try:
        yield server.bootstrap
    finally:
        server.stop()
        server.clean()


async def tell_durability(dsn: str) -> None:
    """Say on stderr under which durability the figures hold."""
    connection = await asyncpg.connect(dsn)
    try:
        for setting in DURABILITY:
            note(f"{setting} = {await connection.fetchval(f'SHOW {setting}')}")
    finally:
        await connection.close()
