"""The workload of `bench.append`, and how our appender does it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from operator import attrgetter
from pathlib import Path
from time import perf_counter

from libs.common.clock import derived_id, fresh_id, utc_now
from libs.common.decider import ANYBODY, Aggregate, Context, allow, frozen
from libs.common.events.wire import SITE, Wire, stored
from libs.common.service import Service
from libs.common.settings import AppenderSettings, PostgresSettings
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin
from libs.common.store.batch import LogFacts
from libs.common.store.clock import DatabaseClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect
from libs.common.store.migrate import ensure_database, migrate, numbered

NAMESPACE = "00000000-0000-4000-8000-000000000000"
TITLE = "会计账簿记录滞后,两个季度的凭证未及时入账"
UNLIMITED = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """So many clients, for so long, on that server."""

    dsn: str
    clients: int
    seconds: float


@dataclass(slots=True)
class Run:
    """What one run brought: latencies in seconds, and how long it all took."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Give events per second."""
        return len(self.latencies) / self.seconds


async def drive(workload: Workload, one: Callable[[int, int], Awaitable[object]]) -> Run:
    """Let every client call `one(client, number)` again and again until the time is over."""
    run, began = Run(), perf_counter()
    ends = began + workload.seconds

    async def client(index: int) -> None:
        for number in range(UNLIMITED):
            at = perf_counter()
            if at > ends:
                return
            await one(index, number)
            run.latencies.append(perf_counter() - at)

    await asyncio.gather(*map(client, range(workload.clients)))
    run.seconds = perf_counter() - began
    return run


class Going(Enum):
    """A thing that never ends."""

    ON = "on"


@frozen
class Noted:
    """The one event."""

    title: str
    domain: str
    number: int


@frozen
class Thing:
    """Counts its events, so that folding is not free."""

    status: Going = Going.ON
    count: int = 0


def _decide(command: Noted, _state: Thing, _context: Context) -> list[Noted]:
    return [command]


def _evolve(state: Thing, _event: Noted) -> Thing:
    return Thing(count=state.count + 1)


thing = Aggregate(
    kind="thing",
    initial=Thing(),
    decide=_decide,
    evolve=_evolve,
    allowed={Noted: allow(ANYBODY, when=set(Going))},
    status=attrgetter("status"),
)
wire = Wire("bench", [stored("Noted.v1", Noted, SITE, tags=lambda _: ("round:r-1", "unit:u-1"))])
SERVICE = Service(
    name="bench",
    wire=wire,
    aggregates=(thing,),
    projections=(),
    reactions=(),
    routes=(),
    migrations=Path("none"),
)


async def fresh_database(dsn: str) -> str:
    """Make a database of its own for one run."""
    name = f"bench_{fresh_id(utc_now()).replace('-', '')}"
    await ensure_database(dsn, name)
    return f"{dsn.rpartition('/')[0]}/{name}"


async def ours(workload: Workload) -> Run:
    """Run the workload on our appender: receipts, claims check, salts, leaves, frontier and all."""
    dsn = await fresh_database(workload.dsn)
    await migrate(dsn, numbered(Path("none")))
    settings = PostgresSettings(dsn=dsn)
    facts = LogFacts("360722", wire, {"thing": thing})
    appender = Appender(facts, lambda: connect(dsn, settings), DatabaseClock(5), AppenderSettings())
    commands = Commands(SERVICE, appender, "360722")
    appender.start()
    origin = Origin(
        actor="a-1",
        role="office",
        body="b-360722-office",
        correlation=fresh_id(utc_now()),
        causation=fresh_id(utc_now()),
    )

    async def one(client: int, number: int) -> None:
        await commands.give(
            f"thing-{client}",
            Noted(title=TITLE, domain="public accounts", number=number),
            command_id=derived_id(NAMESPACE, f"{client}/{number}"),
            origin=origin,
            fingerprint=b"f" * 32,
        )

    try:
        return await drive(workload, one)
    finally:
        await appender.stop()
