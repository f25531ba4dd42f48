"""Habits: docstrings, what may be caught, limits with names, tests that are never left out."""

import ast
from collections.abc import Iterator

from tests.architecture.tidy.source import Finding, Source

CATCH_ALL = frozenset({"Exception", "BaseException"})
LEAVING_OUT = frozenset({"skip", "skipif", "xfail", "importorskip", "skipTest", "expectedFailure"})
WAITING = frozenset({"sleep", "timeout", "wait_for", "timeout_at"})
LIMITS = ("timeout", "maxsize", "max_size", "maxlen", "retries", "attempts", "_max", "seconds")
QUEUES = frozenset({"Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"})

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Documented = ast.Module | ast.ClassDef


def undocumented(source: Source) -> Iterator[Finding]:
    """Find a module or public class without its sentence; a test's name is its sentence."""
    if source.is_test:
        return
    candidates: list[Documented] = [source.tree]
    candidates += [
        node
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    for node in candidates:
        if not (ast.get_docstring(node) or "").strip():
            name = getattr(node, "name", source.module)
            yield Finding(source.path, getattr(node, "lineno", 1), f"{name} has no docstring")


def catch_alls(source: Source) -> Iterator[Finding]:
    """Find a handler that swallows every exception, named by the function around it."""
    for name, handler in _handlers(source.tree, ""):
        caught = [handler.type] if not isinstance(handler.type, ast.Tuple) else handler.type.elts
        everything = any(each is None or _last(each) in CATCH_ALL for each in caught)
        if everything and not _raises(handler):
            yield Finding(source.path, handler.lineno, f"{name or 'the module'} catches everything")


def _raises(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler only tidies up or translates: it always ends by raising."""
    leaving = (ast.Return, ast.Continue, ast.Break)
    leaves = any(isinstance(node, leaving) for node in ast.walk(handler))
    return isinstance(handler.body[-1], ast.Raise) and not leaves


def _handlers(node: ast.AST, name: str) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ExceptHandler):
            yield name, child
        scope = [name, child.name] if isinstance(child, Scope) else [name]
        yield from _handlers(child, ".".join(filter(None, scope)))


def left_out_tests(source: Source) -> Iterator[Finding]:
    """Find a test that may be left out or may fail."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in LEAVING_OUT:
            if _first(node) in {"pytest", "unittest", "self"}:
                yield Finding(source.path, node.lineno, f"{node.attr} leaves a test out")
        elif isinstance(node, ast.ImportFrom) and node.module in {"pytest", "unittest"}:
            for name in LEAVING_OUT.intersection(alias.name for alias in node.names):
                yield Finding(source.path, node.lineno, f"{name} leaves a test out")


def unnamed_limits(source: Source) -> Iterator[Finding]:
    """Find a wait or a bound written as a bare number, and a queue without a bound."""
    if not source.is_product:
        return
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        name = _last(node.func)
        if name in WAITING and any(map(_is_number, node.args)):
            yield Finding(source.path, node.lineno, f"{name} waits for a number without a name")
        if name in QUEUES and not node.args and not node.keywords:
            yield Finding(source.path, node.lineno, f"{name} has no bound")
        for keyword in node.keywords:
            if _is_limit(keyword.arg or "") and _is_number(keyword.value):
                what = f"{keyword.arg} is a number without a name"
                yield Finding(source.path, node.lineno, what)


def _is_limit(name: str) -> bool:
    return name.endswith(LIMITS)


def _is_number(node: ast.expr) -> bool:
    """Tell whether it is a written number; nought and one say what they are."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
        return False
    return isinstance(node.value, int | float) and node.value not in {0, 1}


def _last(node: ast.AST | None) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _first(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return getattr(node, "id", "")
