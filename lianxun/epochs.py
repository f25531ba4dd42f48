"""Opening the next epoch of a log that cannot be refilled: two people, a reason, one event."""

from typing import Any, Final

from lianxun.cli.errors import CONFLICT, CommandFailed
from libs.common.clock import fresh_id, utc_now
from libs.common.decider import frozen
from libs.common.events.kernel import EpochOpened
from libs.common.hosting.clocks import make_clock
from libs.common.hosting.environment import Environment
from libs.common.kafka.tape import Tape
from libs.common.service import Service
from libs.common.store import lineage
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin
from libs.common.store.batch import LogFacts
from libs.common.store.commands import Commands
from libs.common.store.connection import connect, service_dsn
from libs.common.store.reading import read_last
from libs.common.store.site import OPERATOR, OpenEpoch, stream

STANDINGS: Final = (lineage.Standing.DIFFERS, lineage.Standing.BEHIND)


@frozen
class Opening:
    """Why an epoch is opened, and by whom; both are opaque references."""

    reason: str
    opened_by: str
    confirmed_by: str


async def open_epoch(
    service: Service, environment: Environment, opening: Opening, *, execute: bool
) -> dict[str, Any]:
    """Show what survives, and with `execute` append the event that says so.

    Raises CommandFailed when database and tape agree, so that there is nothing to open.
    """
    site = environment.site.site
    dsn = service_dsn(environment.postgres, site, service.name)
    connection = await connect(dsn, environment.postgres)
    try:
        tape = Tape(environment.kafka, site, service.name)
        finding = await lineage.examine(connection, tape, site)
        last = await read_last(connection)
    finally:
        await connection.close()
    if finding.standing not in STANDINGS:
        raise CommandFailed(f"nothing to open: {finding.standing.value}", CONFLICT)
    opened = lineage.open_epoch(
        last,
        witnessed=None,
        reason=opening.reason,
        opened_by=opening.opened_by,
        confirmed_by=opening.confirmed_by,
    )
    if execute:
        await _append(service, environment, dsn, opened)
    return {
        "site": site,
        "service": service.name,
        "found": finding.detail,
        "surviving_size": opened.surviving_size,
        "surviving_root": opened.surviving_root,
        "opened": execute,
    }


async def _append(
    service: Service, environment: Environment, dsn: str, opened: EpochOpened
) -> None:
    site = environment.site.site
    appender = Appender(
        LogFacts.of(site, service),
        lambda: connect(dsn, environment.postgres),
        make_clock(environment.site, environment.appender),
        environment.appender,
    )
    appender.start()
    command_id = fresh_id(utc_now())
    origin = Origin(
        actor=opened.opened_by,
        role=OPERATOR,
        body=f"{site}-operations",
        correlation=command_id,
        causation=command_id,
    )
    try:
        await Commands(service, appender, site).give(
            stream(site), OpenEpoch(opened=opened), command_id=command_id, origin=origin
        )
    finally:
        await appender.stop()
