"""`lianxun events|stream|state|verify`: reading a site's history through its operator API."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from lianxun.cli.difference import versions_of, write_difference
from lianxun.cli.errors import MISMATCH, USAGE, CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, write_rows
from lianxun.cli.sites import HOME, Home

Site = Annotated[str | None, typer.Option(help="The site; searched for when it is left out.")]
Service = Annotated[str, typer.Option(help="The service.")]
AsOf = Annotated[
    str | None, typer.Option(help="A day (its end, Asia/Shanghai) or a moment with its offset.")
]

EVENT_COLUMNS = ("position", "recorded_at", "stream", "version", "type", "role")


def events(
    *,
    site: Annotated[str, typer.Option(help="The site.")],
    service: Service,
    after: Annotated[int, typer.Option(help="Begin behind this position.")] = 0,
    type_: Annotated[str | None, typer.Option("--type", help="Only this stored name.")] = None,
    stream: Annotated[str | None, typer.Option(help="Only this stream.")] = None,
    follow: Annotated[bool, typer.Option(help="Stay, and show what comes.")] = False,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """List a service's log in position order; `--follow` writes a line an event until Ctrl-C."""
    from lianxun.sites.history import followed, logged

    wanted = {"type": type_, "stream": stream}
    with errors_told():
        if not follow:
            rows = _filtered(logged(home, site, service, after), wanted)
            write_rows(rows, EVENT_COLUMNS, output)
            return
        for row in _filtered(followed(home, site, service, after), wanted):
            write_rows([row], EVENT_COLUMNS, Form.JSONL)


def stream(
    name: Annotated[str, typer.Argument(help="A stream, such as issue-….")],
    *,
    as_of: AsOf = None,
    diff: Annotated[
        str | None, typer.Option(help="Two versions, such as 3..7: what changed between them.")
    ] = None,
    site: Site = None,
    service: Annotated[str | None, typer.Option(help="The service; its kind tells.")] = None,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """List what happened to one stream, or what changed in it between two versions."""
    from lianxun.sites.history import one_stream, two_versions

    with errors_told():
        if diff is None:
            found = one_stream(home, name, site, as_of, service=service)
            write_rows(found["events"], (*EVENT_COLUMNS, "content"), output)
            return
        if as_of is not None:
            raise CommandFailed("--diff and --as-of do not go together.", USAGE)
        span = versions_of(diff)
        before, after = two_versions(home, name, span, site=site, service=service)
        write_difference(before, after, span, output)


def state(
    name: Annotated[str, typer.Argument(help="A stream, such as item-….")],
    *,
    as_of: AsOf = None,
    site: Site = None,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """Show what one stream folds to, now or as of then."""
    from lianxun.sites.history import one_stream

    with errors_told():
        found = one_stream(home, name, site, as_of)
        last = found["events"][-1]
        known = {"site": last["site"], "stream": name, "version": last["version"]}
        if output is Form.TABLE:
            shown = {**known, "recorded_at": last["recorded_at"], **found["state"]}
            pairs = [{"field": field, "value": value} for field, value in shown.items()]
            write_rows(pairs, ("field", "value"), output)
        else:
            write_rows([{**known, "state": found["state"]}], (), output)


def verify(
    site: Annotated[str, typer.Option(help="The site.")],
    service: Service,
    home: Home = HOME,
    output: FormOption = Form.TABLE,
) -> None:
    """Read a whole log and check every hash, link and number up to the root that it states."""
    from lianxun.sites.verification import verified

    with errors_told():
        result = verified(home, site, service)
        write_rows([result], tuple(result), output)
        if result["fault"]:
            raise CommandFailed(f"the log is not what it states: {result['fault']}", MISMATCH)


def _filtered(
    rows: Iterator[dict[str, Any]], wanted: dict[str, str | None]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        if all(value is None or row[name] == value for name, value in wanted.items()):
            yield row
