"""The embedded PostgreSQL starts, says what it is, and ends."""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lianxun.local.engine import Wishes
from lianxun.local.errors import (
    LocalServerError,
    PortTakenError,
    StartFailedError,
    StillRunningError,
)
from lianxun.local.ports import Listen
from lianxun.local.postgres import PostgresServer
from tests.local.examples import (
    busy_client,
    ended_at_last,
    pid_of,
    port_of,
    quick_postgres,
    stranger_at,
)
from tests.servers import run_sql

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def durable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server as a user gets it."""
    with PostgresServer(tmp_path_factory.mktemp("home")).running() as server:
        yield server


def show(server: PostgresServer, *settings: str) -> list[str]:
    """The settings in force."""
    return run_sql(server.dsn, *(f"SHOW {setting}" for setting in settings)).splitlines()


def test_a_user_gets_a_durable_server(durable: PostgresServer) -> None:
    assert show(durable, "fsync", "synchronous_commit", "full_page_writes") == ["on", "on", "on"]


def test_it_is_version_18_for_many_connections(durable: PostgresServer) -> None:
    version, connections = show(durable, "server_version", "max_connections")
    assert version.startswith("18.")
    assert connections == "300"


def test_text_is_utf_8_in_code_point_order(durable: PostgresServer) -> None:
    row = run_sql(
        durable.dsn,
        "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale"
        " FROM pg_database WHERE datname = 'template1'",
    )
    assert row == "UTF8|b|C.UTF-8"


def test_it_listens_on_this_machine_only_and_on_a_socket(durable: PostgresServer) -> None:
    assert show(durable, "listen_addresses") == ["127.0.0.1"]
    socket = f"postgresql://lianxun@/postgres?host={durable.folder}/data&port={port_of(durable)}"
    assert run_sql(socket, "SELECT current_user") == "lianxun"


def test_nobody_else_needs_to_be_on_the_machine(durable: PostgresServer) -> None:
    """No user was made and no folder was opened: the files are ours and closed."""
    status = (durable.folder / "data").stat()
    assert status.st_uid == os.geteuid()
    assert status.st_mode & 0o777 == 0o700


def test_a_running_server_is_not_started_again(tmp_path: Path) -> None:
    reports: list[str] = []
    with quick_postgres(tmp_path, reports).running() as server:
        before = server.status()
        server.start()
        assert server.status() == before
    assert "postgres is already running" in reports


def test_a_block_leaves_a_server_running_that_ran_before(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with ended_at_last(server):
        server.start()
        with quick_postgres(tmp_path).running():
            pass
        assert server.status().state == "running"


def test_a_stopped_server_says_so_and_keeps_its_address_and_data(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with server.running():
        address = server.dsn
        run_sql(server.dsn, "CREATE TABLE kept ()")
    assert (server.status().state, server.status().pid) == ("stopped", None)
    with server.running():
        assert server.dsn == address
        assert run_sql(server.dsn, "SELECT count(*) FROM kept") == "0"


def test_data_is_removed_only_when_nothing_runs(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with server.running(), pytest.raises(StillRunningError):
        server.clean()
    server.clean()
    assert not server.folder.exists()


def test_stopping_twice_does_no_harm(tmp_path: Path) -> None:
    reports: list[str] = []
    quick_postgres(tmp_path, reports).stop()
    assert reports == ["postgres is not running"]


def test_another_port_is_taken_when_a_stranger_has_ours(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with server.running():
        port = port_of(server)
    with stranger_at(port), server.running():
        assert port_of(server) != port
        assert run_sql(server.dsn, "SELECT 1") == "1"


def test_a_fixed_port_that_is_taken_is_an_error(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with server.running():
        port = port_of(server)
    fixed = PostgresServer(tmp_path, Wishes(listen=Listen(port=port)))
    with stranger_at(port), pytest.raises(PortTakenError):
        fixed.start()


def test_a_failed_start_shows_the_end_of_the_log_and_leaves_nothing_running(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path, nonsense="1")
    with pytest.raises(StartFailedError, match=r"unrecognized configuration parameter \"nonsense"):
        server.start()
    assert server.status().state == "stopped"


def test_beyond_this_machine_a_password_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = PostgresServer(tmp_path, Wishes(listen=Listen(address="0.0.0.0")))  # noqa: S104
    with pytest.raises(LocalServerError, match="LIANXUN_POSTGRES_PASSWORD"):
        server.start()
    monkeypatch.setenv("LIANXUN_POSTGRES_PASSWORD", "it's open")
    with server.running():
        rules = "SELECT type, database[1], auth_method FROM pg_hba_file_rules WHERE address = 'all'"
        assert run_sql(server.dsn, rules) == "host|all|scram-sha-256"
        verifier = "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'lianxun'"
        assert run_sql(server.dsn, verifier) == "SCRAM-SHA-256"


def test_it_ends_in_order_although_a_client_is_busy(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path)
    with ended_at_last(server):
        server.start()
        process = psutil.Process(pid_of(server))
        with busy_client(server):
            server.stop()
        assert not process.is_running()
    assert "database system is shut down" in (server.folder / "postgres.log").read_text("utf-8")
