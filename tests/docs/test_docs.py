"""The tables of the reference say what the code says."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import orjson
import pytest
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings
from typer.main import get_group

from lianxun.cli import root_app
from libs.common.events.audience import EVENTS, LINKED, LOG, PUBLIC, Audience
from libs.common.events.header import FIELDS
from libs.common.events.wire import Wire
from libs.common.http.problems import STATUS
from libs.common.relay.messages import Publisher
from libs.common.settings import (
    AppenderSettings,
    AuthSettings,
    KafkaSettings,
    Level,
    PostgresSettings,
    Role,
    SiteSettings,
)
from libs.common.store.reading import StoredRow
from tests.architecture.tidy.project import product, texts
from tests.docs.pages import ROOT, Page

SETTINGS: tuple[type[BaseSettings], ...] = (
    SiteSettings,
    PostgresSettings,
    KafkaSettings,
    AuthSettings,
    AppenderSettings,
)
VARIABLE = re.compile(r"LIANXUN_[A-Z_]+[A-Z]")


def page(name: str) -> Page:
    """Read a page of the reference."""
    path = f"docs/reference/{name}.md"
    return Page(path, (ROOT / path).read_text(encoding="utf-8"))


def bare(cell: str) -> str:
    """Take the marks of code off a cell."""
    return cell.strip("`")


def fields() -> Iterator[tuple[str, str]]:
    """Give each variable and its default, as the reference writes it."""
    for settings in SETTINGS:
        prefix: str = settings.model_config.get("env_prefix", "")
        for name, field in settings.model_fields.items():
            yield f"{prefix}{name}".upper(), _written(field.default)


def _written(default: Any) -> str:
    match default:
        case _ if default is PydanticUndefined:
            return "needed"
        case None:
            return "none"
        case "":
            return "empty"
        case Level():
            return str(default.value)
        case float() if default.is_integer():
            return str(int(default))
        case _:
            return str(default)


def test_every_setting_is_described_with_its_default() -> None:
    described = [
        (bare(name), bare(default)) for name, default, _ in page("settings").table("Variable")
    ]
    expected = dict(fields())
    assert [row for row in described if row[0] in expected] == list(expected.items())


def test_every_variable_that_is_read_is_described() -> None:
    described = {bare(row[0]) for row in page("settings").table("Variable")}
    named = {name for source in product() for name in VARIABLE.findall(source.text)}
    named -= {settings.model_config.get("env_prefix", "").rstrip("_") for settings in SETTINGS}
    assert named - described == set()


def test_every_role_of_a_process_is_described() -> None:
    (row,) = [row for row in page("settings").table("Variable") if row[0] == "`LIANXUN_ROLES`"]
    assert set(re.findall(r"`(\w+)`", row[2])) == set(get_args(Role))


def test_every_problem_is_described_with_its_status() -> None:
    described = {bare(code): int(status) for code, status, _ in page("http").table("Code")}
    assert described == STATUS


def test_the_fields_of_a_header_are_described_in_their_order() -> None:
    assert tuple(bare(row[0]) for row in page("stored-bytes").table("Field")) == FIELDS


def test_the_columns_of_an_event_are_described_in_their_order() -> None:
    made = (ROOT / "libs/common/store/migrations/0001_log.sql").read_text()
    (table,) = re.findall(r"CREATE TABLE events \((.+?)PRIMARY KEY", made, re.DOTALL)
    columns = re.findall(r"^ +(\w+)", table, re.MULTILINE)
    assert [bare(row[0]) for row in page("stored-bytes").table("Column")] == columns


def test_every_circle_and_its_partitions_are_described() -> None:
    circles = [bare(row[0]) for row in page("topics").table("Circle", "Holds")]
    assert circles == [LOG, EVENTS, LINKED, PUBLIC]
    levels = {row[0]: int(row[1]) for row in page("topics").table("Level")}
    assert levels == {level.value: level.partitions for level in Level}


def test_every_audience_is_described_with_its_circles() -> None:
    described = {
        bare(row[0]): tuple(re.findall(r"`(\w+)`", row[1]))
        for row in page("topics").table("Audience")
    }
    assert described == {audience.value: audience.topics for audience in Audience}


def test_every_header_of_a_record_is_described() -> None:
    (event, *_) = orjson.loads((ROOT / "tests/vectors/log-v1.json").read_bytes())["events"]
    row = StoredRow(1, event["header"].encode(), event["data"].encode(), bytes(16), bytes(32), None)
    publisher = Publisher(
        site="360722", service="issues", division="360722", wire=Wire("issues", [])
    )
    log, other = ({name for name, _ in each.headers} for each in publisher.messages(row))
    described = {bare(row[0]): row[2] for row in page("topics").table("Header")}
    assert {name for name, where in described.items() if where == "all"} == log
    assert described.keys() == other


def test_every_command_is_described() -> None:
    described = {bare(row[0]).split()[1] for row in page("cli").table("Command")}
    assert set(get_group(root_app()).commands) - described == set()


def test_every_word_of_the_glossary_has_both_languages() -> None:
    rows = page("glossary").table("English", "中文")
    assert [row[0] for row in rows if not all(row[:3])] == []
    assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_problem_in_the_reference_has_a_title(language: str) -> None:
    titles = texts()[language]["problems"]
    assert [row[0] for row in page("http").table("Code") if bare(row[0]) not in titles] == []


def test_a_table_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        Page("a.md", "| Code | Status |\n|---|---|\n").table("Code")


def test_a_table_is_read_by_its_headings() -> None:
    text = "| A | B |\n|---|---|\n| 1 | x |\n\n| A | C |\n|---|---|\n| 2 | y |\n| 3 | |\n"
    assert Page("a.md", text).table("A", "C") == [["2", "y"], ["3", ""]]
    assert len(Page("a.md", text).table("A")) == 3
