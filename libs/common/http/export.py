"""Exports of lists: CSV for spreadsheets, JSON lines for programs."""

import csv
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from enum import Enum
from io import StringIO
from typing import Any, Final

import orjson

from libs.common.decider import frozen

# A spreadsheet reads UTF-8 only behind this mark.
BYTE_ORDER_MARK: Final = "\ufeff"
# A cell that begins with one of these would be run as a formula; where people write Chinese, also
# with one of the last four, which are as wide as their letters.
FORMULA_STARTS: Final = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")


@frozen
class Format:
    """One form of an export."""

    suffix: str
    media_type: str
    head: Callable[[Sequence[str]], str]
    line: Callable[[Sequence[str], Any], str]


async def exported(form: Format, row: type, rows: AsyncIterator[Any]) -> AsyncIterator[str]:
    """Write rows in a form, the head first."""
    names = [field.name for field in fields(row)]
    yield form.head(names)
    async for each in rows:
        yield form.line(names, each)


def _csv_line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case datetime():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
        case tuple():
            return " ".join(map(_cell, value))
        case _:
            return str(value)


FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format(
        suffix="csv",
        media_type="text/csv; charset=utf-8",
        head=lambda names: BYTE_ORDER_MARK + _csv_line(names),
        line=lambda names, row: _csv_line([_cell(getattr(row, name)) for name in names]),
    ),
    "jsonl": Format(
        suffix="jsonl",
        media_type="application/x-ndjson",
        head=lambda _: "",
        line=lambda _, row: orjson.dumps(row).decode() + "\n",
    ),
}
