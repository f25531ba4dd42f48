from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson
import pytest

from libs.common.projections import (
    BadCursor,
    BadFilterValue,
    BadQuery,
    LimitOutOfRange,
    NoHistory,
    PositionNotReached,
    UnknownFilter,
    UnknownSort,
    find_row,
    list_rows,
)
from libs.common.projections.asked import FILTER_VALUES_MAX, Demand
from tests.projections.register import Raised, ledger, register
from tests.projections.world import World

pytestmark = pytest.mark.postgres


@pytest.fixture
async def asked(world: World) -> World:
    """Give a list of two pages."""
    await world.record(*[(f"i{n}", Raised(title=f"t{n}", weight=n)) for n in range(4)])
    await world.project(register, ledger)
    return world


async def listed(world: World, **changed: Any) -> str | None:
    wanted: dict[str, Any] = {"filters": {}, "sort": "weight", "limit": 2} | changed
    return (await list_rows(world.pool, register, **wanted)).next_cursor


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"filters": {"title": ["t0"]}}, UnknownFilter),
        ({"filters": {"nonsense": []}}, UnknownFilter),
        ({"filters": {"from_position": ["1"]}}, UnknownFilter),
        ({"sort": "tags"}, UnknownSort),
        ({"sort": "unit"}, UnknownSort),
        ({"sort": 'weight" --'}, UnknownSort),
        ({"filters": {"weight": ["many"]}}, BadFilterValue),
        ({"filters": {"weight": ["9" * 19]}}, BadFilterValue),
        ({"filters": {"weight": ["1_0"]}}, BadFilterValue),
        ({"filters": {"status": ["vanished"]}}, BadFilterValue),
        ({"filters": {"urgent": ["yes"]}}, BadFilterValue),
        ({"filters": {"due_on": ["30.6.2025"]}}, BadFilterValue),
        ({"filters": {"changed_at": ["2025-03-01T00:00:01"]}}, BadFilterValue),
        ({"filters": {"changed_at": ["0001-01-01T00:00:00+08:00"]}}, BadFilterValue),
        ({"filters": {"unit": ["\0"]}}, BadFilterValue),
        ({"filters": {"unit": ["\ud800"]}}, BadFilterValue),
        ({"filters": {"unit": ["u"] * (FILTER_VALUES_MAX + 1)}}, BadFilterValue),
        ({"limit": 0}, LimitOutOfRange),
        ({"limit": 201}, LimitOutOfRange),
        ({"as_of": 1}, NoHistory),
    ],
)
async def test_what_was_not_declared_is_refused_by_name(
    world: World, changed: dict[str, Any], refusal: type[BadQuery]
) -> None:
    with pytest.raises(refusal):
        await listed(world, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"sort": "title"},
        {"descending": True},
        {"filters": {"unit": ["u1"]}},
        {"only": [Demand(column="unit", values=("u1",))]},
    ],
)
async def test_a_cursor_is_good_for_its_own_filters_and_order_only(
    asked: World, changed: dict[str, Any]
) -> None:
    cursor = await listed(asked)
    with pytest.raises(BadCursor, match="another"):
        await listed(asked, cursor=cursor, **changed)


async def test_a_cursor_of_another_list_is_refused(asked: World) -> None:
    cursor = await listed(asked)
    with pytest.raises(BadCursor, match="another"):
        await list_rows(asked.pool, ledger, filters={}, sort="weight", cursor=cursor)


def fingerprint_of(cursor: str) -> object:
    return orjson.loads(urlsafe_b64decode(cursor + "=="))[0]


def written(*place: object) -> str:
    return urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


async def test_a_cursor_that_was_made_up_is_refused(asked: World) -> None:
    cursor = str(await listed(asked))
    fingerprint = fingerprint_of(cursor)
    for made_up in (
        *("", "x", "账", "!!!!", cursor[:-3], cursor + "AAAA", "A" * 20_000, written(1, 2)),
        written(fingerprint, -1, "3", "i3"),
        written(fingerprint, "4", "3", "i3"),
        written(fingerprint, 2**63, "3", "i3"),
        written(fingerprint, 4, "three", "i3"),
        written(fingerprint, 4, 3, "i3"),
        written(fingerprint, 4, "3", "\0"),
        written(fingerprint, 4, "3", None),
        written(fingerprint, 4, [], "i3"),
    ):
        with pytest.raises(BadCursor):
            await listed(asked, cursor=made_up)


async def test_a_rank_that_cannot_be_missing_cannot_be_missing_in_a_cursor(asked: World) -> None:
    cursor = str(await listed(asked, sort="title"))
    fingerprint = fingerprint_of(cursor)
    with pytest.raises(BadCursor):
        await listed(asked, sort="title", cursor=written(fingerprint, 4, None, "i3"))


async def test_a_position_that_is_not_shown_yet_is_not_answered(asked: World) -> None:
    with pytest.raises(PositionNotReached) as refused:
        await list_rows(asked.pool, ledger, filters={}, sort="weight", as_of=5)
    assert (refused.value.wanted, refused.value.reached) == (5, 4)
    with pytest.raises(PositionNotReached):
        await find_row(asked.pool, ledger, "i1", as_of=5)


async def test_a_row_without_history_is_not_found_as_of_then(asked: World) -> None:
    with pytest.raises(NoHistory):
        await find_row(asked.pool, register, "i1", as_of=1)
