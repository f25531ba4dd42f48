"""One service in this process: its appender, relay, reactions and projector, as its roles say."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Any, Final, TypeAlias

import asyncpg
import structlog

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM, WrongState
from libs.common.hosting.admission import Connection, admit, check_migrated
from libs.common.hosting.environment import Environment
from libs.common.http.reading import AWAY, Reading
from libs.common.projections.runner import Projector
from libs.common.projections.session import session
from libs.common.reactions.progress import State
from libs.common.reactions.redrive import Redrive
from libs.common.reactions.runners import (
    Runner,
    ShapesOf,
    Surroundings,
    redrives,
    runners,
)
from libs.common.relay import Relay
from libs.common.relay.messages import Publisher
from libs.common.service import Service
from libs.common.settings import Role
from libs.common.store.appender import Appender
from libs.common.store.appends import Origin, StoreUnavailable
from libs.common.store.batch import LogFacts
from libs.common.store.clock import StoreClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect, open_pool, service_dsn
from libs.common.store.site import FoundSite
from libs.common.store.site import stream as site_stream
from libs.common.timers.runner import Surroundings as TimerSurroundings
from libs.common.timers.runner import TimerRunner

RETRY_SECONDS: Final = 0.2
LOOK_SECONDS_MAX: Final = 2.0

# Together with the seconds for requests under way these stay below fifteen.
STOP_SECONDS_MAX: Final = 5.0
CANCEL_SECONDS_MAX: Final = 1.0
APPENDER_STOP_SECONDS_MAX: Final = 3.0
POOL_STOP_SECONDS_MAX: Final = 1.0

NAMESPACE: Final = "7b1d3f52-5f0e-5c55-9d0c-1f6a5d1f6f01"
"""Under it the ids of what a host does by itself are made."""

BEGINNINGS: Final = frozenset({"preparing", "founding"})

Work: TypeAlias = Callable[[], Coroutine[Any, Any, None]]

log: Final = structlog.get_logger("host")


class Host:
    """Builds what a service needs, starts it, and stops it again."""

    def __init__(
        self,
        service: Service,
        environment: Environment,
        clock: StoreClock,
        *,
        shapes: ShapesOf,
        roles: Collection[Role],
    ) -> None:
        self.service, self.environment, self.roles = service, environment, frozenset(roles)
        self._clock, self._shapes = clock, shapes
        self._dsn = service_dsn(environment.postgres, environment.site.site, service.name)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stops: list[Callable[[], object]] = []
        self._stopping, self._prepared = False, asyncio.Event()
        self.appender: Appender
        self.commands: Commands
        self.pool: asyncpg.Pool[asyncpg.Record]
        self.relay: Relay | None = None
        self.projector: Projector | None = None
        self.runners: list[Runner] = []
        self.redrives: dict[str, Redrive] = {}
        self.timers: list[TimerRunner] = []

    @property
    def reading(self) -> Reading:
        """What queries read from."""
        return Reading(site=self.environment.site.site, service=self.service, pool=self.pool)

    async def start(self) -> None:
        """Start what the roles ask for; nothing here waits for a server to answer."""
        self.pool = await open_pool(self._dsn, self.environment.postgres)
        self.appender = self._make_appender()
        self.commands = Commands(self.service, self.appender, self.environment.site.site)
        self._run("preparing", self._prepare())
        if "writer" in self.roles:
            self.appender.start()
            self._run("founding", self._found())
            self._start_reactions()
            self._start_timers()
        if "relay" in self.roles:
            self._start_relay()
        if "projector" in self.roles:
            self._start_projector()

    async def stop(self) -> None:
        """Take nothing more, finish or hand back, leave."""
        self._stopping = True
        for stop in self._stops:
            stop()
        for name in BEGINNINGS & self._tasks.keys():
            self._tasks[name].cancel()  # It waits for a database that may never come.
        self._prepared.set()
        leaving = [self.relay.stop()] if self.relay else []
        running = {*self._tasks.values(), *map(asyncio.ensure_future, leaving)}
        if running:
            _, late = await asyncio.wait(running, timeout=STOP_SECONDS_MAX)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=CANCEL_SECONDS_MAX)
        await self.appender.stop(APPENDER_STOP_SECONDS_MAX)
        try:
            await asyncio.wait_for(self.pool.close(), POOL_STOP_SECONDS_MAX)
        except TimeoutError:
            self.pool.terminate()

    def faults(self) -> list[str]:
        """Name what does not go on although nobody stopped it: the process is to restart."""
        ended = [name for name, task in self._tasks.items() if _has_ended(name, task)]
        stuck = [f"reactions {r.name}" for r in self.runners if not r.progress().is_alive]
        stuck += [f"timers {t.name}" for t in self.timers if not t.progress().is_alive]
        failed = ["appender"] if self.appender.state == "failed" else []
        return list(dict.fromkeys([*ended, *stuck, *failed]))

    async def waiting_for(self) -> list[str]:
        """Name what is not ready yet, so that no traffic should come."""
        if "writer" not in self.roles:
            return await self._reading_waits_for() if "reader" in self.roles else []
        if self.appender.state != "serving":
            reason = self.appender.reason
            return [f"appender: {self.appender.state}" + (f" ({reason})" if reason else "")]
        founding = self._tasks.get("founding")
        return ["founding"] if founding and not founding.done() else []

    async def _reading_waits_for(self) -> list[str]:
        try:
            await self._look()
        except StoreUnavailable as unavailable:
            return [f"database: {unavailable.reason}"]
        except AWAY as away:
            return [f"database: {type(away).__name__}"]
        return []

    async def _look(self) -> None:
        async with asyncio.timeout(LOOK_SECONDS_MAX), session(self.pool) as connection:
            await check_migrated(connection, self.service)

    async def _prepare(self) -> None:
        """Hold back what reads tables until they are there."""
        while not self._prepared.is_set():
            try:
                await self._look()
                self._prepared.set()
            except (StoreUnavailable, *AWAY):
                await asyncio.sleep(RETRY_SECONDS)

    async def _once_prepared(self, work: Work) -> None:
        await self._prepared.wait()
        if not self._stopping:
            await work()

    def status(self) -> dict[str, Any]:
        """Show position, root and the state of every part."""
        head = self.appender.head
        return {
            "position": head.position,
            "epoch": head.epoch,
            "root": head.root.hex(),
            "appender": self.appender.state,
            "reason": self.appender.reason,
            "relay": self.relay.status if self.relay else None,
            "reactions": [runner.progress() for runner in self.runners],
            "timers": [runner.progress() for runner in self.timers],
            "projections": self.projector.progress() if self.projector else [],
        }

    def _make_appender(self) -> Appender:
        environment = self.environment
        return Appender(
            LogFacts.of(environment.site.site, self.service),
            self._connect,
            self._clock,
            environment.appender,
            admit=self._admit,
        )

    async def _connect(self) -> Connection:
        return await connect(self._dsn, self.environment.postgres)

    async def _admit(self, connection: Connection) -> None:
        await admit(connection, self.pool, self.service, self.environment)

    async def _found(self) -> None:
        """Write the log's first event, unless it has one."""
        site = self.environment.site
        command = FoundSite(
            division=site.division or site.site,
            level=site.level.value,
            time_zone=site.time_zone,
            clock=site.clock,
        )
        command_id = derived_id(NAMESPACE, f"{site.site}/{self.service.name}/founding")
        body = f"{site.site}.{self.service.name}"
        origin = Origin(
            actor=SYSTEM, role=SYSTEM, body=body, correlation=command_id, causation=command_id
        )
        while True:
            try:
                await self.commands.give(
                    site_stream(site.site), command, command_id=command_id, origin=origin
                )
            except StoreUnavailable:
                await asyncio.sleep(RETRY_SECONDS)
            except WrongState:
                return
            else:
                return

    def _start_reactions(self) -> None:
        environment = self.environment
        around = Surroundings(
            service=self.service,
            site=environment.site,
            kafka=environment.kafka,
            pool=self.pool,
            bus=self.commands,
            shapes=self._shapes,
        )
        self.runners, self.redrives = runners(around), redrives(around)
        for runner in self.runners:
            if runner.progress().state is not State.IDLE:
                self._run(f"reactions {runner.name}", self._once_prepared(runner.run))
            self._stops.append(runner.stop)
            self.appender.notify(runner.wake)

    def _start_timers(self) -> None:
        around = TimerSurroundings(
            body=f"{self.environment.site.site}.{self.service.name}",
            pool=self.pool,
            bus=self.commands,
            clock=self._clock,
            head=lambda: self.appender.head.position,
        )
        self.timers = [TimerRunner(timers, around) for timers in self.service.timers]
        for runner in self.timers:
            self._run(f"timers {runner.name}", self._once_prepared(runner.run))
            self._stops.append(runner.stop)

    def _start_relay(self) -> None:
        environment, wake = self.environment, asyncio.Event()
        publisher = Publisher(
            site=environment.site.site,
            service=self.service.name,
            division=environment.site.division or environment.site.site,
            wire=self.service.wire,
        )
        self.relay = Relay(
            pool=self.pool,
            kafka=environment.kafka,
            level=environment.site.level,
            publisher=publisher,
            wake=wake,
        )
        self.appender.notify(wake.set)
        self._run("relay", self._once_prepared(self.relay.run))

    def _start_projector(self) -> None:
        self.projector = Projector(self.pool, self.service.wire, self.service.projections)
        self.appender.notify(self.projector.wake)
        self._stops.append(self.projector.stop)
        self._run("projector", self._once_prepared(self.projector.run))

    def _run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"{self.service.name} {name}")
        task.add_done_callback(self._ended)
        self._tasks[name] = task

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and task.exception() is not None:
            log.error("task_failed", task=task.get_name(), exc_info=task.exception())


def _has_ended(name: str, task: "asyncio.Task[None]") -> bool:
    """Tell whether a task ended that should go on; a beginning ends well, once."""
    if not task.done():
        return False
    return name not in BEGINNINGS or (not task.cancelled() and task.exception() is not None)
