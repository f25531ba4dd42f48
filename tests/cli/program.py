"""The command line, run in this process."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from typer.testing import CliRunner

from lianxun.cli import root_app

NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*words: str, home: Path | None = None, settings: Mapping[str, str] = NONE) -> Ended:
    """Run a command without any settings but these; a defect shows as itself."""
    given: dict[str, str | None] = {n: None for n in os.environ if n.startswith("LIANXUN_")}
    given |= settings if home is None else {"LIANXUN_HOME": str(home), **settings}
    result = CliRunner().invoke(root_app(), list(words), env=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)
