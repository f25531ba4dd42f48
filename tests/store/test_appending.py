"""What is appended: dense positions, versions, links, counts, tags, receipts, proofs."""

import asyncio
from datetime import UTC, datetime

import pytest

from libs.common.events.header import NO_LEAF, Header, decode
from libs.common.store.appends import (
    Append,
    AppendTooLarge,
    Emit,
    Receipt,
    StreamHead,
    VersionConflict,
)
from libs.common.store.batch import APPEND_EVENTS_MAX, BATCH_BYTES_MAX, EVENT_BYTES_MAX
from tests.store.boxes import BoxFull, Fill, Filled, Look, Name, Named, NameTaken, Ship, Weigh
from tests.store.store import Store, number, origin, outcomes

pytestmark = pytest.mark.postgres


async def headers(store: Store) -> list[Header]:
    return [each.header for each in await store.events()]


async def test_positions_are_dense_and_versions_count_per_stream(store: Store) -> None:
    writer = store.writer()
    for stream in ("box-1", "box-2", "box-1", "box-1"):
        await writer.give(stream, Fill(amount=1))
    written = await headers(store)
    assert [header.position for header in written] == [1, 2, 3, 4]
    assert [header.version for header in written] == [1, 1, 2, 3]


async def test_each_event_names_the_leaf_before_it_in_its_stream(store: Store) -> None:
    writer = store.writer()
    for stream in ("box-1", "box-2", "box-1"):
        await writer.give(stream, Fill(amount=1))
    leaves = [row["leaf"] for row in await store.rows()]
    assert [header.previous for header in await headers(store)] == [NO_LEAF, NO_LEAF, leaves[0]]


async def test_a_circle_counts_the_events_that_it_may_read(store: Store) -> None:
    writer = store.writer()
    for command in (Fill(amount=1), Name(name="n"), Weigh(grams=5), Ship(to="x")):
        await writer.give("box-1", command)
    assert [header.sequence for header in await headers(store)] == [
        {"events": 1},
        {"events": 2, "linked": 1},
        None,
        None,
        {"events": 3, "linked": 2, "public": 1},
    ]


async def test_the_streams_table_keeps_heads_counts_and_all_tags(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=1, shelf="b"))
    await writer.give("box-1", Fill(amount=1, shelf="a"))
    await writer.give("box-1", Ship(to="x"))
    row = await store.admin.fetchrow("SELECT * FROM streams")
    rows = await store.rows()
    assert row is not None
    assert dict(row) == {
        "stream": "box-1",
        "version": 4,
        "last_leaf": bytes.fromhex(rows[-1]["leaf"]),
        "events_sequence": 3,
        "linked_sequence": 1,
        "public_sequence": 1,
        "tags": ["shelf:a", "shelf:b", "to:x"],
    }


async def test_a_receipt_says_where_the_streams_of_a_command_stand(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Name(name="n"))
    assert await writer.give("box-1", Ship(to="x"), "ship") == Receipt(
        command_id=number("ship"),
        first=2,
        last=3,
        heads=(StreamHead("box-1", 3, {"events": 2, "linked": 2, "public": 1}),),
    )


async def test_an_empty_decision_leaves_nothing(store: Store) -> None:
    receipt = await store.writer().give("box-1", Look(), "look")
    assert receipt == Receipt(command_id=number("look"), first=None, last=None, heads=())
    assert await store.admin.fetchval("SELECT count(*) FROM receipts") == 0


async def test_a_reactions_empty_decision_leaves_a_receipt(store: Store) -> None:
    receipt = await store.writer().give("box-1", Look(), "look", reacting=True)
    assert receipt == Receipt(command_id=number("look"), first=None, last=None, heads=())
    row = await store.admin.fetchrow("SELECT * FROM receipts")
    assert row is not None
    assert (row["first"], row["last"], row["outcome"]) == (None, None, "[]")


async def test_a_refusal_leaves_nothing(store: Store) -> None:
    with pytest.raises(BoxFull) as refused:
        await store.writer().give("box-1", Fill(amount=1001))
    assert refused.value.details == {"amount": 0}
    assert await store.admin.fetchval("SELECT count(*) FROM receipts") == 0


