"""The generated pages are as the code is, whole, and the same wherever they are written."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping

import pytest

from lianxun.cli.contracts import GOLDEN, REFERENCE
from lianxun.reference import pages
from lianxun.reference.catalogue import chapters
from lianxun.serving import SERVICES
from tests.docs.pages import ROOT, Page

LINES = [(chapter.name, line.name) for chapter in chapters(SERVICES) for line in chapter.lines]
WRITE = "from pathlib import Path; from lianxun.reference import pages; print(pages(Path({!r})))"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def written() -> Mapping[str, str]:
    return pages(ROOT / GOLDEN)


@pytest.mark.parametrize("name", ["events.md", "states.md"])
def test_a_generated_page_is_as_the_code_is(written: Mapping[str, str], name: str) -> None:
    kept = (ROOT / REFERENCE / name).read_text(encoding="utf-8")
    assert kept == written[name], f"{name} is not as the code is; run `make docs`"


def test_every_stored_event_is_told_with_an_example(written: Mapping[str, str]) -> None:
    events = re.split(r"^### (.+)$", written["events.md"], flags=re.MULTILINE)[1:]
    told = dict(zip(events[::2], events[1::2], strict=True))
    assert set(told) == {name for _, name in LINES}
    for name, text in told.items():
        assert [block.language for block in Page(name, text).blocks] == ["json"], name


def test_the_example_is_the_golden_one(written: Mapping[str, str]) -> None:
    shown = [json.loads(block.text) for block in Page("", written["events.md"]).blocks]
    files = [ROOT / GOLDEN / chapter / f"{name}.json" for chapter, name in LINES]
    assert shown == [json.loads(file.read_text(encoding="utf-8")) for file in files]


def test_who_reacts_is_told_on_both_sides_of_a_topic(written: Mapping[str, str]) -> None:
    named = {line.name for each in SERVICES for table in each.reactions for line in table.lines}
    assert {name for name in named if f": `{name}`" not in written["events.md"]} == set()


def test_every_aggregate_has_a_diagram_and_every_command_a_row(
    written: Mapping[str, str],
) -> None:
    page = Page("", written["states.md"])
    aggregates = [each for service in SERVICES for each in service.aggregates]
    assert [block.language for block in page.blocks] == ["mermaid"] * len(aggregates)
    rows = [row[0].partition("`")[2].partition("`")[0] for row in page.table("Command", "Who")]
    assert rows == [command.__name__ for each in aggregates for command in each.allowed]


def test_no_page_depends_on_the_order_of_a_set(written: Mapping[str, str]) -> None:
    for seed in ("1", "2"):
        done = subprocess.run(  # noqa: S603 - our own pages
            [sys.executable, "-c", WRITE.format(str(ROOT / GOLDEN))],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            cwd=ROOT,
            text=True,
        )
        assert done.stdout == f"{written}\n"
