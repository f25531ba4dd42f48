"""A Python file as the checks see it, and what they say about it."""

import ast
import io
import tokenize
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
PRODUCT = ("libs", "services", "lianxun")
FOLDERS = (*PRODUCT, "tools", "bench", "tests")


class Finding(NamedTuple):
    """One place where a rule is not kept."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class Comment(NamedTuple):
    """One comment, without its hash sign; `alone` when nothing stands before it."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True)
class Source:
    """One file: where it lies and what is in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment; a hash sign inside a text is none."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return tuple(
            Comment(line, column, token.string.lstrip("#").strip(), not token.line[:column].strip())
            for token in tokens
            if token.type == tokenize.COMMENT
            for line, column in [token.start]
        )

    @property
    def module(self) -> str:
        """The name under which the file is imported."""
        return self.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    @property
    def is_package(self) -> bool:
        """Tell whether the file is a folder's own."""
        return self.path.endswith("/__init__.py")

    @property
    def is_test(self) -> bool:
        """Tell whether the file belongs to the tests."""
        return self.path.startswith("tests/")

    @property
    def is_product(self) -> bool:
        """Tell whether the file is shipped."""
        return self.path.split("/")[0] in PRODUCT


def read_sources(root: Path = ROOT) -> list[Source]:
    """Read every Python file of the project."""
    return [
        Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for path in sorted((root / folder).rglob("*.py"))
    ]
