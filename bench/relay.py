"""The relay: a generated rectification log from PostgreSQL to Kafka, acks=all, over all topics.

The relay is the one that runs in a service. What is measured is the time from its takeover until
the log's last event is committed in Kafka; every round begins with an empty broker.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter

import uvloop

from bench.arguments import arguments
from bench.generated_log import GeneratedLog, as_owner, generated_log
from bench.report import Figure, median, note, show
from bench.servers import kafka, postgres, tell_durability
from lianxun.scenarios.cases import COUNTY
from libs.common.logging import configure
from libs.common.relay import Relay, RelayState
from libs.common.relay.messages import Publisher
from libs.common.settings import KafkaSettings, Level, PostgresSettings
from libs.common.store.connection import open_pool
from services.rectification.main import SERVICE

EVENTS = 100_000
EVENTS_QUICK = 5_000
ROUNDS = 3
LOOK_SECONDS = 0.001
PUBLISHER = Publisher(site=COUNTY, service=SERVICE.name, division=COUNTY, wire=SERVICE.wire)


async def carry(log: GeneratedLog, bootstrap: str) -> float:
    """Carry the whole log once; give events per second."""
    await as_owner(log, "DELETE FROM relay_cursor", "DELETE FROM leases", "CHECKPOINT")
    pool = await open_pool(log.dsn, PostgresSettings.model_validate({"dsn": log.dsn}))
    relay = Relay(
        pool=pool,
        kafka=KafkaSettings(bootstrap=bootstrap),
        level=Level.COUNTY,
        publisher=PUBLISHER,
    )
    running = asyncio.create_task(relay.run())
    try:
        await _until(lambda: relay.status.state is RelayState.RELAYING, running)
        began = perf_counter()
        await _until(lambda: relay.status.position == log.size, running)
        seconds = perf_counter() - began
    finally:
        await relay.stop()
        await running
        await pool.close()
    status = relay.status
    note(f"{dict(status.published)} records in {status.transactions} transactions")
    assert (status.takeovers, status.last_error) == (1, None), status
    return log.size / seconds


async def _until(holds: Callable[[], bool], running: "asyncio.Task[None]") -> None:
    while not holds():
        assert not running.done(), running
        await asyncio.sleep(LOOK_SECONDS)


async def prepare(dsn: str, size: int) -> GeneratedLog:
    """Fill the log."""
    await tell_durability(dsn)
    return await generated_log(dsn, SERVICE, size)


def main() -> None:
    """Run the bench."""
    given, began = arguments(), perf_counter()
    configure("WARNING")
    rates = []
    with postgres() as dsn:
        log = uvloop.run(prepare(dsn, EVENTS_QUICK if given.quick else EVENTS))
        for _ in range(1 if given.quick else ROUNDS):
            with kafka() as bootstrap:
                rates.append(uvloop.run(carry(log, bootstrap)))
    note(f"rounds: {[round(rate) for rate in rates]}")
    figure = Figure(name="relay", value=median(rates), unit="events/s")
    show([figure], as_json=given.as_json)
    note(f"took {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
