"""Whatever a crash leaves behind, the next start of PostgreSQL copes with it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lianxun.local.postgres import PostgresServer
from lianxun.local.state import ServerState, save_state
from lianxun.local.waiting import wait_until
from tests.local.examples import busy_client, ended_at_last, pid_of, port_of, quick_postgres
from tests.servers import run_sql

pytestmark = pytest.mark.postgres
SECONDS_MAX = 20.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A running server with one committed row."""
    # Without waiting for the disk, but for the system, which outlives the server.
    server = quick_postgres(tmp_path, synchronous_commit="on")
    with ended_at_last(server):
        server.start()
        run_sql(server.dsn, "CREATE TABLE kept AS SELECT 1 AS one")
        yield server


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """Another program of the same user."""
    with subprocess.Popen(["/bin/sleep", "600"]) as program:
        yield program
        program.kill()


def kill(server: PostgresServer) -> None:
    """End the server as a power cut would, but for its children."""
    os.kill(pid_of(server), signal.SIGKILL)
    wait_until(lambda: server.status().state == "stopped", seconds=SECONDS_MAX)


def rows(server: PostgresServer) -> str:
    """How many rows there are."""
    return run_sql(server.dsn, "SELECT count(*) FROM kept")


def test_a_killed_server_recovers_what_was_committed(server: PostgresServer) -> None:
    kill(server)
    assert (server.folder / "data/postmaster.pid").exists()
    server.start()
    assert rows(server) == "1"
    assert "automatic recovery in progress" in (server.folder / "postgres.log").read_text("utf-8")


def test_a_client_that_still_computes_for_a_killed_server_is_ended(server: PostgresServer) -> None:
    with busy_client(server) as client:
        kill(server)
        server.start()
        assert rows(server) == "1"
        assert client.wait(SECONDS_MAX) != 0


def test_the_numbers_of_a_dead_server_may_be_a_strangers_by_now(
    server: PostgresServer, stranger: subprocess.Popen[bytes]
) -> None:
    dead, pid_file = str(pid_of(server)), server.folder / "data/postmaster.pid"
    kill(server)
    pid_file.write_text(pid_file.read_text("utf-8").replace(dead, str(stranger.pid)), "utf-8")
    note = ServerState(pid=stranger.pid, ports={"client": port_of(server)})
    save_state(server.folder / "state.json", note)
    assert server.status().state == "stopped"
    server.start()
    assert rows(server) == "1"
    assert stranger.poll() is None


def test_a_server_whose_note_is_lost_is_found_and_replaced(server: PostgresServer) -> None:
    lost = psutil.Process(pid_of(server))
    (server.folder / "state.json").unlink()
    server.start()
    assert not lost.is_running() or lost.status() == psutil.STATUS_ZOMBIE
    assert rows(server) == "1"


def test_a_server_whose_note_is_lost_can_be_stopped(server: PostgresServer) -> None:
    lost = psutil.Process(pid_of(server))
    (server.folder / "state.json").unlink()
    server.stop()
    assert not lost.is_running() or lost.status() == psutil.STATUS_ZOMBIE


def test_a_data_folder_that_was_never_finished_is_made_again(tmp_path: Path) -> None:
    half = tmp_path / "postgres/data.partial/base"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18", encoding="ascii")
    with quick_postgres(tmp_path).running() as server:
        assert run_sql(server.dsn, "SELECT 1") == "1"
    assert not half.exists()
