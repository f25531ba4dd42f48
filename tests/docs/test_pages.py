"""Every page leads somewhere, every decision is whole, every snippet marked as tested runs."""

from pathlib import PurePosixPath

import pytest

from tests.docs.pages import (
    ADR_NAME,
    ADR_SECTIONS,
    ROOT,
    Page,
    bad_blocks,
    bad_decision,
    dead_links,
    read_pages,
    unreached,
)

PAGES = {page.path: page for page in read_pages()}
DECISIONS = sorted(
    path for path in PAGES if path.startswith("docs/adr/") and not path.endswith("README.md")
)
TESTED = [
    (page.path, block.text)
    for page in PAGES.values()
    for block in page.blocks
    if block.language == "python" and "# tested" in block.text
]
WHOLE = "# 0007: Rooms\n\n" + "".join(f"## {name}\n\n- Rejected: x\n\n" for name in ADR_SECTIONS)


def existing(page: Page) -> set[str]:
    """Give the targets of a page's links that are there."""
    return {page.target(link) for link in page.links if (ROOT / page.target(link)).exists()}


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_somewhere(path: str) -> None:
    assert list(dead_links(PAGES[path], PAGES, existing(PAGES[path]))) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_block_is_closed_and_every_diagram_can_be_drawn(path: str) -> None:
    assert list(bad_blocks(PAGES[path])) == []


def test_every_page_of_the_documentation_is_reached_from_the_first() -> None:
    assert {path for path in unreached("README.md", PAGES) if path.startswith("docs/")} == set()


@pytest.mark.parametrize(("number", "path"), list(enumerate(DECISIONS, 1)))
def test_every_decision_is_whole(number: int, path: str) -> None:
    assert ADR_NAME.fullmatch(PurePosixPath(path).name)
    assert list(bad_decision(PAGES[path], number)) == []


def test_every_decision_is_listed_under_its_title() -> None:
    index = PAGES["docs/adr/README.md"]
    titles = {PAGES[path].text.splitlines()[0].removeprefix("# ") for path in DECISIONS}
    listed = {f"{_label(number)}: {title}" for number, title in index.table("Nr", "Decision")}
    assert listed == titles
    assert [index.target(link) for link in index.links if ADR_NAME.fullmatch(link)] == DECISIONS


def _label(link: str) -> str:
    return link.removeprefix("[").partition("]")[0]


@pytest.mark.parametrize(("path", "code"), TESTED)
def test_every_snippet_marked_as_tested_runs(
    path: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, path, "exec"), {"__name__": "__snippet__"})  # noqa: S102 - our own pages


def test_there_are_snippets() -> None:
    assert TESTED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md)", 0),
        ("[a](b.md#the-frontier)", 0),
        ("[a](#own)\n# Own", 0),
        ("[a](https://example.com/nothing)", 0),
        ("`[a](nowhere.md)`", 0),
        ("```\n[a](nowhere.md)\n```", 0),
        ("[a](nowhere.md)", 1),
        ("[a](../b.md)", 1),
        ("[a](b.md#another)", 1),
        ("[a](#another)", 1),
    ],
)
def test_a_dead_link_is_found(text: str, found: int) -> None:
    pages = {"docs/a.md": Page("docs/a.md", text), "docs/b.md": Page("docs/b.md", "# The frontier")}
    assert len(list(dead_links(pages["docs/a.md"], pages, pages))) == found


def test_a_page_that_nobody_links_to_is_found() -> None:
    pages = {path: Page(path, text) for path, text in {"a": "[b](b)", "b": "", "c": ""}.items()}
    assert unreached("a", pages) == {"c"}


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1",
        "```mermaid\nflowchart LR\n  a --> b",
        "```mermaid\npicture\n  a --> b\n```",
        "```mermaid\nflowchart LR\n  a[one --> b\n```",
    ],
)
def test_a_bad_block_is_found(text: str) -> None:
    assert list(bad_blocks(Page("a.md", text)))


def test_good_blocks_pass() -> None:
    text = "```mermaid\nflowchart LR\n  a[one] --> b\n```\n1. x\n\n   ```sh\n   ls\n   ```\n"
    assert list(bad_blocks(Page("a.md", text))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 0007", "# 7"),
        ("## Context\n", ""),
        ("- Rejected: x", "- Chosen: x"),
        ("## Status\n\n- Rejected: x\n", "## Status\n"),
        ("# 0007: Rooms\n", "# 0007: Rooms\n" + "\n" * 70),
    ],
    ids=["number", "section", "rejected", "empty", "length"],
)
def test_a_decision_that_lacks_something_is_found(old: str, new: str) -> None:
    assert list(bad_decision(Page("a.md", WHOLE), 7)) == []
    assert list(bad_decision(Page("a.md", WHOLE.replace(old, new)), 7))
