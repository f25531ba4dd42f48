"""`lianxun parked ls|redrive`: what could not be handled, and handling it again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from lianxun.cli.errors import NOT_FOUND, CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, write_record, write_rows
from lianxun.cli.sites import HOME, Home

Site = Annotated[str, typer.Option(help="The site.")]
Service = Annotated[str, typer.Option(help="The service.")]

COLUMNS = ("reaction", "topic", "stream", "rows", "cause", "detail", "attempts")

parked_app = typer.Typer(no_args_is_help=True, help="Records that wait because they failed.")


@parked_app.command("ls")
def list_streams(
    *, site: Site, service: Service, home: Home = HOME, output: FormOption = Form.TABLE
) -> None:
    """List the streams that wait, with the cause of the first record of each."""
    with errors_told():
        write_rows(_streams(home, site, service), COLUMNS, output)


@parked_app.command()
def redrive(
    stream: Annotated[str, typer.Argument(help="The stream, as `ls` names it.")],
    *,
    site: Site,
    service: Service,
    across_gap: Annotated[
        bool, typer.Option("--across-gap", help="Accept that records are missing for good.")
    ] = False,
    execute: Annotated[bool, typer.Option("--execute", help="Do it; without, show it.")] = False,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """Handle a stream's records again, in order, up to the first that fails again."""
    with errors_told():
        waiting = [row for row in _streams(home, site, service) if row["stream"] == stream]
        if not waiting:
            raise CommandFailed(f"nothing of {stream} waits there.", NOT_FOUND)
        if not execute:
            write_rows(waiting, COLUMNS, output)
            return
        for row in waiting:
            write_record(_redriven(home, site, service, row, across_gap=across_gap), output)


def _streams(home: Path, site: str, service: str) -> list[dict[str, Any]]:
    from lianxun.sites.history import known_plan
    from lianxun.sites.overview import ask_site

    with ask_site(home, known_plan(site)) as client:
        rows: list[dict[str, Any]] = client.get(f"/operator/{service}/parked")["streams"]
    return rows


def _redriven(
    home: Path,
    site: str,
    service: str,
    row: dict[str, Any],
    *,
    across_gap: bool,
) -> dict[str, Any]:
    from lianxun.sites.overview import ask_site
    from lianxun.sites.plan import plan_of

    asked = {name: row[name] for name in ("reaction", "topic", "stream")}
    with ask_site(home, plan_of(site)) as client:
        answer = client.post(
            f"/operator/{service}/parked/redrive", {**asked, "across_gap": across_gap}
        )
    return {**asked, **answer}
