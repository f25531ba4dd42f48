"""A header's bytes can always be read again, and say exactly what was meant."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.events.header import Header, decode, encode, read_time, write_time
from tests.events.golden import SIXTH

TEXTS = [name for name in Header._fields if isinstance(getattr(SIXTH, name), str)]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")))


def with_text(name: str, text: str) -> Header:
    changes: dict[str, Any] = {name: text}
    return SIXTH._replace(**changes)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TEXTS, WORDS)))
def test_a_header_is_read_as_it_was_written(texts: dict[str, Any]) -> None:
    header = SIXTH._replace(**texts)
    assert decode(encode(header)) == header


@pytest.mark.parametrize("name", ["actor", "role", "body", "correlation", "causation"])
def test_a_header_with_an_empty_text_can_be_read(name: str) -> None:
    header = with_text(name, "")
    assert decode(encode(header)) == header


def test_what_is_absent_is_left_out_of_the_bytes() -> None:
    bare = SIXTH._replace(sequence=None, corrects=None)
    for name in (b"occurred_at", b"rule", b"tags", b"sequence", b"corrects", b"null"):
        assert name not in encode(bare)


def test_empty_tags_and_sequences_are_absent() -> None:
    bare = SIXTH._replace(sequence=None)
    assert encode(bare._replace(tags=(), sequence={})) == encode(bare)


def test_other_scripts_are_written_as_they_are() -> None:
    assert "巡察".encode() in encode(SIXTH._replace(body="巡察"))


@pytest.mark.parametrize("character", ["\0", "\n", "\t", "\x1f"])
@pytest.mark.parametrize("name", ["stream", "actor", "correlation"])
def test_a_control_character_in_a_header_is_refused(name: str, character: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        encode(with_text(name, f"a\\{character}b"))


@pytest.mark.parametrize("harmless", ["\\", '"', "\\n", '\\\\u0000"'])
def test_a_backslash_and_a_quotation_mark_are_no_control_characters(harmless: str) -> None:
    assert decode(encode(SIXTH._replace(actor=harmless))).actor == harmless


def test_bytes_that_are_no_header_are_refused() -> None:
    with pytest.raises(ValueError, match="not the fields"):
        decode(b'{"suite":1}')
    with pytest.raises(ValueError, match="not the fields"):
        decode(encode(SIXTH).replace(b'{"suite"', b'{"extra":1,"suite"'))
    with pytest.raises(TypeError):
        decode(b"[]")
    with pytest.raises(ValueError, match="invalid literal"):
        decode(b"no header")


def test_a_time_is_written_in_utc_with_six_decimals() -> None:
    noon_in_shanghai = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=8)))
    assert write_time(noon_in_shanghai) == "2026-03-02T04:00:00.000000Z"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_times_sort_as_text(one: datetime, other: datetime) -> None:
    assert (write_time(one) < write_time(other)) == (one < other)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_read_as_it_was_written(moment: datetime) -> None:
    assert read_time(write_time(moment)) == moment
