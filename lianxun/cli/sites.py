"""`lianxun up|down|status|serve|migrate|token`: the three sites of a trial, and any one process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from lianxun.cli.errors import CONFLICT, USAGE, CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, tell, write_rows

Home = Annotated[Path, typer.Option(envvar="LIANXUN_HOME", help="The folder for all local data.")]
HOME = Path(".lianxun")


def up(home: Home = HOME, output: FormOption = Form.TABLE) -> None:
    """Start PostgreSQL, Kafka and the three linked sites, unless they run."""
    from lianxun.sites.trial import Trial

    with errors_told():
        trial = Trial(home, report=tell)
        trial.up()
        write_rows(_addresses(trial), ("site", "level", "address"), output)


def down(home: Home = HOME) -> None:
    """Stop the three sites, Kafka and PostgreSQL; their data stays."""
    from lianxun.sites.trial import Trial

    with errors_told():
        Trial(home, report=tell).down()


def status(home: Home = HOME, output: FormOption = Form.TABLE) -> None:
    """Show where the logs of the running sites stand: positions, roots, lags, parked keys."""
    from lianxun.sites.overview import overview

    with errors_told():
        columns = ("site", "service", "position", "root", "appender", "relay", "lag", "parked")
        write_rows(overview(home), columns, output)


def serve(
    which: Annotated[str, typer.Argument(help="A service's name, or `all`.")],
    *,
    port: Annotated[int, typer.Option(envvar="LIANXUN_PORT")] = 8080,
    address: Annotated[str, typer.Option("--listen", envvar="LIANXUN_LISTEN")] = "127.0.0.1",
    roles: Annotated[str, typer.Option(envvar="LIANXUN_ROLES", help="Comma separated.")] = "",
    state: Annotated[Path | None, typer.Option(help="Names the process for `up`.")] = None,
) -> None:
    """Run one service, or a site's four, in the foreground; settings come from the environment."""
    del state
    from lianxun.serving import run
    from libs.common.hosting.clocks import SimulatedClockRefused

    with errors_told():
        try:
            run(which, roles, address=address, port=port)
        except SimulatedClockRefused as refused:
            raise CommandFailed(str(refused), USAGE) from refused


def migrate(
    which: Annotated[str, typer.Argument(help="A service's name, or `all`.")] = "all",
    output: FormOption = Form.TABLE,
) -> None:
    """Make the databases of a site and apply what is missing, as the owner."""
    from asyncpg import PostgresError

    from lianxun.serving import migrate_databases
    from libs.common.store.migrate import MigrationMismatch

    with errors_told():
        try:
            applied = migrate_databases(which)
        except MigrationMismatch as mismatch:
            raise CommandFailed(str(mismatch), CONFLICT) from mismatch
        except (OSError, PostgresError) as failed:
            raise CommandFailed(f"PostgreSQL cannot be used: {failed}") from failed
        write_rows(applied, ("service", "migration"), output)


def token(
    *,
    site: Annotated[str, typer.Option(help="The site it is for.")],
    role: Annotated[list[str], typer.Option(help="A role held; may be repeated.")],
    body: Annotated[str, typer.Option(help="The body for which the actor acts.")],
    actor: Annotated[str, typer.Option(help="An opaque reference, never a name.")] = "a-local",
    unit: Annotated[str | None, typer.Option(help="The unit, for the role `unit`.")] = None,
    hours: Annotated[float, typer.Option(min=0.01)] = 12,
    home: Home = HOME,
) -> None:
    """Sign a token with the local key, which is made if there is none."""
    from lianxun.sites.keys import LocalKeys
    from libs.common.auth.claims import Claims
    from libs.common.clock import utc_now

    keys = LocalKeys(home / "keys")
    keys.ensure()
    claims = Claims(actor=actor, roles=tuple(role), body=body, site=site, unit=unit)
    typer.echo(keys.token(claims, utc_now(), hours))


def _addresses(trial: Any) -> Iterable[dict[str, Any]]:  # noqa: ANN401 - loaded late
    from lianxun.sites.plan import TRIAL_SITES

    for plan in TRIAL_SITES:
        address = trial.site(plan).address
        yield {"site": plan.site, "level": plan.level, "address": address}
