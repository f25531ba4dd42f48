"""Batches against a real log: what is written, what is parked, in which order."""

import asyncio

import pytest

from libs.common.reactions.order import Action
from tests.reactions.buses import Meeting
from tests.reactions.desk import Desk
from tests.reactions.records import Teller, event_id

pytestmark = pytest.mark.postgres


async def test_each_stream_is_handled_in_its_order(desk: Desk, teller: Teller) -> None:
    talks = [f"talk-{number}" for number in range(20)]
    await desk.take(*[teller.told(talk, n, f"word {n}") for n in range(1, 6) for talk in talks])
    for number in range(20):
        assert await desk.written(str(number)) == [f"word {n}" for n in range(1, 6)]


async def test_streams_are_handled_beside_each_other(desk: Desk, teller: Teller) -> None:
    meeting = Meeting(desk, persons=8)
    records = [teller.told(f"talk-{number}", 1, "hello") for number in range(8)]
    await desk.batches(meeting).take(records)
    assert meeting.together == 8


async def test_what_was_seen_is_dropped_and_has_no_effect(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "one"), teller.told("talk-1", 2, "two"))
    tally = await desk.take(teller.told("talk-1", 2, "two"), teller.told("talk-1", 3, "three"))
    assert (tally[Action.DROP], tally[Action.HANDLE]) == (1, 1)
    assert await desk.written("1") == ["one", "two", "three"]


async def test_the_effects_name_their_cause(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "hello"))
    query = "SELECT convert_from(header, 'UTF8')::jsonb FROM events WHERE position > $1"
    header = await desk.pool.fetchval(query, desk.start)
    assert f'"causation": "{event_id("talk-1", 1)}"' in header
    assert '"actor": "system"' in header
    assert '"body": "x.listener"' in header


async def test_a_jump_parks_the_stream_and_others_go_on(desk: Desk, teller: Teller) -> None:
    await desk.take(
        teller.told("talk-1", 1, "one"),
        teller.told("talk-1", 3, "three"),
        teller.told("talk-2", 1, "hello"),
    )
    assert await desk.parked() == [("talk-1", "sequence_jump")]
    assert await desk.detail() == "3 does not follow 1"
    assert (await desk.written("1"), await desk.written("2")) == (["one"], ["hello"])


@pytest.mark.parametrize("body", [b"{", b'{"text":', b"\xff\xfe", b"[]", b"{}", b'{"text": 7}'])
async def test_a_malformed_body_is_parked(desk: Desk, teller: Teller, body: bytes) -> None:
    await desk.take(teller.record("talk-1", 1, body), teller.told("talk-2", 1, "hello"))
    assert await desk.parked() == [("talk-1", "malformed")]
    assert (await desk.detail()).split(":")[0] in {"data", "text"}
    assert await desk.written("2") == ["hello"]


async def test_a_malformed_header_is_parked_and_named(desk: Desk, teller: Teller) -> None:
    await desk.take(
        teller.told("talk-1", 1, "hello", ce_id=None),
        teller.told("talk-2", 1, "hello"),
    )
    assert await desk.parked() == [("talk-1", "malformed")]
    assert await desk.detail() == "ce_id"
    assert await desk.written("2") == ["hello"]


async def test_a_field_nobody_knows_is_ignored(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, {"text": "hello", "mood": "good"}))
    assert await desk.written("1") == ["hello"]


async def test_an_unknown_version_is_parked(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.record("talk-1", 1, {}, name="Told.v3"))
    assert await desk.parked() == [("talk-1", "unknown_version")]


async def test_an_unknown_type_is_ignored_and_counted(desk: Desk, teller: Teller) -> None:
    await desk.take(
        teller.record("talk-1", 1, {}, name="Whistled.v1"), teller.told("talk-1", 2, "hello")
    )
    assert await desk.parked() == []
    assert await desk.written("1") == ["hello"]


async def test_a_foreign_record_does_not_block_the_stream_it_names(
    desk: Desk, teller: Teller
) -> None:
    foreign = teller.told("talk-1", 1, "forged", ce_source=b"/110000/teller")
    await desk.take(foreign, teller.told("talk-1", 1, "hello"))
    assert await desk.parked() == [("/110000/teller/talk-1", "foreign_source")]
    assert await desk.written("1") == ["hello"]


async def test_a_refusal_parks_the_stream_by_its_name(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "refuse"), teller.told("talk-2", 1, "hello"))
    assert await desk.parked() == [("talk-1", "NotWrittenHere")]
    assert await desk.detail() == "text=refuse"
    assert await desk.written("2") == ["hello"]


async def test_a_defect_parks_the_stream_by_its_name(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "crash"), teller.told("talk-2", 1, "hello"))
    assert await desk.parked() == [("talk-1", "defect:ZeroDivisionError")]
    assert await desk.written("2") == ["hello"]


async def test_later_records_of_a_parked_stream_wait_behind(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "refuse"), teller.told("talk-1", 2, "two"))
    await desk.take(teller.told("talk-1", 3, "three"), teller.told("talk-2", 1, "hello"))
    assert await desk.parked() == [
        ("talk-1", "NotWrittenHere"),
        ("talk-1", "behind"),
        ("talk-1", "behind"),
    ]
    assert (await desk.written("1"), await desk.written("2")) == ([], ["hello"])


async def test_the_same_batch_again_parks_nothing_twice(desk: Desk, teller: Teller) -> None:
    batch = [teller.told("talk-1", 1, "refuse"), teller.told("talk-1", 3, "three")]
    await desk.take(*batch)
    before = await desk.parked()
    await desk.take(*batch)
    assert await desk.parked() == before


async def test_two_processes_with_one_batch_give_its_effects_once(
    desk: Desk, teller: Teller
) -> None:
    batch = [teller.told(f"talk-{k}", n, f"word {n}") for k in range(8) for n in range(1, 6)]
    await asyncio.gather(desk.take(*batch), desk.take(*batch), desk.take(*batch))
    assert await desk.written("3") == [f"word {n}" for n in range(1, 6)]
    assert await desk.parked() == []


async def test_a_decision_of_nothing_is_an_effect_too(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "again"), teller.told("talk-1", 2, "new"))
    assert await desk.written("1") == ["new"]
    assert await desk.pool.fetchval("SELECT count(*) FROM receipts") == 2
