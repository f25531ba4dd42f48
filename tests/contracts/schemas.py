"""Golden schemas: the shape of every published name as it once was; written once, never again.

`python -m tests.contracts.schemas` writes those that are missing.
"""

import json
from pathlib import Path
from typing import Final

from libs.contracts.compatibility import schema_of
from libs.contracts.registry import load

FOLDER: Final = Path(__file__).parent / "schemas"


def shapes() -> dict[Path, type]:
    """Give the shape of every published name, by the file that keeps its golden schema."""
    lines = [(FOLDER / service / line.name, line) for service, line in load().lines()]
    told = {Path(f"{file}.json"): line.event for file, line in lines}
    disclosed = {Path(f"{file}.public.json"): line.public for file, line in lines if line.public}
    return {**told, **disclosed}


def write_missing() -> None:
    """Write the golden schemas that are not there; what is there is left as it is."""
    for file, event in shapes().items():
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            written = json.dumps(schema_of(event), ensure_ascii=False, indent=1)
            file.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_missing()
