"""The import contracts, run over changed copies of the tree, all in one other process.

It has to be another one, because the contracts are checked on the packages that a process would
import; run as a program, this file is that process.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from importlinter.cli import lint_imports

ROOT: Final = Path(__file__).parents[2]
VERDICT: Final = re.compile(r"^(.+) (KEPT|BROKEN)$", re.MULTILINE)
TURN: Final = "turn: "

Change = Mapping[str, str | None]
"""Lines to add to files, which may be new; None takes a file away."""


class Verdict(NamedTuple):
    """What import-linter says of a tree: which contracts hold, which do not, all of its words."""

    broken: frozenset[str]
    kept: frozenset[str]
    words: str


def verdicts(tree: Path, changes: Mapping[str, Change]) -> dict[str, Verdict]:
    """Lint the tree once for each change, each time without the others."""
    answer = subprocess.run(  # noqa: S603
        [sys.executable, __file__],
        input=json.dumps(changes),
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not answer.returncode, answer.stderr
    turns = re.split(rf"^{TURN}(.*)$", answer.stdout, flags=re.MULTILINE)[1:]
    return {name: _verdict(words) for name, words in zip(turns[::2], turns[1::2], strict=True)}


def _verdict(words: str) -> Verdict:
    said = VERDICT.findall(words)
    broken = frozenset(name for name, verdict in said if verdict == "BROKEN")
    return Verdict(broken, frozenset(name for name, _ in said) - broken, words)


def _take_turns(changes: Mapping[str, Change]) -> None:
    config = str(ROOT / "pyproject.toml")
    for name, change in changes.items():
        before = {path: _text(Path(path)) for path in change}
        sys.stdout.write(f"{TURN}{name}\n")
        for path, lines in change.items():
            _write(Path(path), None if lines is None else f"{before[path] or ''}\n{lines}\n")
        lint_imports(config_filename=config, no_cache=True, no_logo=True)
        for path, text in before.items():
            _write(Path(path), text)


def _text(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.write_text(text)


if __name__ == "__main__":
    _take_turns(json.load(sys.stdin))
