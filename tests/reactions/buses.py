"""Buses that hinder the real one: slow, hanging, away, or waiting for company."""

import asyncio
from typing import Any

from libs.common.store.appends import Receipt, StoreUnavailable
from tests.reactions.desk import Desk


class Hindered:
    """The real bus, after `hinder`."""

    def __init__(self, desk: Desk) -> None:
        self.calls, self._bus = 0, desk.commands

    async def hinder(self) -> None:
        """Do what this bus is for."""

    async def give(self, stream: str, command: object, **more: Any) -> Receipt:
        self.calls += 1
        await self.hinder()
        return await self._bus.give(stream, command, **more)


class Slow(Hindered):
    """Takes its time before each command."""

    def __init__(self, desk: Desk, seconds: float) -> None:
        super().__init__(desk)
        self.begun, self._seconds = asyncio.Event(), seconds

    async def hinder(self) -> None:
        self.begun.set()
        await asyncio.sleep(self._seconds)


class Hanging(Hindered):
    """Gives so many commands and answers all but the last."""

    def __init__(self, desk: Desk, after: int) -> None:
        super().__init__(desk)
        self.hangs, self._after = asyncio.Event(), after

    async def give(self, stream: str, command: object, **more: Any) -> Receipt:
        receipt = await super().give(stream, command, **more)
        if self.calls == self._after:
            self.hangs.set()
            await asyncio.Event().wait()
        return receipt


class Unavailable(Hindered):
    """Is not there for its first calls."""

    def __init__(self, desk: Desk, failures: int) -> None:
        super().__init__(desk)
        self._failures = failures

    async def hinder(self) -> None:
        if self.calls <= self._failures:
            raise StoreUnavailable("database") if self.calls % 2 else ConnectionResetError


class Meeting(Hindered):
    """Waits until so many commands are there at once."""

    def __init__(self, desk: Desk, persons: int) -> None:
        super().__init__(desk)
        self.together, self._barrier = 0, asyncio.Barrier(persons)

    async def hinder(self) -> None:
        async with asyncio.timeout(5), self._barrier:
            self.together += 1
