"""`lianxun local`: the embedded servers on their own, with the same verbs for each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianxun.cli.local_answer import Answer, Output, errors_told, write

if TYPE_CHECKING:
    from types import ModuleType

Home = Annotated[Path, typer.Option(envvar="LIANXUN_HOME", help="The folder for all their data.")]
Form = Annotated[Output, typer.Option("-o", "--output", help="How the answer is written.")]
Listen = Annotated[str, typer.Option("--listen", help="The address to listen on.")]
Port = Annotated[int | None, typer.Option(help="A fixed port instead of a chosen one.")]
Advertise = Annotated[str | None, typer.Option(help="Kafka: the HOST:PORT that clients are told.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting of the server.")
]
Foreground = Annotated[bool, typer.Option("--foreground", help="Stay, and stop it at the end.")]
Execute = Annotated[bool, typer.Option("--execute", help="Do it; without this, only the plan.")]

HOME = Path(".lianxun")
LOOPBACK = "127.0.0.1"
