"""Filling the read models of a service: generated events, copied, stored and projected."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice
from time import perf_counter
from typing import Any, Final

import asyncpg

from bench.copied_log import CopiedLog
from bench.report import note
from lianxun.scenarios.generate import UNITS_PER_ROUND, plan
from lianxun.scenarios.generated import played
from lianxun.scenarios.memory_log import Entry
from lianxun.scenarios.stored import LogRow, rows
from lianxun.sites.plan import COUNTY
from libs.common.projections import Projection, Projector
from libs.common.service import Service
from libs.common.settings import PostgresSettings
from libs.common.store.connection import open_pool, service_dsn
from libs.common.store.reading import StoredRow, decode

SEED: Final = 1
LOOK_SECONDS: Final = 0.05
STATEMENT_SECONDS: Final = 60


def told(rounds: int) -> list[Entry]:
    """Generate so many rounds from beginning to end, which are copied later."""
    began = perf_counter()
    entries = list(played(islice(plan("large", SEED), rounds * UNITS_PER_ROUND), SEED))
    note(f"generated {len(entries)} events in {perf_counter() - began:.0f} s")
    return entries


async def fill(
    dsn: str,
    service: Service,
    entries: Iterable[Entry],
    wanted: Sequence[tuple[Projection[Any], int]],
) -> None:
    """Give each of these read models so many rows or more."""
    own = [entry for entry in entries if entry["service"] == service.name]
    counts = {each.name: count(service, own, each) for each, _ in wanted}
    if not all(counts.values()):
        raise LookupError(f"nothing is generated for one of these: {counts}")
    copied, began = CopiedLog(own), perf_counter()
    times = max(-(-size // counts[each.name]) for each, size in wanted)
    settings = PostgresSettings.model_validate(
        {"dsn": dsn, "statement_timeout_seconds": STATEMENT_SECONDS}
    )
    database = service_dsn(settings, COUNTY.site, service.name)
    connection = await asyncpg.connect(database)
    try:
        written = rows(service, copied.copies(times))
        await connection.copy_records_to_table("events", records=written, columns=LogRow._fields)
        await _project(database, settings, service, len(own) * times)
        await connection.execute("VACUUM (ANALYZE)")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
    lengths = {name: number * times for name, number in counts.items()}
    note(f"filled {lengths} with {len(own) * times} events in {perf_counter() - began:.0f} s")


def count(service: Service, entries: Iterable[Entry], projection: Projection[Any]) -> int:
    """Count the rows that events lead to, by the read model's own fold."""
    found: dict[str, Any] = {}
    for row in rows(service, entries):
        stored = StoredRow(row.position, row.header, row.data, row.salt, row.leaf, row.frontier)
        recorded = decode(service.wire, stored)
        for key in projection.keys(recorded):
            found[key] = projection.fold(found.get(key), recorded)
    return sum(row is not None for row in found.values())


async def _project(database: str, settings: PostgresSettings, service: Service, head: int) -> None:
    pool = await open_pool(database, settings)
    projector = Projector(pool, service.wire, service.projections)
    running = asyncio.create_task(projector.run())
    try:
        while {each.position for each in projector.progress()} != {head}:
            stopped = [each.reason for each in projector.progress() if each.reason]
            assert not stopped, stopped
            assert not running.done(), running
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        projector.stop()
        await running
        await pool.close()
