"""A run of tests shares one server, whoever asks first, and leaves nothing behind."""

import os
from pathlib import Path

import psutil
import pytest

from tests.local.examples import ended_at_last, quick_postgres, run_python
from tests.servers import POSTGRES_VARIABLE, fresh_database, run_sql

TESTS = """
import os
from pathlib import Path
import pytest
from tests.servers import fresh_database, run_sql

@pytest.mark.parametrize("turn", range(4))
def test_needs_it(turn, postgres_dsn):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    Path(f"seen-{turn}").write_text(f"{postgres_dsn} {worker}")
    assert run_sql(fresh_database(postgres_dsn, "mine"), "SHOW fsync") == "off"

def test_needs_nothing():
    pass
"""
OPTIONS = ("-q", "-p", "no:cacheprovider", "-W", "error", "-c", os.devnull, "--rootdir", ".")
ONE_THAT_NEEDS_IT = "test_shared.py::test_needs_it[0]"
LOOPS = ("-o", "asyncio_default_fixture_loop_scope=session")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of tests that have our fixtures."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import *", encoding="ascii")
    (tmp_path / "test_shared.py").write_text(TESTS, encoding="ascii")
    return tmp_path


def run_tests(folder: Path, *words: str, **environment: str) -> str:
    """Run them as a run of their own, and return what pytest says at the end."""
    done = run_python("-m", "pytest", *OPTIONS, *LOOPS, *words, folder=folder, **environment)
    return done.stdout.splitlines()[-1]


def seen(folder: Path) -> list[str]:
    """What the tests were given."""
    return [word for file in folder.glob("seen-*") for word in file.read_text("ascii").split()]


@pytest.mark.slow
def test_a_run_that_needs_no_server_starts_none(folder: Path) -> None:
    assert "1 passed" in run_tests(folder, "-k", "nothing")
    assert not (folder / ".lianxun").exists()


@pytest.mark.postgres
@pytest.mark.parametrize("workers", ["0", "2"])
def test_all_workers_get_the_same_server_and_the_last_one_ends_it(
    folder: Path, workers: str
) -> None:
    assert "5 passed" in run_tests(folder, "-n", workers)
    addresses = {word for word in seen(folder) if ":" in word}
    assert len(addresses) == 1
    assert list((folder / ".lianxun/test").iterdir()) == []
    assert not [
        p for p in psutil.process_iter(["cmdline"]) if str(folder) in str(p.info["cmdline"])
    ]


@pytest.mark.postgres
def test_what_a_killed_run_left_behind_is_thrown_away_by_the_next(folder: Path) -> None:
    killed = quick_postgres(folder / ".lianxun/test/4194303-1")
    with ended_at_last(killed):
        killed.start()
        assert "1 passed" in run_tests(folder, ONE_THAT_NEEDS_IT)
        assert killed.status().state == "stopped"
    assert not killed.folder.exists()


@pytest.mark.postgres
def test_a_server_named_in_the_environment_is_used_instead(folder: Path, postgres_dsn: str) -> None:
    given = {POSTGRES_VARIABLE: postgres_dsn}
    assert "1 passed" in run_tests(folder, ONE_THAT_NEEDS_IT, **given)
    assert postgres_dsn in seen(folder)
    assert not (folder / ".lianxun").exists()


@pytest.mark.postgres
def test_a_fresh_database_is_a_copy_of_its_template(postgres_dsn: str) -> None:
    template = fresh_database(postgres_dsn, "template_of_tests")
    run_sql(template, "CREATE TABLE copied AS SELECT 7 AS seven")
    name = template.rpartition("/")[2]
    copy = fresh_database(postgres_dsn, "copy_of_tests", template=name)
    assert run_sql(copy, "SELECT seven FROM copied") == "7"
    run_sql(copy, "DELETE FROM copied")
    assert run_sql(fresh_database(postgres_dsn, "copy_of_tests", name), "TABLE copied") == "7"
