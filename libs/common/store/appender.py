"""The appender: the one task of a process that writes, by group commit and compare-and-append.

Commands hand it decisions. It takes what waits, decides on the states it knows, and sends one
call; while that is under way the next batch is gathered on its expected outcome. If the head
moved, the events in between are folded in and everything is decided again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

import structlog

from libs.common.settings import AppenderSettings
from libs.common.store.appends import Append, Receipt, StoreUnavailable
from libs.common.store.batch import Batch, LogFacts
from libs.common.store.call import Outcome, append
from libs.common.store.clock import StoreClock
from libs.common.store.flight import Flight
from libs.common.store.head import Head
from libs.common.store.known import Known
from libs.common.store.link import BAD_ROW, LOST, Connect, Connection, Link
from libs.common.store.reading import read_last
from libs.common.store.repeats import original_answer
from libs.common.store.slots import Slot
from libs.common.store.waiting import Queue, Waiting

# By how often the database was lost since it last answered a call.
RECONNECT_SECONDS: Final = (0, 0, 0.05, 0.1, 0.2, 0.5, 1)
# With nothing under way few leave at once, so that deciding the rest and the call overlap.
FIRST_APPENDS_MAX: Final = 32
CLOCK_REFUSALS_MAX: Final = 3

log: Final = structlog.get_logger("appender")


class Appender:
    """Appends for one log. `start` it, `submit` to it, `stop` it."""

    def __init__(
        self,
        facts: LogFacts,
        connect: Connect,
        clock: StoreClock,
        settings: AppenderSettings,
        *,
        admit: Callable[[Connection], Awaitable[None]] | None = None,
    ) -> None:
        self.facts, self.clock, self.settings = facts, clock, settings
        self.state = "opening"
        self.reason = ""
        self._admit = admit
        self._link = Link(connect)
        self._known = Known(facts, settings.cached_streams_max)
        self._queue = Queue(settings.queue_max)
        self._wake = asyncio.Event()
        self._flying: Flight | None = None
        self._gathering: Flight | None = None
        self._limit = settings.batch_events_max
        self._clock_refusals = 0
        self._losses = 0
        self._listeners: list[Callable[[], object]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def head(self) -> Head:
        """The head that this process knows to be committed."""
        return self._known.head

    def notify(self, listener: Callable[[], object]) -> None:
        """Have `listener` called after every commit of this process."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin to work; what is submitted before the database answers waits, within bounds."""
        self._task = asyncio.create_task(self._run(), name=f"appender-{self.facts.wire.service}")
        self._task.add_done_callback(self._ended)

    async def submit(self, append: Append) -> Receipt:
        """Append, and answer when it is durable.

        Raises what `append.decide` raises, VersionConflict, KeyReused, AppendTooLarge, and
        StoreUnavailable when nothing can be promised.
        """
        if self.state not in {"serving", "opening"}:
            raise StoreUnavailable(self.reason or self.state)
        append.check()
        for stream in append.streams:
            self.facts.aggregate(stream)  # An unknown kind is the asker's defect, not the task's.
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self.settings.wait_seconds_max
        waiting = Waiting(append, loop.create_future(), deadline)
        self._queue.put(waiting)
        self._wake.set()
        return await waiting.answer

    async def stop(self, grace_seconds: float = 5) -> None:
        """Take nothing more, answer what was taken, and leave."""
        self.state = "stopping"
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=grace_seconds)
            self._task.cancel()
            await asyncio.wait({self._task})
        self._put_all_back()
        self._queue.give_up(float("inf"), "stopping")
        await self._link.close()
        self.state = "stopped"

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """A defect ended the task: nobody may wait for it, and the process is to be restarted."""
        if not task.cancelled() and task.exception() is not None:
            self.state, self.reason = "failed", repr(task.exception())
            log.error("appender_failed", exc_info=task.exception())
            self._put_all_back()
            self._queue.give_up(float("inf"), "failed")

    async def _run(self) -> None:
        await self._reconnect()
        while self.state != "stopping" or len(self._queue) or self._flying or self._gathering:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._step()
            except BAD_ROW as bad:
                self._single_out(bad)
            except LOST as lost:
                self._fell_out(lost)
                self._put_all_back()
                self._give_up_late()
                await self._link.close()
                await self._reconnect()

    async def _step(self) -> None:
        if self._flying and self._flying.call and self._flying.call.done():
            await self._settle(self._flying, self._flying.call.result())
        await self._gather()
        if self._flying is None:
            if self._gathering is not None:
                self._depart(self._gathering)
            if len(self._queue):
                self._wake.set()

    async def _gather(self) -> None:
        """Decide for what waits, as far as there is room in the batch that gathers."""
        gathered = len(self._gathering) if self._gathering else 0
        room = self._limit if self._flying else min(self._limit, FIRST_APPENDS_MAX)
        arrivals = self._queue.take(room - gathered)
        if not arrivals:
            return
        left = arrivals
        try:
            loaded = await self._known.load_for(self._link.reader, arrivals)
            now = self.clock.now()
            left = [each for each in loaded if not self._board(each, now)]
        finally:
            self._queue.put_back(left)  # Whatever happened, nobody is lost.

    def _board(self, waiting: Waiting, now: datetime) -> bool:
        """Put one append on the gathering flight; not when it is full or carries a repeat."""
        flight = self._gathering or Flight(self._new_batch())
        command = waiting.append.command_id
        repeat = flight.carries(command) or (self._flying and self._flying.carries(command))
        if repeat or flight.batch.is_full(self.settings.batch_events_max):
            return False
        flight.board(waiting, now, self._known.claims)
        self._gathering = flight
        return True

    def _new_batch(self) -> Batch:
        head = self._flying.batch.head if self._flying else self._known.head
        return Batch(self.facts, head, self._slot)

    def _slot(self, stream: str) -> Slot:
        flying = self._flying.batch.slots.get(stream) if self._flying else None
        return flying or self._known.slot(stream)

    def _depart(self, flight: Flight) -> None:
        self._flying, self._gathering = flight, None
        sent = append(self._link.writer, flight.batch, self.clock.tolerance)
        flight.call = asyncio.create_task(sent)
        flight.call.add_done_callback(self._called)

    def _called(self, call: "asyncio.Task[Outcome]") -> None:
        if not call.cancelled():
            call.exception()  # Marked as seen: a flight that was put back has no one to read it.
        self._wake.set()

    async def _settle(self, flight: Flight, outcome: Outcome) -> None:
        self._losses = 0
        if outcome.status == "appended":
            self._landed(flight)
            return
        self._put_all_back()
        match outcome.status:
            case "moved":
                await self._known.catch_up(self._link.reader, outcome.head)
            case "repeated":
                self._answer_repeats(outcome.detail)
            case "claimed":
                self._known.claims.update(outcome.detail)
            case _:
                await self._refused_by_clock(outcome.detail)
        self._give_up_late()

    def _landed(self, flight: Flight) -> None:
        self._known.committed(flight.batch.head, flight.batch.slots)
        self._flying, self._clock_refusals = None, 0
        self._limit = min(self._limit * 2, self.settings.batch_events_max)
        flight.land()
        for listener in self._listeners:
            listener()

    def _put_all_back(self) -> None:
        """Nothing of what is under way happened: all of it is decided again."""
        for flight in (self._gathering, self._flying):
            if flight is not None:
                self._queue.put_back(flight.passengers())
        self._gathering = self._flying = None
        self._wake.set()

    def _give_up_late(self) -> None:
        self._queue.give_up(asyncio.get_running_loop().time(), self.reason or "busy")

    def _answer_repeats(self, receipts: list[dict[str, Any]]) -> None:
        known = {receipt["command"]: receipt for receipt in receipts}
        waiting = self._queue.take(len(self._queue))
        for each in waiting:
            if receipt := known.get(each.append.command_id):
                each.resolve(original_answer(each.append, receipt))
        self._queue.put_back(each for each in waiting if not each.answer.done())

    async def _refused_by_clock(self, detail: dict[str, Any]) -> None:
        """The times were wrong: measure anew; a clock that stays wrong stops the writing."""
        self._clock_refusals += 1
        log.error("clock_refused", **detail)
        await self.clock.synchronise(self._link.reader)
        if self._clock_refusals >= CLOCK_REFUSALS_MAX:
            self._clock_refusals = 0
            self._queue.give_up(float("inf"), "clock")

    def _single_out(self, bad: Exception) -> None:
        """One row was refused: halve the batch until the append that it belongs to is alone."""
        carried = len(self._flying) if self._flying else 0
        if self._flying and carried == 1:
            self._flying.answers[0][0].resolve(bad)
        self._limit = max(1, carried // 2)
        self._put_all_back()

    def _fell_out(self, lost: BaseException) -> None:
        if self.state != "stopping":
            self.state = "unavailable"
        self.reason = str(lost) if isinstance(lost, StoreUnavailable) else type(lost).__name__
        self._losses += 1
        log.warning("store_lost", service=self.facts.wire.service, reason=repr(lost))

    async def _reconnect(self) -> None:
        """Try until the database answers, ever more slowly if no call gets through."""
        while not await self._connected():
            self._give_up_late()
            if self.state == "stopping":
                self._queue.give_up(float("inf"), self.reason)
                return
        if self.state != "stopping":
            self.state, self.reason = "serving", ""
        self._wake.set()

    async def _connected(self) -> bool:
        await asyncio.sleep(RECONNECT_SECONDS[min(self._losses, len(RECONNECT_SECONDS) - 1)])
        try:
            await self._link.open()
            if self._admit is not None:
                await self._admit(self._link.reader)
            await self.clock.synchronise(self._link.reader)
            self._known.reset(await read_last(self._link.reader))
        except (StoreUnavailable, *LOST) as lost:
            self._fell_out(lost)
            await self._link.close()
            return False
        return True
