"""The command line: a table of contents of its sub-commands, each in a file of its own."""

import typer

from lianxun.cli.local import local_app


def root_app() -> typer.Typer:
    """Every command there is."""
    app = typer.Typer(
        name="lianxun",
        help="Linked inspections, event by event.",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
        rich_markup_mode=None,  # plain help comes up in two thirds of the time
    )
    app.callback()(lambda: None)
    app.add_typer(local_app, name="local")
    return app


def main() -> None:
    """Run the command line."""
    root_app()()
