"""What a record's headers say, and what is wrong with them."""

import pytest

from libs.common.reactions.arrival import Arrival, arrive
from libs.common.reactions.records import Record, read_headers, write_headers
from libs.common.relay.messages import Publisher
from libs.common.store.reading import StoredRow
from libs.common.testing.log_builder import LogBuilder
from tests.reactions.records import Teller, event_id
from tests.reactions.vocabulary import LISTENER, WIRE, NoteWritten

teller = Teller("360700")


def arrival(**changes: bytes | None) -> Arrival:
    return arrive(teller.told("talk-1", 3, "hello", **changes))


def test_a_good_record_gives_its_envelope() -> None:
    envelope = arrival().envelope
    assert envelope is not None
    assert (envelope.site, envelope.service, envelope.name) == ("360700", "teller", "Told.v1")
    assert (envelope.stream, envelope.sequence, envelope.epoch) == ("talk-1", 3, 1)
    assert envelope.id == event_id("talk-1", 3)


def test_a_record_is_read_as_the_relay_writes_it() -> None:
    log = LogBuilder(WIRE, site="360700")
    log.add("note-1", NoteWritten(text="hello"))
    publisher = Publisher(site="360700", service=LISTENER, division="360700", wire=WIRE)
    for row in log.rows:
        stored = StoredRow(row.position, row.header, row.data, row.salt, row.leaf, row.frontier)
        _, message = publisher.messages(stored)
        topic = publisher.topic(message.circle)
        record = Record(topic, 0, 0, message.key, message.value, tuple(message.headers))
        envelope = arrive(record).envelope
        assert envelope is not None
        assert (envelope.name, envelope.sequence, envelope.stream) == (
            "NoteWritten.v1",
            1,
            "note-1",
        )


@pytest.mark.parametrize(
    "header",
    ["ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "epoch", "position", "sequence"],
)
def test_a_missing_header_is_named(header: str) -> None:
    fault = arrival(**{header: None}).fault
    assert fault is not None
    assert (fault.cause, fault.detail) == ("malformed", header)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("ce_id", b"not-a-uuid"),
        ("ce_type", b"lianxun.rounds.Told.v1"),
        ("ce_type", b"Told.v1"),
        ("ce_time", b"yesterday"),
        ("sequence", b"0"),
        ("sequence", b"-1"),
        ("sequence", b"99999999999"),
        ("sequence", "\u0663".encode()),
        ("ce_subject", b""),
        ("ce_subject", b"a\0b"),
        ("ce_id", b"\xff\xfe"),
        ("correlationid", b"x" * 201),
    ],
)
def test_a_wrong_header_is_named(header: str, value: bytes) -> None:
    fault = arrival(**{header: value}).fault
    assert fault is not None
    assert (fault.cause, fault.detail) == ("malformed", header)


def test_a_subject_that_is_not_the_key_is_malformed() -> None:
    fault = arrival(ce_subject=b"talk-2").fault
    assert fault is not None
    assert fault.detail == "key"


def test_a_percent_encoded_subject_is_decoded() -> None:
    record = teller.told("talk-\u516c", 1, "hello", ce_subject=b"talk-%E5%85%AC")
    assert arrive(record).stream == "talk-\u516c"


def test_a_foreign_record_is_no_part_of_the_stream_it_names() -> None:
    foreign = arrival(ce_source=b"/110000/teller")
    assert foreign.fault is not None
    assert foreign.fault.cause == "foreign_source"
    assert foreign.stream == "/110000/teller/talk-1"


def test_a_record_without_a_readable_subject_belongs_to_its_key() -> None:
    assert arrival(ce_subject=None).stream == "talk-1"
    assert arrival(ce_subject=b"\xff").stream == "talk-1"


def test_headers_of_any_bytes_survive_storage() -> None:
    stored = (("a", b"text"), ("b", b"\xff\xfe"), ("a", b"nul\0"), ("c", "\u516c".encode()))
    assert read_headers(write_headers(stored)) == stored
