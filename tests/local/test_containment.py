"""Root runs PostgreSQL without making a user and without opening a folder to anybody."""

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import psutil
import pytest

from lianxun.local import contained
from lianxun.local.containment import Containment, choose_containment
from lianxun.local.postgres_programs import postgres_program
from tests.local import without_namespaces
from tests.local.examples import quick_postgres, run_python
from tests.servers import run_sql

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to be contained")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may pass, unlike pytest's own."""
    folder = Path(mkdtemp())
    folder.chmod(0o755)
    yield folder
    rmtree(folder)


def id_under(mode: str) -> list[str]:
    """The user and group that a contained program sees."""
    show = Containment(mode).wrap(["/bin/sh", "-c", "id -u; id -g"])
    return subprocess.check_output(show, text=True).split()  # noqa: S603 - our own words


def command_line(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `lianxun local postgres` where user namespaces are refused."""
    program = [without_namespaces.__file__, sys.executable, "-m", "lianxun", "local", "postgres"]
    return run_python(*program, *words, "--home", str(home), "-o", "json", folder=home)


def test_an_ordinary_user_runs_it_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert choose_containment() == Containment()
    assert Containment().wrap(["postgres", "-D", "data"]) == ["postgres", "-D", "data"]


@as_root
@pytest.mark.parametrize("mode", [contained.NAMESPACE, contained.ACCOUNT])
def test_a_contained_program_sees_an_ordinary_user(mode: str) -> None:
    nobody = pwd.getpwnam("nobody")
    assert id_under(mode) == [str(nobody.pw_uid), str(nobody.pw_gid)]


@as_root
@pytest.mark.postgres
def test_in_a_namespace_the_server_needs_no_open_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    users = Path("/etc/passwd").read_bytes()
    with quick_postgres(tmp_path).running() as server:
        assert psutil.Process(server.status().pid).uids().real == 0
    assert Path("/etc/passwd").read_bytes() == users
    assert tmp_path.stat().st_mode & 0o777 == 0o700


@as_root
@pytest.mark.postgres
def test_where_namespaces_are_refused_it_runs_as_nobody(open_folder: Path) -> None:
    started = command_line(open_folder, "start")
    if closed := contained.closed_folder(postgres_program("postgres")):
        assert started.returncode == 1
        assert str(closed) in started.stderr
        return
    assert started.returncode == 0, started.stderr
    status = json.loads(started.stdout)
    assert psutil.Process(status["pid"]).username() == "nobody"
    assert run_sql(status["address"], "SELECT 1") == "1"
    quick_postgres(open_folder).stop()


@as_root
@pytest.mark.postgres
def test_where_namespaces_are_refused_a_closed_folder_is_named(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    started = command_line(closed, "start")
    assert started.returncode == 1
    assert f"The folder {closed} is closed to the user nobody." in started.stderr


@as_root
@pytest.mark.postgres
def test_data_may_move_from_one_containment_to_the_other(open_folder: Path) -> None:
    with quick_postgres(open_folder).running() as server:
        run_sql(server.dsn, "CREATE TABLE kept ()")
    moved = json.loads(command_line(open_folder, "start").stdout)
    assert run_sql(moved["address"], "SELECT count(*) FROM kept") == "0"
    quick_postgres(open_folder).stop()
    with quick_postgres(open_folder).running() as server:
        assert run_sql(server.dsn, "SELECT count(*) FROM kept") == "0"
