"""The command line: a table of contents of its commands, each in a file of its own."""

import typer

from lianxun.cli import history, sites, upkeep
from lianxun.cli.contracts import contracts_app
from lianxun.cli.doctor import doctor
from lianxun.cli.local import local_app
from lianxun.cli.parked import parked_app
from lianxun.cli.scenario import scenario_app
from lianxun.cli.trace import trace


def root_app() -> typer.Typer:
    """Every command there is."""
    app = typer.Typer(
        name="lianxun",
        help="Linked inspections, event by event.",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
    )
    app.callback()(lambda: None)
    for command in (
        *(sites.up, sites.down, sites.status, sites.serve, sites.migrate, sites.token),
        *(upkeep.maintain, upkeep.open_epoch),
        *(history.events, history.stream, history.state, history.verify, trace, doctor),
    ):
        app.command()(command)
    app.add_typer(scenario_app, name="scenario")
    app.add_typer(parked_app, name="parked")
    app.add_typer(contracts_app, name="contracts")
    app.add_typer(local_app, name="local")
    return app


def main() -> None:
    """Run the command line; what is logged goes to stderr, for stdout is for answers."""
    from libs.common.logging import configure

    configure("WARNING", for_good=False)
    root_app()()
