"""People who are notified, and what those are told who follow their inbox."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM
from libs.common.store.appends import Origin
from services.notifications.domain.notification import (
    QueueNotification,
    Template,
)
from services.notifications.domain.vocabulary import EventId, UnitCode
from tests.http.house import Answer, Ground, House, Person

LIVE = "/notifications/inbox/live"
INBOX = "/notifications/inbox"
WAIT_SECONDS_MAX = 10.0
QUIET_SECONDS = 0.5
SPACE = "0195e000-0000-7000-8000-00000000beef"


class Stream:
    """What one listener is told."""

    def __init__(self, response: httpx.Response) -> None:
        self.response, self._lines = response, response.aiter_lines()

    async def next(self) -> dict[str, str]:
        """Give the next event, its fields by name; a comment is a field without one."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            async for line in self._lines:
                if not line and fields:
                    return fields
                name, _, value = line.partition(":")
                fields[name] = value.removeprefix(" ")
        raise EOFError

    async def row(self) -> Any:
        """Give the next row."""
        told = await self.next()
        assert told["event"] == "row", told
        return json.loads(told["data"])

    async def is_quiet(self) -> bool:
        """Tell whether nothing comes for a while."""
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                return bool(not await self.next())
        except TimeoutError:
            return True


class Post:
    """A house behind a real server, in which people are notified."""

    def __init__(self, ground: Ground, house: House, port: int) -> None:
        self.ground, self.house, self.number = ground, house, 0
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=WAIT_SECONDS_MAX)

    def headers(self, who: Person, **more: str) -> dict[str, str]:
        """Give what a request needs."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.house.token(who)}", **named}

    @asynccontextmanager
    async def following(
        self, who: Person, after: int | str | None = None, **headers: str
    ) -> AsyncIterator[Stream]:
        """Follow the inbox as somebody, from the event that opens the stream."""
        query = {} if after is None else {"after": str(after)}
        asked = self.headers(who, **headers)
        async with self.http.stream("GET", LIVE, params=query, headers=asked) as response:
            assert response.status_code == 200, await response.aread()
            stream = Stream(response)
            opening = await stream.next()
            assert opening["event"] == "open"
            assert opening["id"] == str(json.loads(opening["data"])["position"])
            yield stream

    async def ask(self, who: Person, query: str = "", **headers: str) -> Answer:
        """Ask to follow what is not to be followed so."""
        return Answer(await self.http.get(LIVE + query, headers=self.headers(who, **headers)))

    async def notify(self, role: str, unit: str | None = None) -> str:
        """Let somebody hear of something; gives the notification."""
        self.number += 1
        queue = QueueNotification(
            source=EventId(derived_id(SPACE, f"event {self.number}")),
            template=Template.CASE_CLOSED,
            role=role,
            unit=None if unit is None else UnitCode(unit),
            parameters={"number": str(self.number)},
        )
        command_id = derived_id(SPACE, f"command {self.number}")
        origin = Origin(
            actor=SYSTEM, role=SYSTEM, body=SYSTEM, correlation=SPACE, causation=command_id
        )
        commands = self.house.site.hosts["notifications"].commands
        await commands.give(queue.stream, queue, command_id=command_id, origin=origin)
        return queue.stream.removeprefix("notification-")

    async def until_delivered(self, who: Person, count: int) -> Any:
        """Wait until an inbox has so many delivered; gives the page."""
        page = await self.house.until_shown(INBOX, who, count, status="delivered")
        return page.content


async def heard(stream: Stream, count: int) -> set[str]:
    """Give the notifications that are told until so many are delivered."""
    found, delivered = set(), set()
    while len(delivered) < count:
        row = await stream.row()
        found.add(row["notification"])
        delivered |= {row["notification"]} if row["status"] == "delivered" else set()
    return found