async def test_a_header_says_who_when_and_in_the_course_of_what(store: Store) -> None:
    writer = store.writer()
    by = origin("office", rule="r-2", occurred_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC))
    await writer.give("box-1", Fill(amount=1, shelf="a"), "fill", by=by)
    (header,) = await headers(store)
    assert header.occurred_at == "2026-01-02T03:04:05.000006Z"
    assert (header.site, header.service, header.epoch) == ("360722", "boxes", 1)
    assert (header.actor, header.role, header.body, header.rule) == ("a-1", "office", "b-1", "r-2")
    assert (header.correlation, header.causation) == (number("c"), number("d"))
    assert (header.command, header.tags) == (number("fill"), ("shelf:a",))


async def test_an_event_may_correct_another(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=10))
    (wrong,) = await headers(store)
    await writer.append(["box-1"], lambda *_: [Emit("box-1", Filled(amount=-9), wrong.id)])
    assert (await headers(store))[-1].corrects == wrong.id
    assert (await store.box("box-1")).amount == 1


async def test_an_answer_without_any_actor_text_can_be_read_again(store: Store) -> None:
    await store.writer().give("box-1", Fill(amount=1), by=origin("system", actor="", body=""))
    await store.writer().give("box-1", Fill(amount=1))
    assert (await store.box("box-1")).amount == 2


async def test_the_asker_who_saw_the_current_version_is_heard(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=1), expected=0)
    receipt = await writer.give("box-1", Fill(amount=1), expected=1)
    assert receipt.heads[0].version == 2


async def test_the_asker_who_saw_an_older_version_is_told_the_current_one(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=1))
    with pytest.raises(VersionConflict) as conflict:
        await writer.give("box-1", Fill(amount=1), expected=0)
    assert (conflict.value.stream, conflict.value.actual) == ("box-1", 1)
    assert len(await store.events()) == 1


async def test_a_command_of_a_batch_is_decided_on_those_before_it(store: Store) -> None:
    writer = await store.serving()
    answers = await outcomes(*(writer.give("box-1", Fill(amount=400)) for _ in range(4)))
    assert [type(answer) for answer in answers] == [Receipt, Receipt, BoxFull, BoxFull]
    assert (await store.box("box-1")).amount == 800


async def test_one_append_of_512_events_goes_through(store: Store) -> None:
    emits = [Emit("box-1", Filled(amount=0))] * APPEND_EVENTS_MAX
    receipt = await store.writer().append(["box-1"], lambda *_: emits)
    assert (receipt.first, receipt.last) == (1, APPEND_EVENTS_MAX)
    assert (await store.checked()).flushes == 1


async def test_one_append_of_more_is_too_large_and_leaves_nothing(store: Store) -> None:
    emits = [Emit("box-1", Filled(amount=0))] * (APPEND_EVENTS_MAX + 1)
    with pytest.raises(AppendTooLarge):
        await store.writer().append(["box-1"], lambda *_: emits)
    assert await store.events() == []


@pytest.mark.parametrize(("too_many", "is_taken"), [(0, True), (1, False)])
async def test_an_event_may_have_512_kibibytes(store: Store, too_many: int, is_taken: bool) -> None:  # noqa: FBT001
    room = EVENT_BYTES_MAX - len('{"amount":0,"note":""}')
    (answer,) = await outcomes(
        store.writer().give("box-1", Fill(amount=0, note="x" * (room + too_many)))
    )
    assert isinstance(answer, Receipt if is_taken else AppendTooLarge)
    assert len(await store.events()) == is_taken


async def test_no_flush_grows_much_larger_than_its_bound(store: Store) -> None:
    writer = await store.serving()
    large = Fill(amount=0, note="x" * (EVENT_BYTES_MAX - 1000))
    answers = await outcomes(*(writer.give(f"box-{n}", large) for n in range(25)))
    assert {type(answer) for answer in answers} == {Receipt}
    flushes = [0]
    for row in await store.rows():
        flushes[-1] += len(row["data"]) // 2
        flushes += [0] if row["frontier"] else []
    assert max(flushes) <= BATCH_BYTES_MAX + EVENT_BYTES_MAX


