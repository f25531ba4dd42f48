"""One test's log: a database of its own, writers on it, and what they left there."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any, Final

import asyncpg

from libs.common.clock import derived_id
from libs.common.events.recorded import Recorded
from libs.common.events.wire import Wire
from libs.common.settings import AppenderSettings, PostgresSettings
from libs.common.store.appender import Appender
from libs.common.store.appends import Append, Decision, Origin, Receipt
from libs.common.store.batch import LogFacts
from libs.common.store.clock import DatabaseClock, StoreClock
from libs.common.store.commands import Commands
from libs.common.store.connection import connect
from libs.common.store.link import Connection
from libs.common.store.reading import decode, read_log, read_stream
from tests.store.boxes import WIRE, Box, box, service
from tools.check_log import Log, check

SITE_KEY: Final = "360722"
NAMESPACE: Final = "5f0d5f0e-0000-4000-8000-00000000b0b0"
WAIT_SECONDS_MAX: Final = 10.0
LOCK: Final = 4917001


def number(name: object) -> str:
    """The id that a command of this name has, in every test the same."""
    return derived_id(NAMESPACE, str(name))


def origin(role: str = "office", **more: Any) -> Origin:
    """Who asks, unless it matters."""
    told = {"actor": "a-1", "body": "b-1", "correlation": number("c"), "causation": number("d")}
    return Origin(role=role, **(told | more))


@dataclass
class Writer:
    """One writing process, as far as one process can hold several."""

    appender: Appender
    wire: Wire = WIRE
    connects: "count[int]" = field(default_factory=count)
    ids: "count[int]" = field(default_factory=count)

    async def give(
        self,
        stream: str,
        command: object,
        name: object = None,
        *,
        expected: int | None = None,
        by: Origin | None = None,
        reacting: bool = False,
    ) -> Receipt:
        """Give a command over HTTP, as it were, or as a reaction."""
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            return await Commands(service(self.wire), self.appender, SITE_KEY).give(
                stream,
                command,
                command_id=self._id(name),
                origin=by or origin(),
                fingerprint=None if reacting else sha256(repr(command).encode()).digest(),
                expected_version=expected,
            )

    async def append(
        self, streams: Sequence[str], decide: Decision, name: object = None
    ) -> Receipt:
        """Append what a decision over several streams comes to."""
        asked = Append(self._id(name), tuple(streams), decide, origin())
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            return await self.appender.submit(asked)

    def _id(self, name: object) -> str:
        return number(name if name is not None else f"{id(self)}/{next(self.ids)}")


@dataclass
class Store:
    """The database, and whoever writes to it; `dsn` is the superuser's."""

    dsn: str
    admin: Connection
    writers: list[Writer] = field(default_factory=list)

    def writer(
        self,
        *,
        dsn: str | None = None,
        clock: StoreClock | None = None,
        wire: Wire = WIRE,
        admit: Any = None,
        statement_timeout_seconds: float = 5,
        **bounds: Any,
    ) -> Writer:
        """Start another appender; `bounds` are appender settings."""
        settings = PostgresSettings.model_validate(
            {"dsn": dsn or self.dsn, "statement_timeout_seconds": statement_timeout_seconds}
        )

        connects = count(1)

        async def connected() -> Connection:
            next(connects)
            return await connect(settings.dsn.get_secret_value(), settings)

        facts = LogFacts.of(SITE_KEY, service(wire))
        bound = AppenderSettings.model_validate(bounds)
        appender = Appender(facts, connected, clock or DatabaseClock(5), bound, admit=admit)
        appender.start()
        self.writers.append(Writer(appender, wire, connects))
        return self.writers[-1]

    async def serving(self, **options: Any) -> Writer:
        """Start another appender, and wait until it serves."""
        writer = self.writer(**options)
        await until(lambda: writer.appender.state == "serving")
        return writer

    async def events(self, stream: str | None = None, wire: Wire = WIRE) -> list[Recorded[Any]]:
        """Everything that was written, or one stream, in order."""
        if stream is not None:
            return [decode(wire, row) for row in await read_stream(self.admin, stream)]
        return [decode(wire, row) async for row in read_log(self.admin)]

    async def box(self, stream: str) -> Box:
        """The state that a box's events fold to."""
        return box.fold(each.event for each in await self.events(stream))

    async def rows(self) -> list[dict[str, Any]]:
        """The log as the root checker reads it, in a form that can be tampered with."""
        rows = await self.admin.fetch("SELECT * FROM events ORDER BY position")
        return [{name: _hex(value) for name, value in row.items()} for row in rows]

    async def checked(self) -> Log:
        """The root checker's verdict; raises Bad."""
        return check(await self.rows())

    async def commands(self) -> list[str]:
        """The command of each event, in order."""
        return [each.header.command for each in await self.events()]

    async def backends(self, *, is_waiting: bool | None = None) -> list[int]:
        """The server processes of all writers, or only those that wait for a lock."""
        rows = await self.admin.fetch(
            "SELECT pid, wait_event_type = 'Lock' AS waits FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'lianxun' ORDER BY pid"
        )
        return [row["pid"] for row in rows if is_waiting in (None, bool(row["waits"]))]

    async def lock(self) -> None:
        """Hold the log's lock, as another session."""
        await self.admin.execute(f"SELECT pg_advisory_lock({LOCK})")

    async def unlock(self) -> None:
        """Let it go."""
        await self.admin.execute(f"SELECT pg_advisory_unlock({LOCK})")

    async def terminate(self, *backends: int) -> None:
        """End server processes, as an operator or a crash would."""
        for backend in backends:
            await self.admin.execute("SELECT pg_terminate_backend($1)", backend)


def _hex(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


async def until(holds: Callable[[], Any], seconds_max: float = WAIT_SECONDS_MAX) -> None:
    """Wait for something to become true; it may be asked asynchronously."""
    async with asyncio.timeout(seconds_max):
        while True:
            answer = holds()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            await asyncio.sleep(0.01)


async def outcomes(*asked: Any) -> list[Any]:
    """What each of several askers got, an answer or an exception."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        return await asyncio.gather(*asked, return_exceptions=True)


async def connected(dsn: str) -> "asyncpg.Connection[asyncpg.Record]":
    """Connect as whoever the DSN says."""
    return await asyncpg.connect(dsn)
