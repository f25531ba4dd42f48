"""The project as the checks see it: its sources, its services, its texts and its entry points."""

import ast
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from libs.common import texts as words
from tests.architecture.tidy.source import ROOT, Source, read_sources


@cache
def sources() -> tuple[Source, ...]:
    """List every Python file."""
    return tuple(read_sources())


def product() -> list[Source]:
    """List the files that are shipped."""
    return [source for source in sources() if source.is_product]


def tests() -> list[Source]:
    """List the files of the tests."""
    return [source for source in sources() if source.is_test]


def services() -> list[str]:
    """List the services."""
    return sorted(path.parent.name for path in (ROOT / "services").glob("*/__init__.py"))


def room(service: str, name: str) -> list[Source]:
    """List the files of one room of a service."""
    inside = f"services/{service}/{name}"
    return [
        source for source in sources() if source.path.startswith((f"{inside}/", f"{inside}.py"))
    ]


def texts() -> dict[str, words.Texts]:
    """Read the texts of each language."""
    return {language: words.texts(language) for language in words.LANGUAGES}


def entry_points() -> list[str]:
    """List what is started by name, what the tests stand on, and rooms that may be empty."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    scripts = [target.partition(":")[0] for target in project["scripts"].values()]
    mains = [f"services.{service}.main" for service in services()]
    testing = [
        source.module for source in sources() if source.path.startswith("libs/common/testing/")
    ]
    rooms = [f"services.{service}.reactions" for service in services()]
    return [*scripts, *programs(), *mains, *testing, *rooms]


def programs() -> list[str]:
    """List the files that do something when they are run, tools and benches among them."""
    return [
        source.module
        for source in sources()
        if not source.is_test and any(map(_runs, source.tree.body))
    ]


def _runs(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)


def second_arguments(files: Iterable[Source], function: str) -> dict[str, str]:
    """List what stands second in each call of `function`, by what stands first."""
    return {
        str(ast.literal_eval(node.args[0])): ast.unparse(node.args[1])
        for source in files
        for node in source.nodes
        if isinstance(node, ast.Call) and len(node.args) > 1
        if isinstance(node.func, ast.Name) and node.func.id == function
        if isinstance(node.args[0], ast.Constant)
    }
