"""How `lianxun local` answers: data on stdout, the rest on stderr, an exit code by trouble."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import TypeAlias

import typer

from lianxun.local.errors import (
    JarMismatchError,
    LocalServerError,
    PortTakenError,
    StillRunningError,
)

Answer: TypeAlias = Mapping[str, str | int | bool | None]

EXIT_FAILED = 1
EXIT_CODES: Mapping[type[LocalServerError], int] = {
    StillRunningError: 4,
    PortTakenError: 4,
    JarMismatchError: 6,
}


class Output(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"


def write(answer: Answer, output: Output) -> None:
    """Write one answer to stdout."""
    if output is Output.JSON:
        typer.echo(json.dumps(answer))
        return
    width = max(map(len, answer))
    for name, value in answer.items():
        typer.echo(f"{name:<{width}}  {'-' if value is None else value}")


def tell(what: str) -> None:
    """Say on stderr how it goes."""
    typer.echo(what, err=True)


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn an expected trouble into a message and an exit code; a defect still shows its stack."""
    try:
        yield
    except LocalServerError as error:
        tell(str(error))
        raise typer.Exit(EXIT_CODES.get(type(error), EXIT_FAILED)) from error
