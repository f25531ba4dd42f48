"""Markdown pages as the checks see them: pure functions from text to what is wrong with it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

ROOT: Final = Path(__file__).parents[2]
LEFT_OUT: Final = frozenset({"node_modules", "build", "dist"})

LINK: Final = re.compile(r"\[[^\]\n]*\]\(([^()\s]+)\)")
OUTSIDE: Final = re.compile(r"[a-z]+:")
HEADING: Final = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCE: Final = re.compile(r"^ *(`{3,})(\S*)$")
CODE_SPAN: Final = re.compile(r"`[^`\n]*`")
DIAGRAMS: Final = ("flowchart ", "sequenceDiagram", "stateDiagram", "classDiagram", "erDiagram")
PAIRS: Final = (("(", ")"), ("[", "]"), ("{", "}"))

ADR_SECTIONS: Final = ("Status", "Context", "Options", "Decision", "Consequences")
ADR_LINES_MAX: Final = 70
ADR_NAME: Final = re.compile(r"[0-9]{4}-[a-z0-9-]+\.md")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language and what stands in it."""

    language: str
    text: str
    closed: bool


@dataclass(frozen=True)
class Page:
    """One page: where it lies and what is in it."""

    path: str
    text: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The fenced blocks."""
        return tuple(block for block in _split(self.text) if isinstance(block, Block))

    @cached_property
    def prose(self) -> str:
        """Everything outside of fenced blocks and code."""
        lines = [part for part in _split(self.text) if isinstance(part, str)]
        return CODE_SPAN.sub("", "\n".join(lines))

    @property
    def anchors(self) -> set[str]:
        """The names by which headings are linked to."""
        plain = "\n".join(part for part in _split(self.text) if isinstance(part, str))
        return {_slug(heading) for heading in HEADING.findall(plain)}

    @property
    def links(self) -> list[str]:
        """The links to files of the project."""
        return [link for link in LINK.findall(self.prose) if not OUTSIDE.match(link)]

    def target(self, link: str) -> str:
        """Give the path that a link leads to, from the project's root."""
        parts: list[str] = []
        for part in (PurePosixPath(self.path).parent / link.partition("#")[0]).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return "/".join(parts) if link.partition("#")[0] else self.path

    def sections(self) -> dict[str, str]:
        """Give the text below each heading of the second level."""
        pieces = re.split(r"^## (.+)$", self.text, flags=re.MULTILINE)[1:]
        return dict(zip(pieces[::2], pieces[1::2], strict=True))

    def table(self, *headings: str) -> list[list[str]]:
        """Give the rows of all tables with these first headings; raises LookupError for none."""
        found, inside = list[list[str]](), False
        for line in self.text.splitlines():
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            if not line.startswith("|"):
                inside = False
            elif cells[: len(headings)] == list(headings):
                inside = True
            elif inside and not set(line) <= set("|-: "):
                found.append(cells)
        if not found:
            raise LookupError(headings)
        return found


def _split(text: str) -> Iterator[str | Block]:
    """Take a text apart into lines and fenced blocks."""
    fence, language, inside = "", "", list[str]()
    for line in text.splitlines():
        match = FENCE.match(line)
        if not fence and match:
            fence, language, inside = match[1], match[2], []
        elif fence and line.strip() == fence:
            yield Block(language, "\n".join(inside), closed=True)
            fence = ""
        elif fence:
            inside.append(line)
        else:
            yield line
    if fence:
        yield Block(language, "\n".join(inside), closed=False)


def _slug(heading: str) -> str:
    words = re.sub(r"[^\w\- ]", "", heading.lower())
    return words.replace(" ", "-")


def read_pages(root: Path = ROOT) -> list[Page]:
    """Read every page of the project."""
    return [
        Page(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(root.rglob("*.md"))
        if not any(
            part.startswith(".") or part in LEFT_OUT for part in path.relative_to(root).parts
        )
    ]


def dead_links(page: Page, pages: Mapping[str, Page], files: Collection[str]) -> Iterator[str]:
    """Find links that lead nowhere, or to a heading that is not there."""
    for link in page.links:
        target, anchor = page.target(link), link.partition("#")[2]
        if target not in files:
            yield f"{page.path}: {link} leads nowhere"
        elif anchor and anchor not in pages[target].anchors:
            yield f"{page.path}: {link} names no heading"


def unreached(start: str, pages: Mapping[str, Page]) -> set[str]:
    """Find pages that cannot be reached by links from `start`."""
    reached, waiting = set[str](), [start]
    while waiting:
        path = waiting.pop()
        if path in pages and path not in reached:
            reached.add(path)
            waiting += [pages[path].target(link) for link in pages[path].links]
    return set(pages) - reached


def bad_blocks(page: Page) -> Iterator[str]:
    """Find blocks that are never closed, and diagrams that cannot be drawn."""
    for block in page.blocks:
        if not block.closed:
            yield f"{page.path}: a block is never closed"
        elif block.language == "mermaid":
            if not block.text.strip().startswith(DIAGRAMS):
                yield f"{page.path}: a diagram of no known kind"
            for left, right in PAIRS:
                if block.text.count(left) != block.text.count(right):
                    yield f"{page.path}: a diagram with an open {left}"


def bad_decision(page: Page, number: int) -> Iterator[str]:
    """Find what a decision lacks: its number, a section, a rejected option, brevity."""
    if not page.text.startswith(f"# {number:04}: "):
        yield f"{page.path}: the title does not begin with its number"
    if tuple(page.sections()) != ADR_SECTIONS:
        yield f"{page.path}: the sections are {list(page.sections())}"
    if not all(text.strip() for text in page.sections().values()):
        yield f"{page.path}: a section is empty"
    if "\n- Rejected: " not in page.sections().get("Options", ""):
        yield f"{page.path}: no option is rejected"
    if len(page.text.splitlines()) > ADR_LINES_MAX:
        yield f"{page.path}: longer than a page"
