"""The contracts' documents are written to a folder; what is not kept is named, event and field."""

import json
from pathlib import Path

import pytest

from libs.contracts.promises import write_missing
from libs.contracts.registry import load
from tests.cli.program import Ended, run

NO_EXAMPLES = ("--examples", "nowhere")
SCHEMA = "rounds/FeedbackDelivered.v1.json"


@pytest.fixture
def promised(tmp_path: Path) -> Path:
    """What is published now, promised in a folder of this test's."""
    folder = tmp_path / "schemas"
    write_missing(load(), folder)
    return folder


def exported(folder: Path) -> list[str]:
    """Write the documents for programs; gives their names."""
    ended = run("contracts", "export", str(folder), *NO_EXAMPLES)
    assert (ended.code, ended.err) == (0, "")
    return [Path(line).relative_to(folder).as_posix() for line in ended.out.splitlines()]


def checked(folder: Path, promised: Path) -> Ended:
    """Check the documents for programs."""
    return run("contracts", "check", str(folder), *NO_EXAMPLES, "--promised", str(promised))


def test_what_was_just_written_is_as_the_code_is(tmp_path: Path, promised: Path) -> None:
    names = exported(tmp_path / "out")
    assert names[0] == "asyncapi.json"
    assert "openapi/rounds.json" in names
    ended = checked(tmp_path / "out", promised)
    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize("name", ["asyncapi.json", "openapi/issues.json"])
def test_a_document_that_is_old_or_missing_is_named(
    tmp_path: Path, promised: Path, name: str
) -> None:
    exported(tmp_path / "out")
    file = tmp_path / "out" / name
    for change in (lambda: file.write_text("{}"), file.unlink):
        change()
        ended = checked(tmp_path / "out", promised)
        assert (ended.code, ended.out) == (6, "")
        assert f"{file} is not as the code is" in ended.err


def test_an_incompatible_change_is_refused_by_event_and_field(
    tmp_path: Path, promised: Path
) -> None:
    exported(tmp_path / "out")
    schema = json.loads((promised / SCHEMA).read_text(encoding="utf-8"))
    schema["properties"]["told_by"] = {"type": "string"}
    (promised / SCHEMA).write_text(json.dumps(schema), encoding="utf-8")
    ended = checked(tmp_path / "out", promised)
    assert (ended.code, ended.out) == (6, "")
    first, last = ended.err.splitlines()
    assert first == "incompatible: rounds FeedbackDelivered.v1: told_by: removed"
    assert last == "1 promises broken, 0 documents out of date"


def test_a_name_that_was_withdrawn_is_refused(tmp_path: Path, promised: Path) -> None:
    exported(tmp_path / "out")
    (promised / "rounds" / "Sung.v1.json").write_text("{}", encoding="utf-8")
    ended = checked(tmp_path / "out", promised)
    assert ended.code == 6
    assert "incompatible: rounds Sung.v1: withdrawn" in ended.err


def test_with_examples_there_are_pages_for_people(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    ended = run("contracts", "export", str(tmp_path / "out"), "--examples", str(examples))
    assert {"events.md", "states.md"} <= {Path(line).name for line in ended.out.splitlines()}
