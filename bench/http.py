"""Commands through the real API: token, body, decide, append, answer, one log line each.

One service process with PostgreSQL, and 64 clients in a process of their own, each on one
connection, each command with a key and a stream of its own.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import uvloop

from bench.arguments import Arguments, arguments
from bench.http_client import Answers, drive
from bench.report import Figure, note, percentile, show
from bench.servers import HOME, kafka, postgres, tell_durability
from lianxun.local.engine import Wishes
from lianxun.serving import SERVICES, migrate_site
from lianxun.sites.keys import LocalKeys
from lianxun.sites.plan import COUNTY
from lianxun.sites.process import SiteServer
from libs.common.auth.claims import Claims
from libs.common.clock import utc_now
from libs.common.settings import PostgresSettings

CLIENTS = 64
SECONDS = 8.0
WARM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """A running site and a token for it."""

    address: str
    token: str


@contextmanager
def served(dsn: str, bootstrap: str, roles: str) -> Iterator[Target]:
    """Have the county's services running in some roles."""
    keys = LocalKeys(HOME / "keys")
    keys.ensure()
    variables = _variables(dsn, bootstrap, keys.jwks, roles)
    site = SiteServer(HOME, COUNTY, variables, Wishes(report=note))
    claims = Claims(actor="a-office", roles=("office",), body="b-1", site=COUNTY.site)
    site.start()
    try:
        yield Target(site.address, keys.token(claims, utc_now(), hours=1))
    finally:
        site.stop()
        site.clean()


def _variables(dsn: str, bootstrap: str, jwks: Path, roles: str) -> Mapping[str, str]:
    return {
        **COUNTY.variables(),
        "LIANXUN_PROFILE": "trial",
        "LIANXUN_POSTGRES_DSN": dsn,
        "LIANXUN_KAFKA_BOOTSTRAP": bootstrap,
        "LIANXUN_AUTH_JWKS": str(jwks),
        # One actor stands for all clients here, so its allowance must not be what is measured.
        "LIANXUN_AUTH_COMMANDS_PER_SECOND": "1000000",
        "LIANXUN_AUTH_BURST": "1000000",
        "LIANXUN_ROLES": roles,
    }


def _in_other_process(target: Target, seconds: float) -> Answers:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_drive, (target.address, target.token, seconds))


def _drive(address: str, token: str, seconds: float) -> Answers:
    return uvloop.run(drive(address, token, clients=CLIENTS, seconds=seconds))


def measure(target: Target, given: Arguments, name: str) -> None:
    """Measure one set of roles."""
    _in_other_process(target, WARM_SECONDS)
    answers = _in_other_process(target, given.seconds(SECONDS))
    if answers.refused:
        note(f"{answers.refused} commands were not accepted: {answers.first_refusal}")
    accepted = len(answers.latencies)
    show(
        [
            Figure(name=name, value=accepted / answers.seconds, unit="commands/s"),
            Figure(name=f"{name}_p50", value=percentile(answers.latencies, 0.5) * 1000, unit="ms"),
            Figure(name=f"{name}_p99", value=percentile(answers.latencies, 0.99) * 1000, unit="ms"),
        ],
        as_json=given.as_json,
    )


def main() -> None:
    """Run the bench."""
    given, began = arguments(), perf_counter()
    os.environ.pop("LIANXUN_ROLES", None)
    with postgres() as dsn, kafka() as bootstrap:
        asyncio.run(tell_durability(dsn))
        asyncio.run(migrate_site(PostgresSettings(dsn=dsn), COUNTY.site, SERVICES))
        # All roles first: the relay among them makes the topics that a writer waits for.
        for name, roles in (("http_all_roles", ""), ("http", "writer")):
            with served(dsn, bootstrap, roles) as target:
                measure(target, given, name)
    note(f"took {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
