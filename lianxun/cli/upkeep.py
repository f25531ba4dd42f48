"""`lianxun maintain|open-epoch`: what the owner of the databases does now and then."""

from typing import Annotated

import typer

from lianxun.cli.errors import errors_told
from lianxun.cli.output import Form, FormOption, write_record, write_rows

Which = Annotated[str, typer.Argument(help="A service's name, or `all`.")]
Person = Annotated[str, typer.Option(help="An opaque reference, never a name.")]


def maintain(which: Which = "all", output: FormOption = Form.TABLE) -> None:
    """Make the partitions of the logs ahead; run it daily, as the owner."""
    from lianxun.serving import make_partitions

    with errors_told():
        write_rows(make_partitions(which), ("service", "partitions_made"), output)


def open_epoch(
    service: Annotated[str, typer.Argument(help="A service's name.")],
    *,
    reason: Annotated[str, typer.Option(help="Why the log cannot be refilled.")],
    opened_by: Person,
    confirmed_by: Person,
    execute: Annotated[bool, typer.Option("--execute", help="Do it; without, show it.")] = False,
    output: FormOption = Form.TABLE,
) -> None:
    """Let a log go on under the next epoch when it differs from its tape for good."""
    import asyncio

    from lianxun.epochs import Opening, open_epoch
    from lianxun.serving import chosen
    from libs.common.hosting import Environment

    opening = Opening(reason=reason, opened_by=opened_by, confirmed_by=confirmed_by)
    with errors_told():
        (found,) = chosen(service)
        work = open_epoch(found, Environment.read(), opening, execute=execute)
        write_record(asyncio.run(work), output)
