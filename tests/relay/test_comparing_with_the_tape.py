"""Whether a database is still the one on the tape, and what the relay makes of the answer."""

from dataclasses import replace

import pytest
from aiokafka.errors import ProducerFenced

from libs.common.kafka.second_line import Mark
from libs.common.kafka.tape import Tape
from libs.common.relay import RelayState
from libs.common.relay.session import make_producer
from libs.common.settings import KafkaSettings
from libs.common.store.lineage import Finding, Standing, examine, is_known, open_epoch
from libs.common.store.reading import read_last
from tests.relay.harness import QUICK, Harness, running, until
from tests.relay.log_builder import LogBuilder
from tests.relay.vocabulary import SERVICE, IssueApproved

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def found(harness: Harness) -> Finding:
    return await examine(harness.pool, harness.tape, harness.site)


async def test_an_empty_database_and_an_empty_tape_agree(harness: Harness) -> None:
    finding = await found(harness)
    assert (finding.standing, finding.may_write) == (Standing.AGREES, True)


async def test_a_database_that_is_ahead_of_its_tape_agrees_and_is_remembered(
    harness: Harness,
) -> None:
    await harness.log.append_many(20)
    await harness.relay_all()
    await harness.log.append_many(5)
    assert not await is_known(harness.pool)
    finding = await found(harness)
    assert finding.standing is Standing.AGREES
    assert (finding.database, finding.tape) == (Mark(1, 25), Mark(1, 20))
    assert await is_known(harness.pool)


async def test_a_known_server_serves_while_the_tape_does_not_answer(harness: Harness) -> None:
    await found(harness)
    nowhere = Tape(KafkaSettings(bootstrap="127.0.0.1:1"), harness.site, SERVICE)
    finding = await examine(harness.pool, nowhere, harness.site)
    assert (finding.standing, finding.may_write) == (Standing.UNCHANGED, True)


async def test_a_new_server_ends_what_the_relay_of_the_old_one_has_under_way(
    harness: Harness,
) -> None:
    producer = make_producer(harness.kafka, harness.publisher.transactional_id, QUICK)
    await producer.start()
    try:
        await producer.begin_transaction()
        await producer.send_and_wait(harness.tape.topic, b"half of something")
        assert (await found(harness)).standing is Standing.AGREES
        with pytest.raises(ProducerFenced):
            await producer.commit_transaction()
    finally:
        await producer.stop()
    assert await harness.read("log") == []


@pytest.mark.parametrize("change", ["timeline = timeline + 1", "system_identifier = 7"])
async def test_a_new_timeline_or_server_waits_for_the_tape(harness: Harness, change: str) -> None:
    await found(harness)
    await harness.pool.execute(f"UPDATE lineage SET {change}")
    nowhere = Tape(KafkaSettings(bootstrap="127.0.0.1:1"), harness.site, SERVICE)
    finding = await examine(harness.pool, nowhere, harness.site)
    assert (finding.standing, finding.may_write) == (Standing.TAPE_UNREACHABLE, False)
    assert (await found(harness)).standing is Standing.AGREES


async def test_a_missing_topic_is_no_empty_tape(harness: Harness) -> None:
    nowhere = Tape(harness.kafka, harness.site, "rounds")
    finding = await examine(harness.pool, nowhere, harness.site)
    assert finding.standing is Standing.TAPE_UNREACHABLE
    assert "no topic" in finding.detail


async def test_an_emptied_database_is_behind(harness: Harness) -> None:
    await harness.log.append_many(20)
    await harness.relay_all()
    await harness.forget_after(0)
    finding = await found(harness)
    assert (finding.standing, finding.may_write) == (Standing.BEHIND, False)


async def test_a_database_restored_to_an_earlier_state_is_behind(harness: Harness) -> None:
    await harness.log.append_many(300)
    await harness.relay_all()
    await harness.forget_after(123)
    finding = await found(harness)
    assert finding.standing is Standing.BEHIND
    assert finding.detail == f"the tape ends at 300, the database at {harness.log.position}"


async def test_a_shorter_database_with_another_last_event_differs(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    await harness.forget_after(0)
    await replace(harness, log=LogBuilder(harness.pool, harness.site)).log.append_many(9, size=3)
    finding = await found(harness)
    assert finding.standing is Standing.DIFFERS
    assert finding.detail == "database and tape hold different events at position 9"


async def test_a_longer_database_with_other_events_differs(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    await harness.forget_after(0)
    await LogBuilder(harness.pool, harness.site).append_many(40, size=3)
    finding = await found(harness)
    assert (finding.standing, finding.may_write) == (Standing.DIFFERS, False)


@pytest.mark.parametrize("survivors", [0, 12])
async def test_no_relay_runs_for_a_database_that_is_behind(
    harness: Harness, survivors: int
) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    before = await harness.on_tape()
    await harness.forget_after(survivors)
    async with running(harness.relay()) as relay:
        await until(lambda: relay.status.state is RelayState.BLOCKED)
        assert "behind" in (relay.status.last_error or "")
    assert await harness.on_tape() == before


async def test_no_relay_runs_for_a_database_that_differs(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    await harness.forget_after(0)
    await LogBuilder(harness.pool, harness.site).append_many(40, size=3)
    async with running(harness.relay()) as relay:
        await until(lambda: relay.status.state is RelayState.BLOCKED)
        assert "differ" in (relay.status.last_error or "")
    assert len(await harness.on_tape()) == 30


async def test_an_epoch_begins_on_what_survived(harness: Harness) -> None:
    await harness.log.append_many(30)
    opened = await harness.epoch_opened()
    assert (opened.surviving_size, opened.surviving_root) == (30, harness.log.root)


async def test_an_epoch_cannot_begin_within_a_flush(harness: Harness) -> None:
    await harness.log.append(("issue-1", IssueApproved()), ("issue-1", IssueApproved()))
    last = await read_last(harness.pool)
    assert last is not None
    with pytest.raises(ValueError, match="does not end a flush"):
        open_epoch(
            last._replace(frontier=None),
            witnessed=None,
            reason="r",
            opened_by="a",
            confirmed_by="b",
        )


async def test_the_relay_goes_on_where_the_next_epoch_begins(harness: Harness) -> None:
    await harness.log.append_many(30)
    await harness.relay_all()
    await harness.forget_after(20)
    survivors = harness.log.position
    await harness.log.append((f"site-{harness.site}", await harness.epoch_opened()))
    await harness.log.append_many(7)
    assert (await found(harness)).standing is Standing.AGREES
    await harness.relay_all()
    last = survivors + 8
    assert await harness.on_tape() == [*range(1, 31), *range(survivors + 1, last + 1)]
    tail = await harness.tape.tail()
    assert tail is not None
    assert tail.mark == Mark(2, last)
    assert (await found(harness)).standing is Standing.AGREES
