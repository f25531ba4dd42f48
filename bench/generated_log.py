"""A service's generated log in a database of its own, brought in by COPY."""

from dataclasses import dataclass
from itertools import islice
from time import perf_counter

import asyncpg

from bench.append_workload import fresh_database
from bench.report import note
from lianxun.scenarios.generated import events
from lianxun.scenarios.stored import LogRow, rows
from libs.common.service import Service
from libs.common.store.migrate import migrate, numbered

SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedLog:
    """A filled database: where it is, and how many events it holds."""

    dsn: str
    size: int


async def generated_log(dsn: str, service: Service, size: int) -> GeneratedLog:
    """Make a database on the server and fill it with a service's first so many events."""
    own = await fresh_database(dsn)
    await migrate(own, numbered(service.migrations))
    began, connection = perf_counter(), await asyncpg.connect(own)
    try:
        told = (entry for entry in events("large", SEED) if entry["service"] == service.name)
        await connection.copy_records_to_table(
            "events", records=rows(service, islice(told, size)), columns=LogRow._fields
        )
        seconds = perf_counter() - began
        # What filling leaves to do must not be done while something is measured.
        await connection.execute("VACUUM (ANALYZE) events")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
    note(f"generated and filled in {size} events of {service.name} in {seconds:.0f} s")
    return GeneratedLog(dsn=own, size=size)


async def as_owner(log: GeneratedLog, *statements: str) -> None:
    """Do to the database what the application may not do."""
    connection = await asyncpg.connect(log.dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
