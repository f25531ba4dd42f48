"""What a file imports, wherever in it, by full names."""

import ast
from collections.abc import Iterator

from tests.architecture.tidy.source import Source


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """List the modules that a file imports from."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, _absolute(source, node)


def named(source: Source) -> Iterator[str]:
    """List everything that a file imports or names in a text: modules, and what may be one."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(source, node)
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    kept = package[: len(package) - node.level + (1 if source.is_package else 0)]
    return ".".join([*kept, *filter(None, [node.module])])
