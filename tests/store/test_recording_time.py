"""Events are recorded by the database's clock, or by one that is moved by hand; never backwards."""

from datetime import UTC, datetime, timedelta

import pytest

from libs.common.clock import utc_now
from libs.common.events.header import read_time
from libs.common.settings import PostgresSettings
from libs.common.store.appends import Append, Emit, Receipt, StoreUnavailable
from libs.common.store.batch import Batch
from libs.common.store.call import Outcome, append
from libs.common.store.clock import DatabaseClock, SimulatedClock, StoreClock
from libs.common.store.connection import connect
from libs.common.store.head import Head
from libs.common.store.link import Connection
from libs.common.store.slots import empty
from tests.store.boxes import Fill, Filled, Name, box
from tests.store.store import Store, number, origin, outcomes

pytestmark = pytest.mark.postgres

MARCH = datetime(2025, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Wrong(DatabaseClock):
    """Goes wrong by so much, and cannot be put right."""

    def __init__(self, by: timedelta) -> None:
        super().__init__(tolerance_seconds=5)
        self.by = by

    def now(self) -> datetime:
        """Give the wrong time."""
        return super().now() + self.by


class Jumping(DatabaseClock):
    """Jumps an hour ahead when it is asked for the second time, until it is synchronised."""

    asked = 0

    def now(self) -> datetime:
        """Give the time, or what it thinks."""
        self.asked += 1
        return super().now() + (HOUR if self.asked > 1 else timedelta())

    async def synchronise(self, connection: Connection) -> None:
        """Be sensible again."""
        await super().synchronise(connection)
        self.asked = -100


async def times(store: Store) -> list[datetime]:
    return [each.recorded_at for each in await store.events()]


async def test_the_databases_clock_is_followed(store: Store) -> None:
    before = await store.admin.fetchval("SELECT clock_timestamp()")
    await store.writer().give("box-1", Fill(amount=1))
    after = await store.admin.fetchval("SELECT clock_timestamp()")
    (recorded,) = await times(store)
    assert before - timedelta(seconds=1) <= recorded <= after + timedelta(seconds=1)


async def test_a_machine_whose_clock_is_wrong_records_the_databases_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libs.common.store.clock.utc_now", lambda: utc_now() - 9 * HOUR)
    await store.writer().give("box-1", Fill(amount=1))
    (recorded,) = await times(store)
    assert abs(utc_now() - recorded) < timedelta(seconds=2)


async def test_a_clock_that_went_wrong_is_put_right(store: Store) -> None:
    clock = DatabaseClock(5)
    writer = await store.serving(clock=clock)
    clock.offset = HOUR
    await writer.give("box-1", Fill(amount=1))
    (recorded,) = await times(store)
    assert abs(utc_now() - recorded) < timedelta(seconds=2)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_a_clock_that_stays_wrong_writes_nothing(store: Store, by: timedelta) -> None:
    writer = await store.serving(clock=Wrong(by))
    answers = await outcomes(*(writer.give("box-1", Name(name="n")) for _ in range(3)))
    assert [str(answer) for answer in answers] == ["clock"] * 3
    assert await store.events() == []


async def test_what_a_wrong_clock_was_refused_leaves_no_claim(store: Store) -> None:
    wrong, right = await store.serving(clock=Wrong(HOUR)), await store.serving()
    with pytest.raises(StoreUnavailable):
        await wrong.give("box-1", Name(name="n"))
    assert (await right.give("box-2", Name(name="n"))).last == 1


async def test_a_clock_that_jumps_within_a_batch_is_refused(store: Store) -> None:
    clock = Jumping(5)
    writer = await store.serving(clock=clock)
    clock.asked = 0
    answers = await outcomes(*(writer.give("box-1", Fill(amount=1)) for _ in range(3)))
    assert {type(answer) for answer in answers} == {Receipt}
    assert max(await times(store)) < utc_now() + timedelta(seconds=2)


async def test_a_clock_that_goes_back_a_little_repeats_the_last_time(store: Store) -> None:
    clock = DatabaseClock(5)
    writer = await store.serving(clock=clock)
    await writer.give("box-1", Fill(amount=1))
    clock.offset -= timedelta(seconds=3)
    await writer.give("box-1", Fill(amount=1))
    first, second = await times(store)
    assert first == second


async def test_a_time_before_the_last_is_refused(store: Store) -> None:
    writer = await store.serving()
    await writer.give("box-1", Fill(amount=1))
    head = writer.appender.head._replace(recorded_at=None)
    assert head.position == 1
    outcome = await _call(store, head, utc_now() - timedelta(seconds=3))
    assert (outcome.status, len(await store.events())) == ("clock", 1)
    assert (await _call(store, head, utc_now())).status == "appended"


async def _call(store: Store, head: Head, now: datetime) -> Outcome:
    batch = Batch(store.writers[0].appender.facts, head, lambda _: empty(box))
    decided = Append(
        number(now), ("box-2",), lambda *_: [Emit("box-2", Filled(amount=1))], origin()
    )
    batch.add(decided, now, {})
    connection = await connect(store.dsn, PostgresSettings.model_validate({"dsn": store.dsn}))
    try:
        return await append(connection, batch, timedelta(seconds=5))
    finally:
        await connection.close()


async def test_a_simulated_clock_stands_until_it_is_moved(store: Store) -> None:
    clock = SimulatedClock(MARCH)
    writer = await store.serving(clock=clock)
    await writer.give("box-1", Fill(amount=1))
    await writer.give("box-1", Fill(amount=1))
    clock.advance(MARCH + 24 * HOUR)
    await writer.give("box-1", Fill(amount=1))
    assert await times(store) == [MARCH, MARCH, MARCH + 24 * HOUR]


async def test_a_simulated_clock_never_goes_back(store: Store) -> None:
    clock: StoreClock = SimulatedClock(MARCH)
    assert isinstance(clock, SimulatedClock)
    assert clock.advance(MARCH + HOUR) == MARCH + HOUR
    assert clock.advance(MARCH) == MARCH + HOUR
    await store.writer(clock=clock).give("box-1", Fill(amount=1))
    again = SimulatedClock(MARCH)
    await store.writer(clock=again).give("box-1", Fill(amount=1))
    assert await times(store) == [MARCH + HOUR, MARCH + HOUR]


async def test_what_the_actor_says_of_the_time_stands_beside_the_recorded_one(
    store: Store,
) -> None:
    await store.writer().give("box-1", Fill(amount=1), by=origin(occurred_at=MARCH))
    (event,) = await store.events()
    assert event.occurred_at == MARCH
    assert event.recorded_at == read_time(event.header.recorded_at) > MARCH