async def test_a_name_is_one_boxs_alone_within_a_batch(store: Store) -> None:
    writer = await store.serving()
    answers = await outcomes(*(writer.give(f"box-{n}", Name(name="n")) for n in (1, 2)))
    assert [type(answer) for answer in answers] == [Receipt, NameTaken]
    assert answers[1].details == {"key": "n"}


async def test_a_name_is_one_boxs_alone_within_an_append(store: Store) -> None:
    emits = [Emit("box-1", Named(name="n")), Emit("box-2", Named(name="n"))]
    with pytest.raises(NameTaken):
        await store.writer().append(["box-1", "box-2"], lambda *_: emits)
    assert await store.events() == []


async def test_a_name_is_one_boxs_alone_across_batches(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Name(name="n"))
    with pytest.raises(NameTaken):
        await writer.give("box-2", Name(name="n"))
    assert len(await store.events()) == 1


async def test_a_name_is_one_boxs_alone_across_writers(store: Store) -> None:
    one, other = await store.serving(), await store.serving()
    answers = await outcomes(one.give("box-1", Name(name="n")), other.give("box-2", Name(name="n")))
    assert sorted(type(answer).__name__ for answer in answers) == ["NameTaken", "Receipt"]


async def test_a_box_may_take_its_own_name_again(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Name(name="n"))
    assert (await writer.give("box-1", Name(name="n"))).last == 2


async def test_an_unknown_kind_of_stream_is_the_askers_fault(store: Store) -> None:
    writer = await store.serving()
    asked = Append(number(1), ("urn-1",), lambda *_: [], origin())
    with pytest.raises(KeyError):
        await writer.appender.submit(asked)
    await writer.give("box-1", Fill(amount=1))


async def test_a_stream_that_was_not_asked_for_cannot_be_written(store: Store) -> None:
    writer = store.writer()
    with pytest.raises(KeyError):
        await writer.append(["box-1"], lambda *_: [Emit("box-2", Filled(amount=1))])
    await writer.give("box-2", Fill(amount=1))
    assert len(await store.events()) == 1


@pytest.mark.parametrize("command_id", ["", "one", number(1).upper(), number(1) + "\n"])
async def test_a_command_id_is_a_uuid_as_it_is_usually_written(
    store: Store, command_id: str
) -> None:
    writer = await store.serving()
    asked = Append(command_id, ("box-1",), lambda *_: [], origin())
    with pytest.raises(ValueError, match="uuid"):
        await writer.appender.submit(asked)


async def test_a_defect_in_one_decision_leaves_its_neighbours_alone(store: Store) -> None:
    writer = await store.serving()

    def defective(*_: object) -> list[Emit]:
        raise ZeroDivisionError

    answers = await outcomes(
        writer.give("box-1", Fill(amount=1)),
        writer.append(["box-1"], defective),
        writer.give("box-1", Fill(amount=1)),
    )
    assert [type(answer) for answer in answers] == [Receipt, ZeroDivisionError, Receipt]
    assert (await store.checked()).size == 2


async def test_a_listener_is_called_after_the_commit(store: Store) -> None:
    writer, called = await store.serving(), asyncio.Event()
    writer.appender.notify(called.set)
    await writer.give("box-1", Fill(amount=1))
    assert called.is_set()
    assert writer.appender.head.position == 1


async def test_the_head_that_a_writer_knows_has_the_logs_root(store: Store) -> None:
    writer = await store.serving()
    await outcomes(*(writer.give(f"box-{n % 3}", Fill(amount=1)) for n in range(11)))
    assert writer.appender.head.root == (await store.checked()).root


async def test_rows_can_be_read_by_people(store: Store) -> None:
    await store.writer().give("box-1", Fill(amount=1, note="NUL \0 and 会计"))
    row = await store.admin.fetchrow("SELECT * FROM history")
    assert row is not None
    assert (row["actor"], row["stream"], row["position"]) == ("a-1", "box-1", 1)
    assert "会计" in row["data"]


async def test_header_bytes_are_stored_as_they_were_hashed(store: Store) -> None:
    await store.writer().give("box-1", Fill(amount=1), by=origin(body='机构 "\\'))
    (row,) = await store.rows()
    assert decode(bytes.fromhex(row["header"])).body == '机构 "\\'
    await store.checked()
