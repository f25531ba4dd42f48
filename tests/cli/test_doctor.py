"""`lianxun doctor` names what is not well and what to do, and ends with 1 if something fails."""

import asyncio
import json
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from lianxun.doctor import machine
from lianxun.doctor.finding import Finding, Result
from lianxun.local.errors import MissingPackageError
from lianxun.local.jar_list import Jar, sha256_of
from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.keys import LocalKeys
from libs.common.kafka.topics import ensure_topics, topics_of
from libs.common.settings import KafkaSettings, Level, PostgresSettings
from libs.common.store.clock import DatabaseClock
from libs.common.store.connection import database_name
from tests.cli.program import run
from tests.servers import run_sql

MACHINE = ("python", "postgres wheel", "java wheel", "kafka jars", "disk space", "ports")


def results(found: list[dict[str, str]]) -> dict[str, str]:
    """Give each check's result."""
    return {finding["check"]: finding["result"] for finding in found}


def examined(home: Path, code: int, **settings: str) -> list[dict[str, str]]:
    """Run the examination."""
    ended = run("doctor", "-o", "json", home=home, settings=settings)
    assert ended.code == code, ended
    assert (ended.err == "") == (code == 0)
    found: list[dict[str, str]] = json.loads(ended.out)
    assert all(bool(each["advice"]) == (each["result"] != "ok") for each in found)
    return found


def test_where_nothing_runs_yet_the_machine_is_looked_at(tmp_path: Path) -> None:
    found = results(examined(tmp_path, 0))
    assert tuple(found)[: len(MACHINE)] == MACHINE
    assert found["settings"] == "ok"
    assert {found[name] for name in ("token keys", "postgres", "kafka")} == {"warn"}


def test_a_table_is_for_people(tmp_path: Path) -> None:
    ended = run("doctor", home=tmp_path)
    assert ended.out.splitlines()[0].split() == ["check", "result", "found", "advice"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"LIANXUN_SITE": "here"}, "LIANXUN_SITE: "),
        ({"LIANXUN_SITE": "360722"}, "LIANXUN_POSTGRES_DSN: "),
    ],
)
def test_settings_at_fault_are_named(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    (last,) = [each for each in examined(tmp_path, 1, **settings) if each["check"] == "settings"]
    assert (last["result"], named in last["found"]) == ("fail", True)


def test_servers_that_are_away_are_named(tmp_path: Path) -> None:
    keys = LocalKeys(tmp_path / "keys")
    keys.ensure()
    away = {
        "LIANXUN_SITE": "360722",
        "LIANXUN_POSTGRES_DSN": "postgresql://nobody:hush@127.0.0.1:1/none",
        "LIANXUN_KAFKA_BOOTSTRAP": "127.0.0.1:1",
        "LIANXUN_AUTH_JWKS": str(keys.jwks),
    }
    found = examined(tmp_path, 1, **away)
    shown = results(found)
    assert (shown["postgres"], shown["kafka"], shown["token keys"]) == ("fail", "fail", "ok")
    assert "hush" not in str(found)


def result_of(finding: Finding) -> tuple[str, str]:
    """Give check and result, and check that there is advice when it is needed."""
    assert bool(finding.advice) == (finding.result is not Result.OK)
    return finding.check, finding.result


def test_an_old_python_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "PYTHON_MIN", (99, 0))
    assert result_of(machine.python()) == ("python", "fail")


@pytest.mark.parametrize(
    ("program", "check", "look"),
    [
        ("postgres_program", "postgres wheel", machine.postgres_wheel),
        ("java_program", "java wheel", machine.java_wheel),
    ],
)
def test_a_wheel_may_be_missing_or_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, check: str, look: Any
) -> None:
    def missing(*_: object) -> NoReturn:
        raise MissingPackageError(check)

    assert result_of(look()) == (check, "ok")
    monkeypatch.setattr(machine, program, missing)
    assert result_of(look()) == (check, "warn")
    broken = tmp_path / "program"
    broken.write_bytes(b"")
    monkeypatch.setattr(machine, program, lambda *_: broken)
    assert result_of(look()) == (check, "fail")


