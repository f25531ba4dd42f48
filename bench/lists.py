"""First pages of long lists over HTTP, from a process in the reader's role, now and as of then.

The read models are filled by the projector that runs in a service, from generated events. Each list
is asked in every way that its own declaration allows: by each sort, by each filter, and both.
"""

import multiprocessing
import os
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from time import perf_counter
from typing import Final, NamedTuple

import uvloop

from bench.arguments import Arguments, arguments
from bench.http import Target, served
from bench.lists_filling import fill, told
from bench.lists_questions import Question, ask_often, asker, questions
from bench.report import Figure, note, percentile, show
from bench.servers import postgres, tell_durability
from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.plan import COUNTY
from libs.common.http.routes import ListRoute
from libs.common.logging import configure
from libs.common.service import Service
from libs.common.settings import PostgresSettings

LISTS: Final = (
    ("issues", "/issue-register"),
    ("rectification", "/ledger"),
    ("notifications", "/inbox"),
)
"""A list a line: its service and its path there."""

ROWS: Final = 100_000
ROWS_QUICK: Final = 4_000
CLIENTS: Final = 2
TIMES: Final = 50
TIMES_QUICK: Final = 5
NO_KAFKA: Final = "127.0.0.1:9"
"""A reader asks Kafka for nothing."""


class Listed(NamedTuple):
    """A list with its service."""

    service: Service
    route: ListRoute

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"/{self.service.name}{self.route.path}"


def listed() -> list[Listed]:
    """Find the lists in the tables of the services, those of one service together."""
    routes = {
        (service.name, route.path): Listed(service, route)
        for service in SERVICES
        for route in service.routes
        if isinstance(route, ListRoute)
    }
    return sorted((routes[name] for name in LISTS), key=attrgetter("service.name"))


async def prepare(dsn: str, lists: Sequence[Listed], size: int) -> None:
    """Fill what the lists show."""
    await tell_durability(dsn)
    await migrate_site(PostgresSettings.model_validate({"dsn": dsn}), COUNTY.site, SERVICES)
    entries = told()
    for _, members in groupby(lists, attrgetter("service.name")):
        same = list(members)
        wanted = [each.route.projection for each in same]
        await fill(dsn, same[0].service, entries, wanted, size)


async def measure(target: Target, times: int) -> dict[str, list[Question]]:
    """Ask every list in every way; give the questions by the read model's name."""
    found: dict[str, list[Question]] = {}
    for each in listed():
        client = await asker(target.address, target.token)
        sample = (await client.ask(f"{each.path}?limit=200"))["rows"]
        then = max(str(value) for row in sample for value in row.values() if _is_moment(value))
        await client.close()
        asked = questions(each.path, each.route, sample[len(sample) // 2], then)
        await ask_often(target.address, target.token, asked, clients=1, times=1)
        for question in asked:
            question.seconds.clear()
        await ask_often(target.address, target.token, asked, clients=CLIENTS, times=times)
        found[each.route.projection.name] = asked
    return found


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and value[10:11] == "T" and value[4:5] == "-"


def _measured(target: Target, times: int) -> dict[str, list[Question]]:
    return uvloop.run(measure(target, times))


def tell(found: dict[str, list[Question]], given: Arguments) -> None:
    """Show each list's figures: over all questions, and the p99 of the slowest one."""
    for name, asked in found.items():
        for question in asked:
            p50, p99 = (percentile(question.seconds, share) * 1000 for share in (0.5, 0.99))
            note(f"{p50:8.1f} {p99:8.1f} ms  {question.target}")
        everything = [seconds for question in asked for seconds in question.seconds]
        slowest = max(percentile(question.seconds, 0.99) for question in asked)
        shares = {"p50": percentile(everything, 0.5), "p99": percentile(everything, 0.99)}
        shares["slowest_p99"] = slowest
        figures = [
            Figure(name=f"list_{name}_{share}", value=seconds * 1000, unit="ms")
            for share, seconds in shares.items()
        ]
        show(figures, as_json=given.as_json)


def main() -> None:
    """Run the bench."""
    given, began = arguments(), perf_counter()
    configure("WARNING")
    os.environ.pop("LIANXUN_ROLES", None)
    with postgres() as dsn:
        uvloop.run(prepare(dsn, listed(), ROWS_QUICK if given.quick else ROWS))
        with (
            served(dsn, NO_KAFKA, "reader") as target,
            multiprocessing.get_context("spawn").Pool(1) as pool,
        ):
            times = TIMES_QUICK if given.quick else TIMES
            tell(pool.apply(_measured, (target, times)), given)
    note(f"took {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
