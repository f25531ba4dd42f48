"""A record of the log topic holds header, salt and content, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.events.record import LogRecord, data_digest, pack, unpack
from tests.events.golden import GOLDEN

RECORD = LogRecord(GOLDEN[0].header, GOLDEN[0].salt, GOLDEN[0].content)


@given(st.binary(), st.binary(min_size=16, max_size=16), st.binary())
def test_a_record_is_unpacked_as_it_was_packed(header: bytes, salt: bytes, content: bytes) -> None:
    record = LogRecord(header, salt, content)
    assert unpack(pack(record)) == record


def test_a_record_knows_its_leaf() -> None:
    assert RECORD.leaf == GOLDEN[0].leaf


@pytest.mark.parametrize("length", [0, 3, 4, 4 + len(RECORD.header) + 15])
def test_a_record_cut_short_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="shorter"):
        unpack(pack(RECORD)[:length])


def test_the_digest_hides_equal_contents_behind_their_salts() -> None:
    assert data_digest(bytes(16), b"{}") != data_digest(b"1" * 16, b"{}")