def test_jars_may_be_missing_or_damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.write_bytes(b"whole")
    jar = Jar("org.example", "thing", "1", sha256_of(whole))
    monkeypatch.setattr(machine, "read_jars", lambda: (jar,))
    monkeypatch.setattr(machine, "jar_cache", lambda: tmp_path)
    assert result_of(machine.jars()) == ("kafka jars", "warn")
    (tmp_path / jar.path).parent.mkdir(parents=True)
    shutil.copy(whole, tmp_path / jar.path)
    assert result_of(machine.jars()) == ("kafka jars", "ok")
    (tmp_path / jar.path).write_bytes(b"half")
    assert result_of(machine.jars()) == ("kafka jars", "fail")


@pytest.mark.parametrize(("gibibytes", "result"), [(0.5, "fail"), (2, "warn"), (50, "ok")])
def test_space_runs_out_in_two_steps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, gibibytes: float, result: str
) -> None:
    class Usage:
        free = gibibytes * machine.GIBIBYTE

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage)
    assert result_of(machine.space(tmp_path / "not" / "there")) == ("disk space", result)


def test_a_stranger_on_a_remembered_port_is_named(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as stranger:
        port = stranger.getsockname()[1]
        for folder in ("postgres", "sites/360722"):
            file = tmp_path / folder / "state.json"
            file.parent.mkdir(parents=True)
            file.write_text(json.dumps({"ports": {"client": port}}))
        found = machine.ports(tmp_path)
    assert result_of(found) == ("ports", "warn")
    assert f"postgres {port}, 360722 {port}" in found.found
    assert result_of(machine.ports(tmp_path)) == ("ports", "ok")


@pytest.fixture
def settings(postgres_dsn: str, kafka_bootstrap: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a site that nobody else uses, and of which nothing is made yet."""
    site = str(800_000 + secrets.randbelow(100_000))
    keys = LocalKeys(tmp_path / "keys")
    keys.ensure()
    yield {
        "LIANXUN_SITE": site,
        "LIANXUN_POSTGRES_DSN": postgres_dsn,
        "LIANXUN_KAFKA_BOOTSTRAP": kafka_bootstrap,
        "LIANXUN_AUTH_JWKS": str(keys.jwks),
    }
    names = [database_name(site, service.name) for service in SERVICES]
    run_sql(postgres_dsn, *(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names))


@pytest.mark.postgres
@pytest.mark.kafka
async def test_a_site_is_well_once_everything_is_made(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    site = settings["LIANXUN_SITE"]
    databases, topics = f"databases of {site}", f"topics of {site}"
    found = results(await asyncio.to_thread(examined, tmp_path, 1, **settings))
    assert (found["postgres"], found["database clock"], found["kafka"]) == ("ok", "ok", "ok")
    assert (found[databases], found[topics]) == ("fail", "warn")

    postgres = PostgresSettings.model_validate({"dsn": settings["LIANXUN_POSTGRES_DSN"]})
    await migrate_site(postgres, site, SERVICES)
    kafka = KafkaSettings(bootstrap=settings["LIANXUN_KAFKA_BOOTSTRAP"])
    wanted = [topic for each in SERVICES for topic in topics_of(site, each.name, Level.COUNTY)]
    await ensure_topics(kafka, wanted)
    found = results(await asyncio.to_thread(examined, tmp_path, 0, **settings))
    assert {result for check, result in found.items() if check not in MACHINE} == {"ok"}

    found = results(
        await asyncio.to_thread(examined, tmp_path, 1, **settings, LIANXUN_LEVEL="city")
    )
    assert found[topics] == "fail"


@pytest.mark.postgres
@pytest.mark.kafka
@pytest.mark.parametrize(("seconds", "result"), [(2, "warn"), (-60, "fail")])
def test_a_clock_that_goes_wrong_is_named(
    tmp_path: Path,
    settings: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    seconds: int,
    result: str,
) -> None:
    async def measured(self: DatabaseClock, _: object) -> None:
        self.offset = timedelta(seconds=seconds)

    monkeypatch.setattr(DatabaseClock, "synchronise", measured)
    assert results(examined(tmp_path, 1, **settings))["database clock"] == result
