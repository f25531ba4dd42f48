"""Reading local sites' history: a log page by page, one stream wherever it is."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

import orjson

from lianxun.cli.errors import NOT_FOUND, USAGE, CommandFailed
from lianxun.serving import SERVICES
from lianxun.sites.client import Refused
from lianxun.sites.overview import ask_site, running
from lianxun.sites.plan import SitePlan, plan_of
from libs.common.store.site import site as site_aggregate

FOLLOW_SECONDS: Final = 0.3
LOCAL_ZONE: Final = ZoneInfo("Asia/Shanghai")
DAY_LENGTH: Final = len("2026-04-01")


def logged(home: Path, site: str, service: str, after: int) -> Iterator[dict[str, Any]]:
    """Give the events of a log that follow a position."""
    for row in raw_log(home, site, service, after):
        content = None if row["data"] is None else orjson.loads(row["data"])
        yield {**orjson.loads(row["header"]), "content": content}


def raw_log(home: Path, site: str, service: str, after: int = 0) -> Iterator[dict[str, Any]]:
    """Give the rows of a log as they are stored."""
    with ask_site(home, known_plan(site)) as client:
        while rows := client.get(f"/operator/{service}/log", after=after)["rows"]:
            yield from rows
            after = rows[-1]["position"]


def followed(home: Path, site: str, service: str, after: int) -> Iterator[dict[str, Any]]:
    """Give the events of a log, then those that come, for ever."""
    while True:
        for event in logged(home, site, service, after):
            yield event
            after = event["position"]
        time.sleep(FOLLOW_SECONDS)


def one_stream(
    home: Path,
    name: str,
    site: str | None,
    as_of: str | None = None,
    *,
    service: str | None = None,
) -> dict[str, Any]:
    """Find a stream, by its kind and site, as of a moment; raises CommandFailed."""
    when = {"as_of": end_of(as_of)} if as_of else {}
    return _stream(home, name, site, owner_of(name, service), when)


def two_versions(
    home: Path, name: str, span: range, *, site: str | None, service: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Find a stream as it was at two versions, the first may be 0; raises CommandFailed."""
    owner = owner_of(name, service)
    later = _stream(home, name, site, owner, {"as_of": str(span.stop)})
    last = later["events"][-1]
    if last["version"] < span.stop:
        message = f"--diff: {name} has no version {span.stop}, its last one is {last['version']}."
        raise CommandFailed(message, USAGE)
    if span.start == 0:
        return {**later, "state": None, "events": []}, later
    return _stream(home, name, last["site"], owner, {"as_of": str(span.start)}), later


def owner_of(stream: str, service: str | None) -> str:
    """Name the service whose stream it is; raises CommandFailed."""
    kind = stream.partition("-")[0]
    owners = [each.name for each in SERVICES if any(a.kind == kind for a in each.aggregates)]
    if kind == site_aggregate.kind:
        owners = [each.name for each in SERVICES]
    if not owners:
        raise CommandFailed(f"no service has streams of the kind {kind!r}.", USAGE)
    if service is not None and service not in owners:
        message = f"--service: {service!r} has no streams of the kind {kind!r}."
        raise CommandFailed(message, USAGE)
    return service or owners[0]


def _stream(
    home: Path, name: str, site: str | None, owner: str, when: dict[str, str]
) -> dict[str, Any]:
    for plan in [known_plan(site)] if site else reversed(running(home)):
        with ask_site(home, plan) as client:
            try:
                path = f"/operator/{owner}/streams/{quote(name, safe='')}"
                return client.get(path, **when)
            except Refused as refused:
                if refused.code != "not_found":
                    raise
    then = " then" if when else ""
    raise CommandFailed(f"no running site has a stream {name}{then}.", NOT_FOUND)


def end_of(moment: str) -> str:
    """Give a moment with its offset: a day means its end in Asia/Shanghai."""
    try:
        given = datetime.fromisoformat(moment)
        if len(moment) == DAY_LENGTH:
            given += timedelta(days=1) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        raise CommandFailed(f"{moment!r} is no day and no moment.", USAGE) from None
    return (given if given.tzinfo else given.replace(tzinfo=LOCAL_ZONE)).isoformat()


def known_plan(site: str) -> SitePlan:
    """Find a site's plan; raises CommandFailed."""
    try:
        return plan_of(site)
    except LookupError:
        raise CommandFailed(f"{site!r} is no site of this trial.", NOT_FOUND) from None
