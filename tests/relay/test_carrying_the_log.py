"""What arrives in the four topics, and in which form."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import orjson
import pytest

from libs.common.events.kernel import DataDestroyed
from libs.common.events.record import LogRecord, unpack
from libs.common.events.wire import Wire
from libs.common.relay import RelayBounds, RelayState
from libs.common.relay.messages import ascii_value
from libs.common.relay.session import java_partition
from tests.relay.harness import QUICK, Harness, running, until
from tests.relay.topics_read import header
from tests.relay.vocabulary import LINES, SERVICE, IssueApproved, IssueClosed, IssueRaised, NoteKept

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def test_every_topic_holds_its_share_of_the_log_once(harness: Harness) -> None:
    await harness.log.append_many(730)
    await harness.relay_all()
    assert await harness.on_tape() == list(range(1, 731))
    assert await harness.nothing_missing_or_twice()


async def test_numbers_are_dense_in_every_stream_of_every_topic(harness: Harness) -> None:
    await harness.log.append_many(240)
    await harness.relay_all()
    for circle in ("events", "linked", "public"):
        numbers: dict[bytes, list[int]] = defaultdict(list)
        for record in await harness.read(circle):
            numbers[record.key].append(int(header(record, "sequence")))
        assert numbers
        assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


async def test_the_tape_keeps_header_salt_and_data_as_they_are_stored(harness: Harness) -> None:
    await harness.log.append_many(20)
    await harness.relay_all()
    rows = await harness.pool.fetch("SELECT header, salt, data FROM events ORDER BY position")
    assert [unpack(record.value) for record in await harness.read("log")] == [
        LogRecord(*row) for row in rows
    ]


async def test_a_record_tells_its_event_in_its_headers(harness: Harness) -> None:
    await harness.log.append(("issue-1", NoteKept(note="n")), ("issue-1", IssueApproved()))
    await harness.relay_all()
    (record,) = await harness.read("linked")
    row = await harness.pool.fetchval("SELECT header FROM events WHERE position = 2")
    stored = orjson.loads(row)
    assert record.key == b"issue-1"
    assert {name: str(value, "ascii") for name, value in record.headers} == {
        "ce_specversion": "1.0",
        "ce_id": stored["id"],
        "ce_source": f"/{harness.site}/issues",
        "ce_type": "lianxun.issues.IssueApproved.v1",
        "ce_subject": "issue-1",
        "ce_time": stored["recorded_at"],
        "content-type": "application/json",
        "epoch": "1",
        "position": "2",
        "streamversion": "2",
        "sequence": "1",
        "correlationid": stored["correlation"],
        "causationid": stored["causation"],
        "division": "360700",
        "classification": "restricted",
    }


async def test_other_departments_get_the_published_form_alone(harness: Harness) -> None:
    await harness.log.append(("issue-1", IssueClosed(reason="核销", by="a-7f3c")))
    await harness.relay_all()
    (published,), (linked,) = await harness.read("public"), await harness.read("linked")
    assert orjson.loads(published.value) == {"reason": "核销", "published": True}
    assert orjson.loads(linked.value) == {"reason": "核销", "by": "a-7f3c"}


async def test_an_event_whose_data_was_destroyed_keeps_its_number(harness: Harness) -> None:
    site_stream = f"site-{harness.site}"
    order = DataDestroyed(position=1, reason="r", ordered_by="a", confirmed_by="b")
    await harness.log.append(("issue-1", IssueClosed(reason="r", by="a")))
    await harness.log.append((site_stream, order), ("issue-1", IssueClosed(reason="s", by="a")))
    await harness.as_owner("SELECT destroy_data(1, 2)")
    await harness.relay_all()
    on_tape = unpack((await harness.read("log"))[0].value)
    assert (on_tape.salt, on_tape.data) == (bytes(16), b"")
    for circle in ("events", "linked", "public"):
        gone, kept = await harness.read(circle)
        assert (gone.value, header(gone, "sequence")) == (None, "1")
        assert (kept.value is None, header(kept, "sequence")) == (False, "2")


async def test_large_events_are_split_into_batches_the_broker_takes(harness: Harness) -> None:
    title = "x" * 400_000
    raised = [IssueRaised(title=title, number=str(each), unit="u") for each in range(12)]
    await harness.log.append(*(("issue-1", event) for event in raised))
    relay = harness.relay(
        bounds=RelayBounds(batch_bytes_max=1_000_000, kafka_batch_bytes_max=900_000)
    )
    async with running(relay):
        await until(lambda: relay.status.position == 12)
    assert relay.status.transactions == 1
    assert await harness.nothing_missing_or_twice()


async def test_a_command_is_never_torn_between_two_transactions(harness: Harness) -> None:
    await harness.log.append_many(90)
    await harness.log.append(*((f"issue-{each}", IssueApproved()) for each in range(30)))
    relay = harness.relay()
    async with running(relay):
        await until(lambda: relay.status.position == 120)
    records = await harness.read("log")
    # The end of a transaction takes an offset of its own.
    ends = [a.offset + 1 for a, b in pairwise(records) if b.offset != a.offset + 1]
    assert ends == [90]


async def test_an_event_that_this_release_cannot_publish_stops_the_relay(harness: Harness) -> None:
    await harness.log.append(("issue-1", IssueApproved()), ("issue-1", NoteKept(note="n")))
    await harness.log.append(("issue-1", IssueClosed(reason="r", by="a")))
    older = replace(harness.publisher, wire=Wire(SERVICE, LINES[:-1]))
    async with running(harness.relay(publisher=older)) as relay:
        await until(lambda: relay.status.state is RelayState.BLOCKED)
        assert "position 3: IssueClosed.v1 cannot be read" in (relay.status.last_error or "")
    await harness.relay_all()
    assert await harness.nothing_missing_or_twice()


async def test_a_batch_that_the_broker_refuses_leaves_nothing_in_any_topic(
    harness: Harness,
) -> None:
    await harness.limit_messages("public", 100)
    await harness.log.append(("issue-1", IssueClosed(reason="r" * 200, by="a")))
    relay = harness.relay()
    async with running(relay):
        await until(lambda: relay.status.state is RelayState.BROKER_UNAVAILABLE)
        assert "MessageSizeTooLarge" in (relay.status.last_error or "")
        assert await harness.on_tape() == []
        await harness.limit_messages("public", 1_000_000)
        await until(lambda: relay.status.position == 1)
    assert await harness.nothing_missing_or_twice()


async def test_a_commit_in_the_same_process_wakes_the_relay(harness: Harness) -> None:
    wake = asyncio.Event()
    slow = RelayBounds(poll_seconds_busy=60, poll_seconds_idle=60)
    async with running(harness.relay(bounds=slow, wake=wake)) as relay:
        await until(lambda: relay.status.state is RelayState.RELAYING)
        await harness.log.append_many(5)
        wake.set()
        await until(lambda: relay.status.position == 5, seconds_max=5)


async def test_without_being_woken_the_relay_looks_for_itself(harness: Harness) -> None:
    async with running(harness.relay(bounds=QUICK)) as relay:
        await until(lambda: relay.status.state is RelayState.RELAYING)
        await harness.log.append_many(5)
        await until(lambda: relay.status.position == 5, seconds_max=5)


@pytest.mark.parametrize(
    ("key", "hashed"),
    [
        ("21", -973932308),
        ("foobar", -790332482),
        ("a-little-bit-long-string", -985981536),
        ("a-little-bit-longer-string", -1486304829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
    ],
)
def test_keys_are_placed_as_by_java(key: str, hashed: int) -> None:
    assert java_partition(key.encode(), 12) == (hashed & 0x7FFFFFFF) % 12


def test_header_values_are_ascii_whatever_they_say() -> None:
    assert ascii_value("issue-1") == b"issue-1"
    assert ascii_value("50% 完成") == b"50%25 %E5%AE%8C%E6%88%90"
    assert ascii_value("a\nb") == b"a%0Ab"
