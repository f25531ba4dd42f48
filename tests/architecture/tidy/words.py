"""Names: words that say nothing are not used for anything of ours."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.tidy.source import Finding, Source

BANNED = frozenset(
    {"data", "info", "manager", "managers", "util", "utils", "helper", "helpers"}
    | {"process", "processes", "processor", "processors"}
)
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")


def empty_words(source: Source) -> Iterator[Finding]:
    """Find a name of ours that holds a banned word."""
    for part in source.path.removesuffix(".py").split("/"):
        if _banned(part):
            yield Finding(source.path, 1, f"the name {part}")
    for node in source.nodes:
        for name in _defined(node):
            # A test's name is a sentence of plain words.
            if _banned(name) and not name.startswith("test_"):
                yield Finding(source.path, getattr(node, "lineno", 1), f"the name {name}")


def _banned(name: str) -> bool:
    return not BANNED.isdisjoint(word.lower() for word in WORD.findall(name))


def _defined(node: ast.AST) -> list[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.arg(arg=name):
            return [name]
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case _:
            return []
