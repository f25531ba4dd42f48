"""Durable one-event commands: our appender beside two peers, in one run on one server.

The workload is the same for all: so many clients, each with a stream of its own, append one event
after another, each event durable before the next. The peers are the `eventsourcing` package's
PostgreSQL recorder (as many threads and pooled connections as clients) and bare one-row commits
on as many asyncpg connections, with rows as many bytes long as one of our headers and data.
"""

from time import perf_counter

import uvloop

from bench.append_peers import bare_commits, eventsourcing_recorder
from bench.append_workload import Workload, ours
from bench.arguments import Arguments, arguments
from bench.report import Figure, median, note, percentile, show
from bench.servers import postgres, tell_durability
from libs.common.hosting.memory import settle_memory

CLIENTS = (1, 16, 64)
ROUNDS = 3
SECONDS = 4.0


async def measure(dsn: str, given: Arguments) -> None:
    """Measure every number of clients in turn, ours and the peers taking turns."""
    await tell_durability(dsn)
    for clients in CLIENTS:
        workload = Workload(dsn=dsn, clients=clients, seconds=given.seconds(SECONDS))
        rounds = 1 if given.quick else ROUNDS
        runs = [
            (await ours(workload), await bare_commits(workload), eventsourcing_recorder(workload))
            for _ in range(rounds)
        ]
        note(f"{clients} clients: {[[round(run.rate) for run in each] for each in runs]}")
        rate, bare, recorder = (
            median(run.rate for run in column) for column in zip(*runs, strict=True)
        )
        latencies = [latency for each in runs for latency in each[0].latencies]
        name = f"append_{clients}"
        show(
            [
                Figure(
                    name=name,
                    value=rate,
                    unit="events/s",
                    peer="eventsourcing",
                    ratio=rate / recorder,
                ),
                Figure(
                    name=f"{name}_bare",
                    value=rate,
                    unit="events/s",
                    peer="bare commits",
                    ratio=rate / bare,
                ),
                Figure(name=f"{name}_p50", value=percentile(latencies, 0.5) * 1000, unit="ms"),
                Figure(name=f"{name}_p99", value=percentile(latencies, 0.99) * 1000, unit="ms"),
            ],
            as_json=given.as_json,
        )


def main() -> None:
    """Run the bench."""
    given, began = arguments(), perf_counter()
    settle_memory()
    with postgres() as dsn:
        uvloop.run(measure(dsn, given))
    note(f"took {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
