"""Cells of an export: what a spreadsheet shows, and nothing that it would run."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from libs.common.decider import frozen
from libs.common.http.export import FORMATS, FORMULA_STARTS


class Colour(StrEnum):
    RED = "red"


@frozen
class Row:
    one: object


def written(form: str, value: object) -> str:
    """Write one cell."""
    return FORMATS[form].line(["one"], Row(one=value))


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_text_that_would_be_run_is_made_a_plain_one(start: str) -> None:
    assert f"'{start}cmd" in written("csv", f"{start}cmd")
    assert f"'{start}cmd" in written("csv", (f"{start}cmd", "b"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, '""'),
        ("一般", "一般"),
        ("a=b", "a=b"),
        (-1, "-1"),
        (Colour.RED, "red"),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), "2026-03-01T09:00:00+00:00"),
        (("a", "b"), "a b"),
        ('say "a, b"', '"say ""a, b"""'),
    ],
)
def test_a_cell_shows_the_value(value: object, cell: str) -> None:
    assert written("csv", value) == f"{cell}\r\n"


def test_json_lines_leave_texts_as_they_are() -> None:
    assert written("jsonl", "=1+1") == '{"one":"=1+1"}\n'
