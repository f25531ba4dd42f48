"""Sizes: how long a file, a function and an arm may be, and how many parameters have no name."""

import ast
from collections.abc import Iterator

from tests.architecture.tidy.source import Finding, Source

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 40
POSITIONAL_MAX = 4
ARMS_MAX = 15
ARM_LINES_MAX = 8
TABLES = frozenset({"decide", "evolve", "fold"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(source: Source) -> Iterator[Finding]:
    """Find a file that grew past one idea."""
    lines = len(source.text.splitlines())
    if lines > FILE_LINES_MAX:
        yield Finding(source.path, 1, f"{lines} lines, {FILE_LINES_MAX} are enough")


def long_functions(source: Source) -> Iterator[Finding]:
    """Find a function that is neither short nor a table."""
    for node in source.nodes:
        if isinstance(node, Function) and table(node) is None:
            lines = _lines(node, node.lineno)
            if lines > FUNCTION_LINES_MAX:
                what = f"{node.name} has {lines} lines, {FUNCTION_LINES_MAX} are enough"
                yield Finding(source.path, node.lineno, what)


def long_tables(source: Source) -> Iterator[Finding]:
    """Find a `decide`, `evolve` or `fold` with too many arms, or with an arm that is a function."""
    for node in source.nodes:
        match = table(node)
        if match is None:
            continue
        if len(_arms(match)) > ARMS_MAX:
            yield Finding(source.path, match.lineno, f"{len(_arms(match))} arms, max {ARMS_MAX}")
        for arm in _arms(match):
            lines = _lines(arm.body[-1], arm.pattern.lineno)
            if lines > ARM_LINES_MAX:
                what = f"an arm of {lines} lines, max {ARM_LINES_MAX}"
                yield Finding(source.path, arm.pattern.lineno, what)


def table(node: ast.AST) -> ast.Match | None:
    """Give the match statement that a table function ends with."""
    if isinstance(node, Function) and node.name in TABLES and isinstance(node.body[-1], ast.Match):
        return node.body[-1]
    return None


def unnamed_parameters(source: Source) -> Iterator[Finding]:
    """Find a public function that takes more positional parameters than can be told apart."""
    for function, owner in _public(source.tree):
        count = len(function.args.posonlyargs + function.args.args) - _receiver(function, owner)
        if count > POSITIONAL_MAX and not function.name.startswith("test_"):
            what = f"{function.name} takes {count} positional parameters, max {POSITIONAL_MAX}"
            yield Finding(source.path, function.lineno, what)


def _public(tree: ast.Module) -> Iterator[tuple[Function, ast.ClassDef | None]]:
    owners = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    scopes: list[tuple[list[ast.stmt], ast.ClassDef | None]] = [(tree.body, None)]
    scopes += [(owner.body, owner) for owner in owners if not owner.name.startswith("_")]
    for body, owner in scopes:
        for node in body:
            if isinstance(node, Function) and (node.name == "__init__" or node.name[0] != "_"):
                yield node, owner


def _receiver(function: Function, owner: ast.ClassDef | None) -> int:
    static = any(
        isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in function.decorator_list
    )
    return 0 if owner is None or static else 1


def _arms(match: ast.Match) -> list[ast.match_case]:
    """List the arms; the one that ends the table with `assert_never` is none."""
    return [arm for arm in match.cases if not _is_wildcard(arm.pattern)]


def _is_wildcard(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _lines(node: ast.stmt, first: int) -> int:
    return (node.end_lineno or first) - first + 1
