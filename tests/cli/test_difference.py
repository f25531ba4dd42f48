"""What changed in a stream between two versions, as the command line reads and writes it."""

import json
from pathlib import Path
from typing import Any

import pytest

from lianxun.cli.difference import versions_of, write_difference
from lianxun.cli.output import Form
from lianxun.sites.differences import differences, shortened
from tests.cli.program import run


def changed(before: Any, after: Any) -> dict[str, tuple[Any, Any]]:
    """Give what changed, by field."""
    return {row["field"]: (row["before"], row["after"]) for row in differences(before, after)}


def test_a_field_that_is_another_one_is_named_with_both_values() -> None:
    before, after = {"status": "new", "unit": "U01"}, {"status": "open", "unit": "U01"}
    assert changed(before, after) == {"status": ("new", "open")}


def test_a_field_that_came_or_went_was_or_is_null() -> None:
    assert changed({"a": 1}, {"b": 2}) == {"a": (1, None), "b": (None, 2)}
    assert changed({}, {"a": None}) == {}


def test_a_field_inside_a_record_is_named_by_its_path() -> None:
    before, after = {"opened": {"unit": "U01", "by": "a"}}, {"opened": {"unit": "U01", "by": "b"}}
    assert changed(before, after) == {"opened.by": ("a", "b")}
    assert changed({"opened": None}, after) == {"opened": (None, after["opened"])}


def test_records_in_a_list_are_compared_place_by_place() -> None:
    before, after = {"lines": [{"n": 1}, {"n": 2}]}, {"lines": [{"n": 1}, {"n": 3}, {"n": 4}]}
    assert changed(before, after) == {"lines[1].n": (2, 3), "lines[2]": (None, {"n": 4})}


def test_a_person_sees_what_came_into_a_list_and_what_went() -> None:
    (row,) = differences({"open": ["a", "b"]}, {"open": ["b", "c"]})
    assert (row["before"], row["after"]) == (["a", "b"], ["b", "c"])
    assert shortened(row) == {"field": "open", "before": ["a"], "after": ["c"]}


def test_a_list_in_another_order_is_shown_whole() -> None:
    (row,) = differences({"order": ["a", "b"]}, {"order": ["b", "a"]})
    assert shortened(row) == row


@pytest.mark.parametrize(("diff", "span"), [("3..7", (3, 7)), ("0..1", (0, 1))])
def test_two_versions_are_read(diff: str, span: tuple[int, int]) -> None:
    read = versions_of(diff)
    assert (read.start, read.stop) == span


@pytest.mark.parametrize(
    "diff",
    ["7..3", "3..3", "3", "3..", "..7", "a..b", "-1..2", "3...7", "3..7..9", "1..9999999999"],
)
def test_what_is_no_range_of_versions_is_refused_by_its_name(tmp_path: Path, diff: str) -> None:
    ended = run("stream", "item-1", f"--diff={diff}", home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("--diff: ")
    assert diff in ended.err


def test_versions_and_a_moment_do_not_go_together(tmp_path: Path) -> None:
    ended = run("stream", "item-1", "--diff", "1..2", "--as-of", "2026-04-01", home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "--as-of" in ended.err


def test_a_stream_of_which_nothing_is_known_is_not_found(tmp_path: Path) -> None:
    ended = run("stream", "item-1", "--diff", "1..2", home=tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert "item-1" in ended.err


@pytest.mark.parametrize("service", ["nothing", "rounds"])
def test_a_service_that_has_no_such_streams_is_named(tmp_path: Path, service: str) -> None:
    ended = run("stream", "item-1", "--service", service, home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"--service: {service!r}")


EVENTS = [{"site": "360722", "version": number, "type": f"E{number}.v1"} for number in (1, 2, 3)]
BEFORE = {"stream": "item-1", "state": {"status": "new"}, "events": EVENTS[:1]}
AFTER = {"stream": "item-1", "state": {"status": "open"}, "events": EVENTS}
CHANGE = {"field": "status", "before": "new", "after": "open"}


def test_as_json_it_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    write_difference(BEFORE, AFTER, range(1, 3), Form.JSON)
    written = json.loads(capsys.readouterr().out)
    assert (written["from"], written["to"], written["site"]) == (1, 3, "360722")
    assert [event["version"] for event in written["events"]] == [2, 3]
    assert written["changes"] == [CHANGE]


def test_as_json_lines_each_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    write_difference(BEFORE, AFTER, range(1, 3), Form.JSONL)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"event": EVENTS[1]}, {"event": EVENTS[2]}, {"change": CHANGE}]


def test_as_tables_events_come_before_what_they_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_difference({**BEFORE, "state": None}, AFTER, range(3), Form.TABLE)
    events, changes = capsys.readouterr().out.split("\n\n")
    assert [line.split()[0] for line in events.splitlines()] == ["version", "1", "2", "3"]
    assert [line.split() for line in changes.splitlines()][1] == ["status", "-", "open"]
