"""A database that lost events gets them back from its tape, each one proven."""

from collections.abc import Callable

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from libs.common.events.kernel import DataDestroyed
from libs.common.events.record import LogRecord, pack
from libs.common.kafka.proof import TapeRefused
from libs.common.kafka.second_line import TapeJump
from libs.common.store.lineage import Standing
from libs.common.store.narrow import rebuild_narrow, told
from libs.common.store.reading import read_page
from libs.common.store.refill import Refilled, reconcile, refill
from tests.relay.harness import Harness
from tests.relay.vocabulary import WIRE, IssueApproved, IssueClosed, IssueRaised

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def refilled(harness: Harness) -> Refilled:
    return await refill(harness.pool, harness.tape, WIRE, harness.site)


async def test_an_emptied_database_comes_back_with_all_its_tables(harness: Harness) -> None:
    await harness.log.append_many(300)
    await harness.relay_all()
    before, root = await harness.dump(), harness.log.root
    await harness.forget_after(0)
    result = await refilled(harness)
    assert (result.first, result.last, result.root) == (1, 300, root)
    assert await harness.dump() == before
    assert await harness.root() == root


async def test_a_restored_database_gets_back_what_it_lacks(harness: Harness) -> None:
    await harness.log.append_many(300)
    await harness.relay_all()
    before, root = await harness.dump(), harness.log.root
    await harness.forget_after(150)
    survivors = harness.log.position
    assert 0 < survivors < 300
    assert (await refilled(harness)).first == survivors + 1
    after = await harness.dump()
    assert (after["events"], after["streams"]) == (before["events"], before["streams"])
    assert await harness.root() == root


async def test_a_long_tape_comes_back_in_batches_that_tear_no_command(harness: Harness) -> None:
    await harness.log.append_many(4_500, size=3)
    await harness.relay_all()
    before = await harness.dump()
    await harness.forget_after(0)
    await refilled(harness)
    assert await harness.dump() == before
    ends = [end for (end,) in await harness.pool.fetch(_ENDS)]
    assert len(ends) == 3
    assert max(end - start for start, end in zip([0, *ends], ends, strict=False)) <= 2_000


_ENDS = "SELECT position FROM events WHERE frontier IS NOT NULL ORDER BY position"


async def test_after_a_refill_the_relay_goes_on_without_a_repeat(harness: Harness) -> None:
    await harness.log.append_many(60)
    await harness.relay_all()
    await harness.forget_after(0)
    result = await reconcile(harness.pool, harness.tape, WIRE, harness.site)
    assert result.finding.standing is Standing.AGREES
    assert result.refilled is not None
    await harness.log.catch_up()
    await harness.log.append_many(20)
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, 81))


async def test_destroyed_data_does_not_come_back(harness: Harness) -> None:
    order = DataDestroyed(position=2, reason="r", ordered_by="a", confirmed_by="b")
    await harness.log.append(("issue-1", IssueClosed(reason="r", by="a")))
    await harness.log.append(("issue-1", IssueRaised(title="t", number="7", unit="u")))
    await harness.relay_all()
    await harness.log.append((f"site-{harness.site}", order))
    await harness.as_owner("SELECT destroy_data(2, 3)")
    await harness.relay_all()
    before = await harness.dump()
    await harness.forget_after(0)
    await refilled(harness)
    assert await harness.dump() == before
    assert before["events"][1][5:7] == (None, None)


async def test_survivors_whose_destruction_was_lost_are_named(harness: Harness) -> None:
    order = DataDestroyed(position=1, reason="r", ordered_by="a", confirmed_by="b")
    await harness.log.append(("issue-1", IssueApproved()))
    await harness.log.append((f"site-{harness.site}", order))
    await harness.relay_all()
    await harness.forget_after(1)
    assert (await refilled(harness)).to_destroy == {1: 2}


