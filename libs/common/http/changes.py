"""`GET` of what goes on: server-sent events with each row of a list that is new or different.

A stream ends when the server stops, when its token is no longer believed, or when the client is
gone or too slow. Whoever comes back says in `Last-Event-ID` where it was, and misses nothing.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import anyio
import orjson
import structlog
from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from libs.common.auth import TokenRefused, Verifier
from libs.common.http.asked import ask, header, read_number
from libs.common.http.commands import Endpoint
from libs.common.http.feed import AWAY_SECONDS, Feed, Listener
from libs.common.http.problems import Problem
from libs.common.http.reading import AWAY, Reading, available
from libs.common.http.routes import LiveRoute
from libs.common.http.sight import demands
from libs.common.projections.changes import Change, Since

HEARTBEAT_SECONDS: Final = 15
LOOK_AGAIN_SECONDS: Final = 15.0
"""However quiet it is: the token is checked again, and a look is taken that nobody asked for."""

SEND_SECONDS_MAX: Final = 30.0
CLEANUP_SECONDS_MAX: Final = 2.0
FAREWELL_SECONDS_MAX: Final = 2.0
ROWS_MAX: Final = 100
NOW: Final = -1

LAST_EVENT_ID: Final = "Last-Event-ID"
_POSITION: Final = re.compile(r"[0-9]{1,18}")

log: Final = structlog.get_logger("changes")


def live_endpoint(route: LiveRoute, reading: Reading, verifier: Verifier) -> Endpoint:
    """Make the endpoint of one list's changes."""
    feed = Feed(route.projection, reading)

    async def endpoint(request: Request) -> Response:
        asked = await ask(request, verifier)
        listener = Listener(demands(route, asked.claims))
        since = _since(request)
        async with available():
            since = await feed.position() if since == NOW else since
        feed.check_room()

        async def is_believed() -> bool:
            try:
                await verifier.claims(header(request, "authorization"))
            except TokenRefused:
                return False
            return True

        return Stream(feed, listener, Since(since), is_believed)

    return endpoint


def _since(request: Request) -> int:
    """Say after which position to begin: where a client was that comes back, else what it asks."""
    last = header(request, LAST_EVENT_ID.lower())
    if last is None:
        return read_number(request, "after", NOW)
    if not _POSITION.fullmatch(last):
        raise Problem("invalid_parameter", parameter=LAST_EVENT_ID)
    return int(last)


class Stream(EventSourceResponse):
    """One listener's answer."""

    def __init__(
        self,
        feed: Feed,
        listener: Listener,
        since: Since,
        is_believed: Callable[[], Awaitable[bool]],
    ) -> None:
        self._feed, self._listener, self._since = feed, listener, since
        self._is_believed, self._over = is_believed, anyio.Event()
        super().__init__(
            self._events(),
            ping=HEARTBEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
            send_timeout=SEND_SECONDS_MAX,
            shutdown_event=self._over,
            shutdown_grace_period=FAREWELL_SECONDS_MAX,
            cleanup_timeout=CLEANUP_SECONDS_MAX,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell until it is over; a client that takes nothing any more is let go."""
        with self._feed.listening(self._listener):
            try:
                await super().__call__(scope, receive, send)
            except SendTimeoutError:
                log.info("listener_too_slow", feed=self._feed.projection.name)

    async def _events(self) -> AsyncIterator[ServerSentEvent]:
        position = self._since.position
        # So a client that loses its connection before anything happens knows where it was.
        yield _event("open", {"position": position}, position)
        while not self._over.is_set() and await self._is_believed():
            self._listener.woken.clear()
            try:
                found = await self._feed.changes(self._since, self._listener.only, ROWS_MAX)
            except AWAY:
                await self._rest(AWAY_SECONDS)
                continue
            for change in found.changes:
                self._since = change.since
                yield _told(change)
            if not found.are_more:
                await self._rest(LOOK_AGAIN_SECONDS)

    async def _rest(self, seconds: float) -> None:
        """Wait for a change or the end, but not longer."""
        waits = [
            asyncio.ensure_future(self._listener.woken.wait()),
            asyncio.ensure_future(self._over.wait()),
        ]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


def _told(change: Change) -> ServerSentEvent:
    # Only the last row of a position names it: who leaves before that is told of it again.
    return _event("row", change.row, change.since.position if change.is_last else None)


def _event(name: str, content: object, position: int | None) -> ServerSentEvent:
    return ServerSentEvent(
        orjson.dumps(content).decode(),
        event=name,
        id=None if position is None else str(position),
    )
