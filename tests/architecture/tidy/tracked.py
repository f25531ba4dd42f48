"""Tracked files: nothing of the machine they were written on, no registry's address."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tidy.source import ROOT, Finding

# Written so that a search for these does not find this file.
REGISTRY = re.compile(
    r"\bpypi[.]org|pythonhosted[.]org|npmjs[.](?:org|com)|repo1?[.]maven[.]"
    r"|https?://[^/\s\"'<>]*(?:pypi|npm|maven|artifactory|nexus|registry|mirror)[^/\s\"'<>]*/"
    r"|--(?:extra-)?index-url[= ]|\bindex-url\s*="
)
MACHINE = re.compile(r"(?<![\w.$}])/(?:hom[e]|User[s]|roo[t]|wor[k])/\w|[A-Z]:\\\\?User[s]")
ADDRESS = re.compile(r"https?://(?!127[.]|0[.]0[.]0[.]0)\d+[.]\d+[.]\d+[.]\d+")
UNWANTED = frozenset({"uv.lock", "poetry.lock", "Pipfile.lock", ".env", "pip.conf", ".pypirc"})
TEXT_BYTES_MAX = 2_000_000


def traces(path: str, text: str) -> Iterator[Finding]:
    """Find a registry's address, a path of somebody's machine, or a file nobody wants."""
    if path.rsplit("/", 1)[-1] in UNWANTED:
        yield Finding(path, 1, "this file is not kept")
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in (("registry", REGISTRY), ("machine", MACHINE), ("address", ADDRESS)):
            if match := pattern.search(line):
                yield Finding(path, number, f"{what}: {match[0]}")


def tracked_texts(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Read every text that is or would be committed."""
    for name in sorted(_tracked(root)):
        path = root / name
        if path.is_file() and path.stat().st_size < TEXT_BYTES_MAX:
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8", "replace")


def _tracked(root: Path) -> set[str]:
    """List what git keeps or would keep; where there is no git, what is not hidden."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(listing, cwd=root, check=True, capture_output=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        found = (path.relative_to(root) for path in root.rglob("*"))
        return {path.as_posix() for path in found if not path.as_posix().startswith(".")}
    return set(names.decode().split("\0")) - {""}
