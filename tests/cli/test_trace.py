"""A trace: the way from the root cause to an event, and everything that came of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from lianxun.cli.output import Form
from lianxun.cli.trace import _write
from lianxun.sites.causes import Trace, trace
from tests.cli.program import run

SITES = "360000, 360700, 360722"
ID = "0195e100-0000-7000-8000-000000000001"


def event(name: str, cause: str, *, command: str = "", at: int = 0, **more: Any) -> dict[str, Any]:
    """An event that came of another one, or of a command."""
    told = {
        "id": name,
        "causation": cause,
        "command": command or f"of {name}",
        "type": f"{name}.v1",
    }
    where = {"site": "360722", "service": "rounds", "stream": "s-1", "version": 1, "position": at}
    who = {"actor": "a-1", "role": "office", "correlation": "c-1"}
    return {**told, **where, **who, "recorded_at": f"2026-04-01T00:00:{at:02}Z", **more}


ROOT = event("Root", "of Root")
LEFT = event("Left", "Root", at=2)
ASKED = event("Asked", "Root", at=1, site="360700")
FIRST = event("First", "Asked", at=3)
SECOND = event("Second", "Asked", at=4, site="360000")
LAST = event("Last", "First", at=5)
RELATED = [LAST, SECOND, FIRST, ASKED, LEFT, ROOT]


def shown(found: Trace) -> list[tuple[int, str]]:
    """Give the depth and the id of each row."""
    return [(row["depth"], row["id"]) for row in found.rows()]


def test_causes_lead_to_the_event_and_consequences_follow_it_in_time() -> None:
    found = trace(ASKED, RELATED, [])
    order = [(0, "Root"), (1, "Asked"), (2, "First"), (3, "Last"), (2, "Second")]
    assert shown(found) == order
    assert [row["id"] for row in found.rows() if row["asked"]] == ["Asked"]
    assert found.missing_cause is None


def test_from_the_root_everything_is_a_consequence() -> None:
    assert [name for _, name in shown(trace(ROOT, RELATED, []))] == [
        *("Root", "Asked", "First", "Last", "Second", "Left")
    ]


def test_from_the_end_there_are_only_causes() -> None:
    assert shown(trace(LAST, RELATED, [])) == [(0, "Root"), (1, "Asked"), (2, "First"), (3, "Last")]


def test_a_cause_that_was_not_found_is_named() -> None:
    found = trace(ASKED, [ASKED, FIRST], ["360722"])
    assert found.missing_cause == "Root"
    assert shown(found) == [(0, "Asked"), (1, "First")]


def test_as_json_it_is_nested(capsys: pytest.CaptureFixture[str]) -> None:
    _write(trace(ASKED, RELATED, ["360700.issues"]), Form.JSON)
    written = json.loads(capsys.readouterr().out)
    assert (written["event"], written["unreached"]) == ("Asked", ["360700.issues"])
    (asked,) = written["tree"]["consequences"]
    assert [each["id"] for each in asked["consequences"]] == ["First", "Second"]


def test_as_json_lines_each_event_says_how_deep_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    _write(trace(FIRST, RELATED, []), Form.JSONL)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["depth"], line["asked"]) for line in lines] == [
        *((0, False), (1, False), (2, True), (3, False))
    ]


def test_as_a_tree_it_begins_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    _write(trace(ASKED, RELATED, ["360722.issues"]), Form.TABLE)
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.strip() == "command of Root of office a-1"
    types = [line.strip("└─├│ ").split()[0] for line in lines]
    assert types == ["Root.v1", "Asked.v1", "First.v1", "Last.v1", "Second.v1", "360722.issues"]
    assert "360700 rounds s-1@1" in lines[1]
    assert [number for number, line in enumerate(lines) if "◀" in line] == [1]


def test_as_a_tree_it_begins_with_a_cause_that_was_not_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _write(trace(ASKED, [ASKED], ["360722"]), Form.TABLE)
    assert capsys.readouterr().out.startswith("cause Root, not found")


def test_what_is_no_id_is_refused_by_its_name(tmp_path: Path) -> None:
    ended = run("trace", "nothing", home=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("EVENT_ID: 'nothing'")


def test_a_site_that_is_none_is_not_found(tmp_path: Path) -> None:
    ended = run("trace", ID, "--site", "1", home=tmp_path)
    assert (ended.code, ended.out) == (3, "")


def test_where_nothing_runs_nothing_is_found_and_the_sites_are_named(tmp_path: Path) -> None:
    ended = run("trace", ID, home=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith(f"not reached: {SITES}\n")
    assert run("trace", ID, "--site", "360700", home=tmp_path).err.endswith(": 360700\n")
