"""The register as it lies in memory: read from the data files once, on first use."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from libs.common.divisions.division import Division, Level

DIVISIONS_FILE: Final = "jiangxi.csv"
CHANGES_FILE: Final = "code_changes.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every division by its code and by its parent, and which code followed which."""

    by_code: Mapping[str, tuple[Division, ...]]
    by_parent: Mapping[str, tuple[Division, ...]]
    successors: Mapping[str, str]
    predecessors: Mapping[str, str]


@cache
def register() -> Register:
    """Read the data files beside this module."""
    divisions = [_division(row) for row in _rows(DIVISIONS_FILE)]
    followed = {row["old_code"]: row["new_code"] for row in _rows(CHANGES_FILE)}
    return Register(
        by_code=_grouped((row.code, row) for row in divisions),
        by_parent=_grouped((row.parent, row) for row in divisions if row.parent),
        successors=followed,
        predecessors={new: old for old, new in followed.items()},
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _division(row: Mapping[str, str]) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        level=Level(row["level"]),
        parent=row["parent"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _grouped(pairs: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    """Keep the order of the file: by code, then oldest first."""
    groups: defaultdict[str, list[Division]] = defaultdict(list)
    for key, division in pairs:
        groups[key].append(division)
    return {key: tuple(group) for key, group in groups.items()}
