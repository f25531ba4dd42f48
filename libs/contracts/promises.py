"""Promises: the shape of every published name as it once was, and what breaks it now.

The golden schemas lie beside this file; each is written once and never again.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from libs.contracts.compatibility import breaches, schema_of
from libs.contracts.registry import Registry

FOLDER: Final = Path(__file__).parent / "schemas"
PUBLIC: Final = ".public"
"""Marks the file of what other departments are given."""


def shapes(registry: Registry) -> dict[str, type]:
    """Give the shape of every published name, by the file that keeps its golden schema."""
    lines = [(f"{service}/{line.name}", line) for service, line in registry.lines()]
    told = {f"{file}.json": line.event for file, line in lines}
    disclosed = {f"{file}{PUBLIC}.json": line.public for file, line in lines if line.public}
    return told | disclosed


def broken(registry: Registry, folder: Path = FOLDER) -> Iterator[str]:
    """Name what is not kept: `<service> <event>: <field>: <what>`."""
    present = shapes(registry)
    promised = {file.relative_to(folder).as_posix() for file in folder.rglob("*.json")}
    for file in sorted(promised | present.keys()):
        if file not in present:
            yield f"{_name(file)}: withdrawn"
        elif file not in promised:
            yield f"{_name(file)}: promised by no golden schema yet"
        else:
            golden = json.loads((folder / file).read_text(encoding="utf-8"))
            found = breaches(golden, schema_of(present[file]))
            yield from (f"{_name(file)}: {breach}" for breach in found)


def _name(file: str) -> str:
    service, _, event = file.removesuffix(".json").partition("/")
    return f"{service} {event.removesuffix(PUBLIC)}{' as published' if PUBLIC in event else ''}"


def write_missing(registry: Registry, folder: Path = FOLDER) -> list[Path]:
    """Write the golden schemas that are not there; what is there is left as it is."""
    wanted = {folder / file: event for file, event in shapes(registry).items()}
    missing = {file: event for file, event in wanted.items() if not file.exists()}
    for file, event in missing.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(schema_of(event), ensure_ascii=False, indent=1)
        file.write_text(written + "\n", encoding="utf-8")
    return list(missing)
