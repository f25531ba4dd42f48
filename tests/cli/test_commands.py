"""The command line: quick help, answers on stdout, troubles on stderr, an exit code by trouble."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from lianxun.cli import root_app
from lianxun.cli.output import Form, write_record, write_rows
from lianxun.sites.keys import LocalKeys
from libs.common.auth import Verifier
from libs.common.settings import AuthSettings
from tests.cli.program import run
from tests.local.examples import run_python

SLOW_MODULES = (
    "aiokafka",
    "asyncpg",
    "faststream",
    "httpx",
    "jwt",
    "pydantic",
    "starlette",
    "uvicorn",
)


def commands(found: Any = None, *path: str) -> list[tuple[str, ...]]:
    """List every command, by the words that call it."""
    group = found or get_command(root_app())
    below = getattr(group, "commands", None)
    if below is None:
        return [path]
    return [each for name, command in below.items() for each in commands(command, *path, name)]


def test_help_loads_nothing_that_only_the_work_needs(tmp_path: Path) -> None:
    ask = f"import sys, lianxun.cli; print({set(SLOW_MODULES)} & sys.modules.keys())"
    assert run_python("-c", ask, folder=tmp_path).stdout.strip() == "set()"


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    ended = run(*command, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert "Usage" in ended.out


def test_without_a_command_there_is_help() -> None:
    assert "Usage" in run().out + run().err


WRONG_USE = {
    "no such command": (("nothing",), ""),
    "a missing option": (("token", "--site", "360722"), "--role"),
    "no such form": (("status", "-o", "xml"), "xml"),
    "no such service": (("serve", "nothing"), "'nothing' is no service"),
    "no such role": (("serve", "all", "--roles", "reader,nothing"), "'nothing' is no role"),
    "no such kind of stream": (("state", "nothing-1"), "'nothing'"),
    "no moment": (("stream", "item-1", "--as-of", "soon"), "'soon'"),
    "a day after time": (("stream", "item-1", "--as-of", "99991-12-31"), "'99991-12-31'"),
    "no such story": (("scenario", "demo", "--scenario", "none"), "'none'"),
}
NOT_THERE = {
    "no such stream": (("state", "item-1"), "item-1"),
    "no such site": (("verify", "--site", "999999", "--service", "rounds"), "'999999'"),
    "events of no such site": (("events", "--site", "1", "--service", "rounds"), "'1'"),
    "nothing parked at no such site": (("parked", "ls", "--site", "1", "--service", "r"), "'1'"),
}
FAILED = {
    "a site that never ran": (("verify", "--site", "360722", "--service", "rounds"), "360722"),
    "events of it": (("events", "--site", "360722", "--service", "rounds"), "360722"),
}


@pytest.mark.parametrize(
    ("code", "words", "told"),
    [
        (code, *example)
        for code, examples in ((2, WRONG_USE), (3, NOT_THERE), (1, FAILED))
        for example in examples.values()
    ],
    ids=[what for examples in (WRONG_USE, NOT_THERE, FAILED) for what in examples],
)
def test_a_trouble_is_told_on_stderr_with_its_exit_code(
    tmp_path: Path, code: int, words: tuple[str, ...], told: str
) -> None:
    ended = run(*words, home=tmp_path)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err


SETTINGS = {
    "LIANXUN_SITE": "360722",
    "LIANXUN_POSTGRES_DSN": "postgresql://nobody:hush@127.0.0.1:1/none",
    "LIANXUN_KAFKA_BOOTSTRAP": "127.0.0.1:1",
    "LIANXUN_AUTH_JWKS": "none.json",
}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"LIANXUN_SITE": "here"}, "LIANXUN_SITE: "),
        ({"LIANXUN_POSTGRES_DSN": None}, "LIANXUN_POSTGRES_DSN: "),
        ({"LIANXUN_LEVEL": "village"}, "LIANXUN_LEVEL: "),
        ({"LIANXUN_POSTGRES_POOL_SIZE_MAX": "many"}, "LIANXUN_POSTGRES_POOL_SIZE_MAX: "),
        ({"LIANXUN_CLOCK": "simulated"}, "LIANXUN_PROFILE=trial"),
    ],
)
def test_a_process_with_wrong_settings_does_not_start_and_names_them(
    changes: dict[str, str | None], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.common.hosting.server.configure", lambda: None)
    given = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
    ended = run("serve", "all", settings=given)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert "hush" not in ended.err


def test_a_database_that_is_away_is_told_in_one_line() -> None:
    ended = run("migrate", settings=SETTINGS)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("PostgreSQL cannot be used: ")
    assert ended.err.count("\n") == 1
    assert "hush" not in ended.err


async def test_a_token_is_believed_by_its_site(tmp_path: Path) -> None:
    words = ["token", "--site", "360722", "--role", "unit", "--role", "reviewer"]
    words += ["--body", "b-1", "--actor", "a-1", "--unit", "u-1", "--hours", "0.5"]
    ended = run(*words, home=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    jwks = LocalKeys(tmp_path / "keys").jwks
    verifier = Verifier(AuthSettings(jwks=str(jwks)), "360722")
    claims = await verifier.claims(f"Bearer {ended.out.strip()}")
    assert (claims.actor, claims.roles, claims.body) == ("a-1", ("unit", "reviewer"), "b-1")
    assert (claims.site, claims.unit) == ("360722", "u-1")


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    words = ("token", "--site", "360722", "--role", "office", "--body", "b")
    run(*words, home=tmp_path)
    key = tmp_path / "keys" / "private.pem"
    before = key.read_bytes()
    run(*words, home=tmp_path)
    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("form", "written"),
    [("json", "[]\n"), ("jsonl", ""), ("table", "site  service  position")],
)
def test_where_nothing_runs_the_status_is_empty(tmp_path: Path, form: str, written: str) -> None:
    ended = run("status", "-o", form, home=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(written)


ROWS: list[dict[str, Any]] = [
    {"name": "一", "count": 2, "more": {"a": None}},
    {"name": "b", "count": None},
]


def test_json_is_one_value_with_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(ROWS, ("name",), Form.JSON)
    assert json.loads(capsys.readouterr().out) == ROWS


def test_json_lines_are_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(iter(ROWS), ("name",), Form.JSONL)
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in lines] == ROWS


def test_a_table_shows_the_columns_that_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(ROWS, ("name", "count"), Form.TABLE)
    head, *lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert (head, lines) == (["name", "count"], [["一", "2"], ["b", "-"]])


@pytest.mark.parametrize("form", [Form.JSON, Form.JSONL])
def test_one_thing_is_one_object(capsys: pytest.CaptureFixture[str], form: Form) -> None:
    write_record(ROWS[0], form)
    assert json.loads(capsys.readouterr().out) == ROWS[0]


def test_one_thing_is_a_field_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_record({"name": "b", "count": None}, Form.TABLE)
    assert capsys.readouterr().out == "name   b\ncount  -\n"
