"""Rebuild of a read model: the ledger over a generated rectification log, from its first event.

The projector is the one that runs in a service, with its own pool and role; what is measured is the
time from its start until the read model stands at the log's head.
"""

import asyncio
from time import perf_counter

import uvloop

from bench.arguments import Arguments, arguments
from bench.generated_log import GeneratedLog, as_owner, generated_log
from bench.report import Figure, median, note, show
from bench.servers import postgres, tell_durability
from lianxun.scenarios.generate import EVENTS_MIN
from libs.common.logging import configure
from libs.common.projections import Projector
from libs.common.settings import PostgresSettings
from libs.common.store.connection import open_pool
from services.rectification.main import SERVICE
from services.rectification.projections.ledger import ledger

EVENTS = EVENTS_MIN["medium"]
EVENTS_QUICK = 5_000
ROUNDS = 3
LOOK_SECONDS = 0.002


async def rebuild(log: GeneratedLog) -> float:
    """Build the ledger once; give events per second."""
    await as_owner(log, f"TRUNCATE {ledger.table}", "DELETE FROM projections", "CHECKPOINT")
    pool = await open_pool(log.dsn, PostgresSettings.model_validate({"dsn": log.dsn}))
    projector = Projector(pool, SERVICE.wire, [ledger])
    began = perf_counter()
    running = asyncio.create_task(projector.run())
    try:
        while not _stands_at(projector, log.size):
            assert not running.done(), running
            await asyncio.sleep(LOOK_SECONDS)
        return log.size / (perf_counter() - began)
    finally:
        projector.stop()
        await running
        await pool.close()


def _stands_at(projector: Projector, head: int) -> bool:
    progress = projector.progress()
    assert all(each.reason is None for each in progress), progress
    return bool(progress) and all(each.position == head for each in progress)


async def measure(dsn: str, given: Arguments) -> None:
    """Measure so many rebuilds of one log."""
    await tell_durability(dsn)
    log = await generated_log(dsn, SERVICE, EVENTS_QUICK if given.quick else EVENTS)
    rates = [await rebuild(log) for _ in range(1 if given.quick else ROUNDS)]
    note(f"rounds: {[round(rate) for rate in rates]}")
    figure = Figure(name="rebuild_ledger", value=median(rates), unit="events/s")
    show([figure], as_json=given.as_json)


def main() -> None:
    """Run the bench."""
    given, began = arguments(), perf_counter()
    configure("WARNING")
    with postgres() as dsn:
        uvloop.run(measure(dsn, given))
    note(f"took {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
