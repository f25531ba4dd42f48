"""`lianxun local`: the embedded servers on their own, with the same verbs for each."""

import signal
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianxun.cli.errors import errors_told
from lianxun.cli.output import Form, FormOption, write_record
from lianxun.local.errors import LocalServerError, MissingPackageError
from lianxun.local.home import local_home

if TYPE_CHECKING:
    from lianxun.local.server import LocalServer

Home = Annotated[
    Path | None, typer.Option(help="The folder for all data (LIANXUN_HOME, or .lianxun)")
]
Address = Annotated[str, typer.Option("--listen", help="The address to listen on.")]
Port = Annotated[int | None, typer.Option(help="A fixed port instead of a chosen one.")]
Advertise = Annotated[str | None, typer.Option(help="Kafka: the HOST:PORT that clients are told.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting of the server.")
]
Foreground = Annotated[bool, typer.Option("--foreground", help="Stay, and stop it at the end.")]
Execute = Annotated[bool, typer.Option("--execute", help="Do it; without this, show the plan.")]

LOOPBACK = "127.0.0.1"


def server_app(name: str, title: str) -> typer.Typer:
    """The verbs of one server."""
    app = typer.Typer(no_args_is_help=True, help=f"An embedded {title}.")
    _add_start(app, name)
    _add_others(app, name)
    return app


def _add_start(app: typer.Typer, name: str) -> None:
    @app.command()
    def start(
        *,
        home: Home = None,
        listen: Address = LOOPBACK,
        port: Port = None,
        advertise: Advertise = None,
        settings: Settings = None,
        foreground: Foreground = False,
        output: FormOption = Form.TABLE,
    ) -> None:
        """Start the server unless it runs already."""
        with errors_told():
            server = _server(name, home, listen, port, advertise=advertise, settings=settings or ())
            (_start_and_stay if foreground else _start)(server, output)


def _add_others(app: typer.Typer, name: str) -> None:
    @app.command()
    def stop(home: Home = None, output: FormOption = Form.TABLE) -> None:
        """Stop the server."""
        with errors_told():
            server = _server(name, home)
            server.stop()
            write_record(asdict(server.status()), output)

    @app.command()
    def status(home: Home = None, output: FormOption = Form.TABLE) -> None:
        """Say whether the server runs, and where."""
        with errors_told():
            write_record(asdict(_server(name, home).status()), output)

    @app.command()
    def clean(
        *, home: Home = None, execute: Execute = False, output: FormOption = Form.TABLE
    ) -> None:
        """Remove the data of the server, which has to be stopped."""
        with errors_told():
            server = _server(name, home)
            if execute:
                server.clean()
            folder = str(server.folder)
            write_record({"server": name, "folder": folder, "removed": execute}, output)


def lock(output: FormOption = Form.TABLE) -> None:
    """Work out Kafka's jars anew and rewrite the committed list of them."""
    from lianxun.cli.local_work import lock_jars

    with errors_told():
        write_record(lock_jars(), output)


def fetch(output: FormOption = Form.TABLE) -> None:
    """Fetch Kafka's jars, so that a later start needs no network."""
    from lianxun.cli.local_work import fetch_jars

    with errors_told():
        write_record(fetch_jars(), output)


def _server(
    name: str,
    home: Path | None,
    listen: str = LOOPBACK,
    port: int | None = None,
    *,
    advertise: str | None = None,
    settings: Sequence[str] = (),
) -> "LocalServer":
    try:
        from lianxun.cli.local_work import build_server
    except ModuleNotFoundError as missing:
        raise MissingPackageError(str(missing.name)) from missing
    pairs = [setting.partition("=") for setting in settings]
    if wrong := [setting for setting in settings if "=" not in setting]:
        raise typer.BadParameter(wrong[0], param_hint="--set")
    named = {setting: value for setting, _, value in pairs}
    return build_server(
        name, home or local_home(), listen, port, advertise=advertise, settings=named
    )


def _start(server: "LocalServer", output: Form) -> None:
    server.start()
    write_record(asdict(server.status()), output)


def _start_and_stay(server: "LocalServer", output: Form) -> None:
    """Start the server and wait for its end or for a signal, as a container's only program."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        _start(server, output)
        server.watch()
    finally:
        server.stop()
    message = f"{server.name} ended by itself."
    raise LocalServerError(message)


def _leave(_number: int, _frame: object) -> None:
    raise typer.Exit


local_app = typer.Typer(no_args_is_help=True, help="Servers that run from wheels, on this machine.")
kafka_app = server_app("kafka", "Apache Kafka")
kafka_app.command()(lock)
kafka_app.command()(fetch)
local_app.add_typer(server_app("postgres", "PostgreSQL"), name="postgres")
local_app.add_typer(kafka_app, name="kafka")
