"""What is parked, seen, redriven in order, and thrown away with a reason."""

import asyncio

import pytest

from libs.common.reactions.parked import parked_rows, parked_streams
from libs.common.reactions.redrive import ReasonMissing
from tests.reactions import vocabulary
from tests.reactions.desk import Desk
from tests.reactions.records import Teller

pytestmark = pytest.mark.postgres
NAME = vocabulary.FROM_TELLER.name


async def test_the_list_shows_each_stream_by_its_first_row(desk: Desk, teller: Teller) -> None:
    await desk.take(
        teller.told("talk-1", 1, "refuse"),
        teller.told("talk-1", 2, "two"),
        teller.told("talk-2", 1, "crash"),
    )
    async with desk.pool.acquire() as connection:
        streams = await parked_streams(connection)
    assert [(s.reaction, s.stream, s.rows, s.cause) for s in streams] == [
        (NAME, "talk-1", 2, "NotWrittenHere"),
        (NAME, "talk-2", 1, "defect:ZeroDivisionError"),
    ]


async def test_a_parked_row_is_the_record_as_it_came(desk: Desk, teller: Teller) -> None:
    record = teller.record("talk-1", 1, b"{", extra=b"\xff\xfe", traceparent=b"00-1-2-01")
    await desk.take(record)
    async with desk.pool.acquire() as connection:
        (row,) = await parked_rows(connection, NAME, (desk.topic, "talk-1"))
    assert row.record == record


async def test_a_redrive_goes_in_order_and_frees_the_stream(desk: Desk, teller: Teller) -> None:
    await desk.take(*[teller.told("talk-1", n, f"refuse {n}") for n in (1, 2, 3)])
    vocabulary.permitted.update(f"refuse {n}" for n in (1, 2, 3))
    redriven = await desk.redrive().redrive((desk.topic, "talk-1"))
    assert (redriven.done, redriven.failed) == (3, None)
    await desk.take(teller.told("talk-1", 4, "four"))
    assert await desk.written("1") == ["refuse 1", "refuse 2", "refuse 3", "four"]
    assert await desk.parked() == []


async def test_a_redrive_stops_at_the_first_that_fails_again(desk: Desk, teller: Teller) -> None:
    await desk.take(*[teller.told("talk-1", n, f"refuse {n}") for n in (1, 2, 3)])
    vocabulary.permitted.update({"refuse 1", "refuse 3"})
    redriven = await desk.redrive().redrive((desk.topic, "talk-1"))
    assert redriven.failed is not None
    assert (redriven.done, redriven.failed.cause) == (1, "NotWrittenHere")
    assert redriven.failed.attempts == 2
    assert redriven.failed.last_failed_at > redriven.failed.first_failed_at
    assert await desk.written("1") == ["refuse 1"]
    assert [cause for _, cause in await desk.parked()] == ["NotWrittenHere", "behind"]


async def test_a_redrive_after_half_of_an_events_commands_gives_the_others_only(
    desk: Desk, teller: Teller
) -> None:
    await desk.take(teller.told("talk-1", 1, "one+refuse+three"))
    assert await desk.written("1") == ["one"]
    vocabulary.permitted.add("refuse")
    await desk.redrive().redrive((desk.topic, "talk-1"))
    assert await desk.written("1") == ["one", "refuse", "three"]


async def test_what_was_missing_may_come_later_and_goes_first(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "one"), teller.told("talk-1", 4, "four"))
    await desk.take(*[teller.told("talk-1", n, f"word {n}") for n in (2, 3, 5)])
    redriven = await desk.redrive().redrive((desk.topic, "talk-1"))
    assert redriven.failed is None
    assert await desk.written("1") == ["one", "word 2", "word 3", "four", "word 5"]
    assert await desk.seen("talk-1") == 5


async def test_a_jump_stays_parked_until_somebody_accepts_the_gap(
    desk: Desk, teller: Teller
) -> None:
    await desk.take(*[teller.told("talk-1", n, f"word {n}") for n in (1, 4, 5)])
    key = (desk.topic, "talk-1")
    refused = await desk.redrive().redrive(key)
    assert refused.failed is not None
    assert refused.failed.cause == "sequence_jump"
    accepted = await desk.redrive().redrive(key, across_gap=True)
    assert (accepted.done, accepted.failed) == (2, None)
    assert await desk.written("1") == ["word 1", "word 4", "word 5"]


async def test_an_unknown_version_gives_way_to_its_twin(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, {}, name="Told.v3"))
    await desk.take(teller.told("talk-1", 1, "one"), teller.told("talk-1", 2, "two"))
    redriven = await desk.redrive().redrive((desk.topic, "talk-1"))
    assert redriven.failed is None
    assert await desk.written("1") == ["one", "two"]


async def test_a_row_is_thrown_away_with_a_reason(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, b"{"), teller.told("talk-1", 2, "two"))
    identifier = await desk.pool.fetchval("SELECT min(id) FROM parked")
    discarded = await desk.redrive().discard(identifier, "nothing can be read of it")
    assert discarded is not None
    assert (discarded.reason, discarded.row.cause) == ("nothing can be read of it", "malformed")
    await desk.redrive().redrive((desk.topic, "talk-1"))
    assert await desk.written("1") == ["two"]


async def test_what_follows_a_discarded_row_is_no_jump(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, {}, name="Told.v3"))
    identifier = await desk.pool.fetchval("SELECT min(id) FROM parked")
    await desk.redrive().discard(identifier, "told in a version that nobody has")
    await desk.take(teller.told("talk-1", 2, "two"))
    assert await desk.written("1") == ["two"]


async def test_nothing_is_thrown_away_without_a_reason(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, b"{"))
    with pytest.raises(ReasonMissing):
        await desk.redrive().discard(1, " ")
    assert len(await desk.parked()) == 1


async def test_records_that_come_during_a_redrive_lose_neither_place_nor_effect(
    desk: Desk, teller: Teller
) -> None:
    await desk.take(*[teller.told("talk-1", n, f"refuse {n}") for n in range(1, 11)])
    vocabulary.permitted.update(f"refuse {n}" for n in range(1, 11))

    async def come() -> None:
        for n in range(11, 31):
            await desk.take(teller.told("talk-1", n, f"word {n}"))

    await asyncio.gather(come(), desk.redrive().redrive((desk.topic, "talk-1")))
    await desk.redrive().redrive((desk.topic, "talk-1"))
    expected = [f"refuse {n}" for n in range(1, 11)] + [f"word {n}" for n in range(11, 31)]
    assert await desk.written("1") == expected
    assert await desk.parked() == []


async def test_two_redrives_at_once_give_each_effect_once(desk: Desk, teller: Teller) -> None:
    await desk.take(*[teller.told("talk-1", n, f"refuse {n}") for n in range(1, 6)])
    vocabulary.permitted.update(f"refuse {n}" for n in range(1, 6))
    key = (desk.topic, "talk-1")
    await asyncio.gather(desk.redrive().redrive(key), desk.redrive().redrive(key))
    assert await desk.written("1") == [f"refuse {n}" for n in range(1, 6)]
    assert await desk.parked() == []
