"""How answers are written: rows as a table, as one JSON value, or as a JSON object a line."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import orjson
import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH_OFF_TERMINAL: Final = 160


class Form(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


FormOption = Annotated[Form, typer.Option("-o", "--output", help="How the answer is written.")]


def tell(what: str) -> None:
    """Say on stderr how it goes."""
    typer.echo(what, err=True)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: Form) -> None:
    """Write rows to stdout; only a table leaves out what is not in `columns`."""
    match form:
        case Form.JSON:
            typer.echo(_dump(list(rows)))
        case Form.JSONL:
            for row in rows:
                typer.echo(_dump(row))
        case Form.TABLE:
            _table(list(rows), columns)


def write_record(record: Mapping[str, Any], form: Form) -> None:
    """Write one thing to stdout: a field a line, or one JSON object."""
    if form is not Form.TABLE:
        typer.echo(_dump(record))
        return
    width = max(map(len, record))
    for name, value in record.items():
        typer.echo(f"{name:<{width}}  {_cell(value)}")


def write_tree(tree: "RenderableType") -> None:
    """Draw a tree on stdout."""
    _console().print(tree)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    _console().print(table)


def _console() -> "Console":
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH_OFF_TERMINAL)


def _cell(value: object) -> str:
    match value:
        case None:
            return "-"
        case str():
            return value
        case _:
            return _dump(value)


def _dump(value: object) -> str:
    return orjson.dumps(value, default=str).decode()
