"""Servers for the tests of the servers themselves, each in a folder of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lianxun.local.engine import Wishes
from lianxun.local.postgres import PostgresServer
from lianxun.local.postgres_programs import postgres_program
from lianxun.local.server import LocalServer
from lianxun.local.waiting import wait_until
from tests.servers import QUICK, run_sql

REPOSITORY = Path(__file__).parents[2]
COMMAND_SECONDS_MAX = 90.0


def quick_postgres(home: Path, reports: list[str] | None = None, **more: str) -> PostgresServer:
    """A PostgreSQL that does not wait for the disk, and that notes what it reports."""
    report = (reports if reports is not None else []).append
    return PostgresServer(home, Wishes(settings=QUICK | more, report=report))


@contextmanager
def ended_at_last(server: LocalServer) -> Iterator[None]:
    """Leave nothing running, whatever the test does to the server."""
    try:
        yield
    finally:
        server.stop()


@contextmanager
def stranger_at(port: int) -> Iterator[None]:
    """Another program that took the port."""
    with closing(socket.socket()) as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        yield


def pid_of(server: LocalServer) -> int:
    """The number of the running server."""
    pid = server.status().pid
    assert pid is not None
    return pid


def port_of(server: LocalServer) -> int:
    """The port at the end of the address."""
    return int(server.address.split(":")[-1].split("/")[0])


def environment(**more: str) -> dict[str, str]:
    """Ours, for another Python that finds the same code."""
    return os.environ | {"PYTHONPATH": str(REPOSITORY)} | more


def run_python(*words: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the folder to its end."""
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *words],
        cwd=folder,
        env=environment(**more),
        check=False,
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS_MAX,
    )


def lianxun(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in the folder, whose `.lianxun` is then the home."""
    return run_python("-m", "lianxun", *words, folder=folder)


@contextmanager
def busy_client(server: PostgresServer) -> Iterator[subprocess.Popen[bytes]]:
    """A client for which the server computes for a minute, at work already."""
    psql, query = str(postgres_program("psql")), "SELECT count(*) FROM generate_series(1, 2e8)"
    asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT % generate%2e8%'"
    command = [psql, "-Xc", query, server.dsn]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as client:  # noqa: S603 - no shell
        assert wait_until(lambda: run_sql(server.dsn, asked) == "2", seconds=COMMAND_SECONDS_MAX)
        try:
            yield client
        finally:
            client.kill()
