"""The log is read in its order, page by page, whole or in part."""

from datetime import UTC, datetime

import pytest

from libs.common.events import header
from libs.common.store.reading import (
    decode,
    read_last,
    read_log,
    read_page,
    read_stream,
    read_streams,
)
from tests.store.boxes import WIRE, Fill, Filled
from tests.store.store import Store, origin

pytestmark = pytest.mark.postgres


@pytest.fixture
async def written(store: Store) -> Store:
    """Six events: box-0, box-1, box-2, and again."""
    writer = store.writer()
    for n in range(6):
        await writer.give(f"box-{n % 3}", Fill(amount=n))
    return store


async def test_a_page_begins_after_a_position_and_has_a_limit(written: Store) -> None:
    assert [row.position for row in await read_page(written.admin, 2, 3)] == [3, 4, 5]
    assert await read_page(written.admin, 6) == []


async def test_a_stream_is_read_from_its_first_version(written: Store) -> None:
    assert [row.position for row in await read_stream(written.admin, "box-1")] == [2, 5]
    assert await read_stream(written.admin, "box-9") == []


async def test_several_streams_are_read_up_to_a_position(written: Store) -> None:
    rows = await read_streams(written.admin, {"box-0", "box-2"}, 4)
    assert [row.position for row in rows] == [1, 3, 4]


async def test_the_log_is_read_over_page_borders_and_no_further_than_asked(
    written: Store,
) -> None:
    assert [row.position async for row in read_log(written.admin)] == [1, 2, 3, 4, 5, 6]
    assert [row.position async for row in read_log(written.admin, 2, 4)] == [3, 4]


async def test_a_header_is_stored_in_the_order_of_the_frozen_bytes(store: Store) -> None:
    by = origin("office", rule="r-2", occurred_at=datetime(2026, 1, 2, tzinfo=UTC))
    await store.writer().give("box-1", Fill(amount=1, shelf="a"), by=by)
    await store.writer().give("box-1", Fill(amount=1))
    for row in await read_page(store.admin, 0):
        assert row.header == header.encode(header.decode(row.header))


async def test_the_last_event_ends_a_flush(written: Store) -> None:
    last = await read_last(written.admin)
    assert last is not None
    assert (last.position, last.frontier is None) == (6, False)


async def test_an_empty_log_has_no_last_event(store: Store) -> None:
    assert await read_last(store.admin) is None


async def test_a_row_is_decoded_with_where_and_when_it_was_written(written: Store) -> None:
    (_, row) = await read_stream(written.admin, "box-1")
    recorded = decode(WIRE, row)
    assert recorded.event == Filled(amount=4)
    assert (recorded.position, recorded.stream, recorded.key) == (5, "box-1", "1")