async def test_of_a_tape_with_two_epochs_the_one_in_force_comes_back(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    await harness.forget_after(20)
    await harness.log.append((f"site-{harness.site}", await harness.epoch_opened()))
    await harness.log.append_many(7)
    await harness.relay_all()
    before, root = await harness.dump(), harness.log.root
    await harness.forget_after(0)
    assert (await refilled(harness)).root == root
    assert (await harness.dump())["events"] == before["events"]


async def test_a_database_that_a_later_epoch_put_aside_is_refused(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    aside = await harness.pool.fetch("SELECT * FROM events")
    await harness.forget_after(20)
    opening = harness.log.position + 1
    await harness.log.append((f"site-{harness.site}", await harness.epoch_opened()))
    await harness.log.append_many(40)
    await harness.relay_all()
    await harness.forget_after(0)
    async with harness.pool.acquire() as connection:
        await connection.copy_records_to_table("events", records=[tuple(row) for row in aside])
    with pytest.raises(TapeRefused) as refused:
        await refilled(harness)
    assert refused.value.position == opening


async def test_narrow_tables_are_made_anew_from_the_events(harness: Harness) -> None:
    await harness.log.append_many(200)
    before = await harness.dump()
    await harness.as_owner("TRUNCATE streams, receipts, claims")
    rows = await read_page(harness.pool, 0)
    for _ in range(2):
        async with harness.pool.acquire() as connection:
            await rebuild_narrow(connection, WIRE, [told(row) for row in rows])
    assert await harness.dump() == before


Tamper = Callable[[list[LogRecord]], list[LogRecord]]


def _with(records: list[LogRecord], position: int, **changed: bytes) -> list[LogRecord]:
    changed_record = records[position - 1]._replace(**changed)
    return [*records[: position - 1], changed_record, *records[position:]]


def _header_with(records: list[LogRecord], position: int, **changed: object) -> list[LogRecord]:
    fields = orjson.loads(records[position - 1].header)
    return _with(records, position, header=orjson.dumps(fields | changed))


@pytest.mark.parametrize(
    ("tamper", "position"),
    [
        (lambda tape: _with(tape, 9, data=b"{}"), 9),
        (lambda tape: _with(tape, 9, data=b"", salt=bytes(16)), 9),
        (lambda tape: _header_with(tape, 9, actor="b-2"), 11),
        (lambda tape: _header_with(tape, 9, version=8), 9),
        (lambda tape: _header_with(tape, 9, version="x", recorded_at=7), 9),
        (lambda tape: _header_with(tape, 9, site="999999"), 9),
        (lambda tape: _header_with(tape, 9, sequence={"events": 99}), 9),
        (lambda tape: _header_with(tape, 9, audience="open"), 9),
        (lambda tape: _header_with(tape, 9, recorded_at="2020-01-01T00:00:00.000000Z"), 9),
        (lambda tape: _header_with(tape, 9, previous="0" * 64), 9),
    ],
)
async def test_a_tampered_tape_is_refused_by_its_position(
    harness: Harness, tamper: Tamper, position: int
) -> None:
    await write_tape(harness, tamper)
    with pytest.raises(TapeRefused) as refused:
        await refilled(harness)
    assert refused.value.position == position
    assert await harness.pool.fetchval("SELECT count(*) FROM events") == 0
    result = await reconcile(harness.pool, harness.tape, WIRE, harness.site)
    assert (result.finding.standing, result.refilled) == (Standing.DIFFERS, None)
    assert result.finding.detail.startswith(f"position {position}: ")


async def test_a_record_taken_from_the_tape_is_missed(harness: Harness) -> None:
    await write_tape(harness, lambda tape: [*tape[:8], *tape[9:]])
    with pytest.raises(TapeJump) as jump:
        await refilled(harness)
    assert jump.value.position == 10


async def test_a_repeated_record_is_dropped(harness: Harness) -> None:
    root = await write_tape(harness, lambda tape: [*tape[:9], *tape[3:]])
    assert (await refilled(harness)).root == root


async def test_a_last_event_that_was_changed_is_found_by_a_witnessed_root(
    harness: Harness,
) -> None:
    root = await write_tape(harness, lambda tape: _header_with(tape, 20, actor="b-2"))
    with pytest.raises(TapeRefused) as refused:
        await refill(harness.pool, harness.tape, WIRE, harness.site, witnessed={20: root})
    assert refused.value.position == 20


async def write_tape(harness: Harness, tamper: Tamper) -> str:
    """Write a tape that somebody tampered with, and lose the database; give the true root."""
    await harness.log.append_many(20, streams=2)
    root = harness.log.root
    rows = await read_page(harness.pool, 0)
    tape = tamper([LogRecord(row.header, row.salt or b"", row.data or b"") for row in rows])
    producer = AIOKafkaProducer(bootstrap_servers=harness.kafka.bootstrap, enable_idempotence=True)
    async with producer:
        for record in tape:
            await producer.send_and_wait(harness.tape.topic, pack(record))
    await harness.forget_after(0)
    return root
