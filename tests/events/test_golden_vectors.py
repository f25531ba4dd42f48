"""The stored bytes are frozen: whatever is written today can be read and proved for ever."""

from hashlib import sha256
from operator import itemgetter

import pytest

from libs.common.events import header, merkle, record
from tests.events.golden import GOLDEN, SIXTH, Golden
from tools.check_log import check

each_event = pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.position)


def rewritten() -> list[bytes]:
    """The golden headers, read and written again."""
    return [header.encode(header.decode(golden.header)) for golden in GOLDEN]


def test_there_are_seven_worked_events() -> None:
    assert [golden.position for golden in GOLDEN] == [1, 2, 3, 4, 5, 6, 7]


def test_a_header_written_by_hand_has_the_golden_bytes() -> None:
    assert header.encode(SIXTH) == GOLDEN[5].header


def test_a_golden_header_is_read_as_it_was_meant() -> None:
    assert header.decode(GOLDEN[5].header) == SIXTH


def test_headers_are_written_again_as_they_were_read() -> None:
    assert rewritten() == [golden.header for golden in GOLDEN]


def test_another_order_of_fields_gives_other_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *rest = header.FIELDS
    monkeypatch.setattr(header, "FIELDS", (second, first, *rest))
    in_that_order = itemgetter(*map(header.Header._fields.index, (second, first, *rest)))
    monkeypatch.setattr(header, "_in_writing", in_that_order)
    assert rewritten() != [golden.header for golden in GOLDEN]


def test_another_name_of_a_field_gives_other_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    renamed = ["place" if name == "position" else name for name in header.FIELDS]
    monkeypatch.setattr(header, "FIELDS", tuple(renamed))
    assert rewritten() != [golden.header for golden in GOLDEN]


def test_every_field_of_a_header_is_written() -> None:
    assert sorted(header.FIELDS) == sorted(header.Header._fields)


@each_event
def test_the_leaf_follows_from_the_header(golden: Golden) -> None:
    assert merkle.leaf_hash(golden.header) == golden.leaf


@each_event
def test_the_digest_follows_from_salt_and_content(golden: Golden) -> None:
    stored = header.decode(golden.header).data
    assert record.data_digest(golden.salt, golden.content) == stored


@each_event
def test_the_frontier_grows_leaf_by_leaf(golden: Golden) -> None:
    frontier: merkle.Frontier = ()
    for size, earlier in enumerate(GOLDEN[: golden.position]):
        frontier = merkle.extend(frontier, size, earlier.leaf)
    assert frontier == golden.frontier


@each_event
def test_the_root_follows_from_the_frontier(golden: Golden) -> None:
    assert merkle.root(golden.frontier) == golden.root


@each_event
def test_the_log_record_is_length_header_salt_and_content(golden: Golden) -> None:
    written = record.pack(record.LogRecord(golden.header, golden.salt, golden.content))
    assert sha256(written).hexdigest() == golden.log_record_sha256


def test_the_independent_checker_finds_the_golden_root() -> None:
    assert check(golden.row for golden in GOLDEN).root == GOLDEN[-1].root
