"""The notifications service over a real database, its clock in the hand of the test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Final

import asyncpg

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM
from libs.common.events.header import write_time
from libs.common.projections import Projector, list_rows
from libs.common.reactions import Reactions, Received
from libs.common.reactions.bus import Bus
from libs.common.reactions.runners import Surroundings as ReactionSurroundings
from libs.common.reactions.runners import runners
from libs.common.settings import AppenderSettings, KafkaSettings, PostgresSettings, SiteSettings
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin
from libs.common.store.batch import LogFacts
from libs.common.store.clock import SimulatedClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect, open_pool
from libs.common.store.reading import decode, read_log
from libs.common.timers.runner import Surroundings, TimerRunner
from libs.contracts.registry import load
from services.notifications.main import SERVICE
from services.notifications.projections.inbox import InboxRow, inbox
from services.notifications.projections.timers import TimerRow, timers
from services.notifications.reactions import own_log
from tests.notifications.examples import OPENED_AT

SITE: Final = "360722"
SPACE: Final = "0195e000-0000-7000-8000-00000000cafe"
WAIT_SECONDS_MAX: Final = 15.0
LOOK_SECONDS: Final = 0.01


@dataclass
class Desk:
    """The service; its methods are what happens to it."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    dsn: str
    clock: SimulatedClock
    appender: Appender
    numbers: Any = field(default_factory=count)

    @property
    def commands(self) -> Commands:
        return Commands(SERVICE, self.appender, SITE)

    async def hear(self, table: Reactions, *events: object) -> None:
        """Let events of other services arrive, each later in its log than the one before."""
        for event in events:
            for sent in self.reactions(table, event, next(self.numbers)):
                await self.give(sent.stream, sent.command)

    def reactions(self, table: Reactions, event: object, number: int) -> list[Any]:
        """Give the commands that follow from an event."""
        received = Received(
            event=event,
            id=derived_id(SPACE, f"event {number}"),
            type=f"{type(event).__name__}.v1",
            site=SITE,
            service=table.source.service or SERVICE.name,
            stream="stream-1",
            sequence=number,
            position=number,
            correlation=SPACE,
            recorded_at=write_time(self.clock.now()),
        )
        lines = [line for line in table.lines if line.event is type(event)]
        return [sent for line in lines for sent in line.react(received)]

    async def give(self, stream: str, command: object) -> None:
        """Give a command as the platform does."""
        command_id = derived_id(SPACE, f"command {next(self.numbers)}")
        origin = Origin(
            actor=SYSTEM, role=SYSTEM, body=SITE, correlation=SPACE, causation=command_id
        )
        await self.commands.give(stream, command, command_id=command_id, origin=origin)

    def runner(self, bus: Bus | None = None) -> TimerRunner:
        """A runner of the timers, as in a fresh process."""
        around = Surroundings(
            body=f"{SITE}.notifications",
            pool=self.pool,
            bus=bus or self.commands,
            clock=self.clock,
            head=lambda: self.appender.head.position,
        )
        return TimerRunner(SERVICE.timers[0], around)

    @asynccontextmanager
    async def firing(self, *others: TimerRunner) -> AsyncIterator[TimerRunner]:
        """Have a runner fire meanwhile, and perhaps others."""
        runner = others[0] if others else self.runner()
        async with AsyncExitStack() as running:
            for each in others or (runner,):
                await running.enter_async_context(_running(each))
            yield runner

    @asynccontextmanager
    async def projecting(self) -> AsyncIterator[Projector]:
        """Have the read models follow the log meanwhile."""
        projector = Projector(self.pool, SERVICE.wire, SERVICE.projections)
        async with _running(projector):
            yield projector

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[None]:
        """Have the own log's reactions follow it meanwhile."""
        around = ReactionSurroundings(
            service=SERVICE,
            site=SiteSettings(site=SITE),
            kafka=KafkaSettings(bootstrap="127.0.0.1:1"),
            pool=self.pool,
            bus=self.commands,
            shapes=load().shapes,
        )
        (runner,) = [each for each in runners(around) if each.name == own_log.REACTIONS.name]
        async with _running(runner):
            yield

    async def events(self, *kinds: type) -> list[Any]:
        """Give the events of some kinds in the order of the log, each with its header."""
        log = [decode(SERVICE.wire, row) async for row in read_log(self.pool)]
        return [each for each in log if type(each.event) in kinds]

    async def inbox(self) -> list[InboxRow]:
        """Give the inbox of everybody, the oldest first."""
        page = await list_rows(self.pool, inbox, filters={}, sort="queued_at")
        return list(page.rows)

    async def timers(self, **filters: str) -> list[TimerRow]:
        """Give the timers in the order of their due moments."""
        asked = {name: [value] for name, value in filters.items()}
        page = await list_rows(self.pool, timers, filters=asked, sort="due_at")
        return list(page.rows)

    async def until_shown(self) -> None:
        """Wait until the read models show the whole log."""
        query = "SELECT min(position) FROM projections"
        await until(lambda: self._is_shown(query))

    async def _is_shown(self, query: str) -> bool:
        return bool(await self.pool.fetchval(query) == self.appender.head.position)

    def advance(self, moment: datetime) -> None:
        """Move the clock on."""
        self.clock.advance(moment)


async def until(holds: Callable[[], Any]) -> None:
    """Wait for something to become true; it may be asked asynchronously."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while True:
            answer = holds()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def _running(runner: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(runner.run())
    try:
        yield
    finally:
        runner.stop()
        await asyncio.wait_for(task, WAIT_SECONDS_MAX)


@asynccontextmanager
async def opened(dsn: str) -> AsyncIterator[Desk]:
    """Open the service over a database."""
    settings = PostgresSettings.model_validate({"dsn": dsn})
    pool, clock = await open_pool(dsn, settings), SimulatedClock(OPENED_AT)

    async def connected() -> "asyncpg.Connection[asyncpg.Record]":
        return await connect(dsn, settings)

    facts = LogFacts.of(SITE, SERVICE)
    appender = Appender(facts, connected, clock, AppenderSettings())
    appender.start()
    yield Desk(pool, dsn, clock, appender)
    await appender.stop()
    await pool.close()
