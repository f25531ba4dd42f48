"""The relay's loop: wait for the lease, take over, carry batches; after a failure, begin anew."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple, TypeAlias

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer

from libs.common.clock import fresh_id, utc_now
from libs.common.events.audience import EVENTS, LINKED, LOG, PUBLIC
from libs.common.kafka.patience import Backoff
from libs.common.kafka.tape import Tape, TapeDamaged, TapeUnreachable
from libs.common.kafka.topics import TopicPartitionsDiffer, ensure_topics, topics_of
from libs.common.leases import Lease, acquire, renewed
from libs.common.relay.alarms import Alarms
from libs.common.relay.bounds import RelayBounds
from libs.common.relay.failures import (
    BrokerUnavailable,
    DatabaseUnavailable,
    Fenced,
    asking_broker,
    asking_database,
)
from libs.common.relay.messages import Publisher, Unpublishable
from libs.common.relay.session import Batches, Session, make_producer
from libs.common.relay.source import Cursor, HoleInLog, read_page
from libs.common.relay.status import RelayState, RelayStatus
from libs.common.relay.takeover import TapeDisagrees, position_on_tape, tape_lost_records
from libs.common.settings import KafkaSettings, Level

LEASE: Final = "relay"
CIRCLES: Final = (LOG, EVENTS, LINKED, PUBLIC)

# Anything else is a defect: it ends the relay, and its process with it.
STATES: Final[dict[type[Exception], RelayState]] = {
    Fenced: RelayState.WAITING_FOR_LEASE,
    BrokerUnavailable: RelayState.BROKER_UNAVAILABLE,
    TapeUnreachable: RelayState.BROKER_UNAVAILABLE,
    DatabaseUnavailable: RelayState.DATABASE_UNAVAILABLE,
    TapeDisagrees: RelayState.BLOCKED,
    TapeDamaged: RelayState.BLOCKED,
    TopicPartitionsDiffer: RelayState.BLOCKED,
    HoleInLog: RelayState.BLOCKED,
    Unpublishable: RelayState.BLOCKED,
}
FAILURES: Final = tuple(STATES)

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
MakeProducer: TypeAlias = Callable[[KafkaSettings, str, RelayBounds], AIOKafkaProducer]


class Load(NamedTuple):
    """What one transaction carries; `last` is None when there is nothing to carry."""

    last: int | None
    batches: Batches
    is_full: bool


_log: Final = structlog.get_logger(__name__)


class Relay:
    """One service's relay; many may run, the lease lets one work, the broker fences the others."""

    def __init__(
        self,
        *,
        pool: Pool,
        kafka: KafkaSettings,
        level: Level,
        publisher: Publisher,
        wake: asyncio.Event | None = None,
        bounds: RelayBounds | None = None,
        make_producer: MakeProducer = make_producer,
    ) -> None:
        self._pool, self._kafka, self._publisher = pool, kafka, publisher
        self._wake, self._bounds = wake or asyncio.Event(), bounds or RelayBounds()
        self._make_producer = make_producer
        self._topics = topics_of(publisher.site, publisher.service, level)
        self._tape = Tape(kafka, publisher.site, publisher.service)
        self._holder = fresh_id(utc_now())
        about = {"site": publisher.site, "service": publisher.service}
        self._log = _log.bind(**about)
        self._alarms = Alarms(self._bounds.alarm_seconds, **about)
        self._stopping, self._ended, self._backoff = asyncio.Event(), asyncio.Event(), Backoff()
        self._ended.set()
        self._running: asyncio.Task[None] | None = None
        self._is_waiting = False
        self.status = RelayStatus()

    async def run(self) -> None:
        """Work until stopped; only a defect or a cancellation ends it otherwise."""
        self._ended.clear()
        self._running = asyncio.current_task()
        try:
            while not self._must_end():
                await self._tenure()
            if not self._stopping.is_set():
                raise asyncio.CancelledError  # noqa: TRY301 - aiokafka swallowed it
        except asyncio.CancelledError:
            if self._running is None or not self._stopping.is_set():
                raise
            self._running.uncancel()
        finally:
            self._enter(RelayState.STOPPED)
            self._ended.set()

    async def stop(self) -> None:
        """Finish the batch in hand, give the lease back, and wait until that is done."""
        if self._running is not None and self._is_waiting and not self._stopping.is_set():
            self._running.cancel()
        self._stopping.set()
        self._wake.set()
        await self._ended.wait()

    async def _tenure(self) -> None:
        """Work from getting the lease to the first failure."""
        try:
            lease = await self._wait_for_lease()
            if lease is not None:
                async with renewed(self._pool, lease, self._bounds.lease_seconds):
                    await self._work(lease)
        except FAILURES as failure:
            self._fail(failure)
            await _wait(self._stopping, self._backoff.next_seconds())

    async def _wait_for_lease(self) -> Lease | None:
        self._enter(RelayState.WAITING_FOR_LEASE)
        while not self._must_end():
            with asking_database():
                lease = await acquire(self._pool, LEASE, self._holder, self._bounds.lease_seconds)
            if lease is not None:
                return lease
            await _wait(self._stopping, self._bounds.lease_poll_seconds)
        return None

    async def _work(self, lease: Lease) -> None:
        self._enter(RelayState.TAKING_OVER)
        self.status.lease_epoch = lease.epoch
        producer = self._make_producer(self._kafka, self._publisher.transactional_id, self._bounds)
        session = Session(producer, self._publisher, self._bounds)
        try:
            with self._waiting():
                self.status.position = await self._take_over(session)
            self._enter(RelayState.RELAYING)
            await self._relay(session, lease)
        except FAILURES as failure:
            # Said at once: to close the producer of a silent broker takes a while.
            self._show(failure)
            raise
        finally:
            await session.close()

    async def _take_over(self, session: Session) -> int:
        with asking_broker():
            await ensure_topics(self._kafka, self._topics)
        with asking_database():
            # A copy of the database that may not relay must not fence the relay that may.
            await position_on_tape(self._pool, self._tape, self._publisher.site)
            await session.start(CIRCLES)
            finding = await position_on_tape(self._pool, self._tape, self._publisher.site)
            if await tape_lost_records(self._pool, finding, self._alarms):
                self.status.tails_behind += 1
        self.status.takeovers += 1
        return finding.continue_after

    async def _relay(self, session: Session, lease: Lease) -> None:
        cursor = Cursor(self._pool, lease, self._bounds.cursor_seconds)
        load = await self._load(session, self.status.position)
        pause = self._bounds.poll_seconds_busy
        while lease.held and not self._must_end():
            if load.last is None:
                await _wait(self._wake, pause)
                pause = min(pause * 2, self._bounds.poll_seconds_idle)
                load = await self._load(session, self.status.position)
            else:
                load = await self._carry(session, load, load.last)
                pause = self._bounds.poll_seconds_busy
            with asking_database():
                await cursor.keep(self.status.position)
        with asking_database():
            await cursor.write(self.status.position)

    async def _load(self, session: Session, after: int) -> Load:
        """Read the next events and make batches of them."""
        self._wake.clear()
        limits = self._bounds.batch_events_max, self._bounds.batch_bytes_max
        with asking_database():
            page = await read_page(self._pool, after, *limits)
        # One at a time: thousands of them at once keep the garbage collector busy.
        messages = (each for row in page for each in self._publisher.messages(row))
        batches = await session.prepare(messages)
        last = page[-1].position if page else None
        return Load(last, batches, is_full=len(page) > self._bounds.batch_events_max // 2)

    async def _carry(self, session: Session, load: Load, last: int) -> Load:
        """Publish one load; a full one is likely followed by another, which is made meanwhile."""
        ahead = asyncio.create_task(self._load(session, last)) if load.is_full else None
        try:
            counts = await session.publish(load.batches)
            self.status.position = last
            self.status.transactions += 1
            self.status.published.update(counts)
            self._backoff.reset()
            return await (ahead or self._load(session, last))
        finally:
            if ahead is not None:
                ahead.cancel()
                await asyncio.wait([ahead])

    def _enter(self, state: RelayState) -> None:
        if state is not self.status.state:
            self._log.info("relay_state", state=state.value, position=self.status.position)
        self.status.state = state

    def _must_end(self) -> bool:
        """Tell whether to stop, also when aiokafka swallowed a cancellation while it closed."""
        is_cancelled = self._running is not None and self._running.cancelling() > 0
        return self._stopping.is_set() or is_cancelled

    def _show(self, failure: Exception) -> None:
        self.status.last_error = f"{type(failure).__name__}: {failure}"
        self._enter(STATES[type(failure)])

    def _fail(self, failure: Exception) -> None:
        self._show(failure)
        self._alarms.raise_alarm("relay_failed", kind=type(failure).__name__, cause=str(failure))

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Mark what `stop` may cut short: to wait for a server may take long."""
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
