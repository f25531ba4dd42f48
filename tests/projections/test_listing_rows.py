from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.common.projections import (
    Projection,
    count_estimate,
    list_rows,
    listing,
    query,
    stream_rows,
)
from libs.common.projections.asked import Demand, ask
from libs.common.projections.cursor import Place
from tests.campaign import examples
from tests.projections.register import Closed, Raised, Row, Status, Weighed, ledger, register
from tests.projections.stories import weights
from tests.projections.world import World

pytestmark = pytest.mark.postgres

TITLES = ("b", "a", "c", "B", "é", "账")


async def issues(world: World, *raised: Raised) -> None:
    await world.record(*[(f"i{n}", each) for n, each in enumerate(raised)])
    await world.project(register, ledger)


async def all_pages(
    world: World, projection: Projection[Row], limit: int, **more: Any
) -> list[str]:
    keys, cursor = [], None
    while True:
        page = await list_rows(
            world.pool, projection, filters={}, cursor=cursor, limit=limit, **more
        )
        keys += [row.issue for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return keys


async def test_rows_are_sorted_by_code_point(world: World) -> None:
    await issues(world, *(Raised(title=title) for title in TITLES))
    page = await list_rows(world.pool, register, filters={}, sort="title")
    assert [row.title for row in page.rows] == sorted(TITLES)
    page = await list_rows(world.pool, register, filters={}, sort="title", descending=True)
    assert [row.title for row in page.rows] == sorted(TITLES, reverse=True)


async def test_a_page_tells_the_position_that_it_shows(world: World) -> None:
    await issues(world, Raised(title="a"), Raised(title="b"))
    assert (await list_rows(world.pool, register, filters={}, sort="title")).position == 2
    empty = await list_rows(world.pool, register, filters={"unit": ["u9"]}, sort="title")
    assert (empty.rows, empty.next_cursor, empty.position) == ((), None, 2)


async def test_a_list_of_what_has_not_begun_is_empty_at_position_zero(world: World) -> None:
    page = await list_rows(world.pool, register, filters={}, sort="title")
    assert (page.rows, page.position) == ((), 0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"unit": ["u1", "u2"]}, ["i0", "i1", "i2"]),
        ({"unit": ["u2"], "weight": ["3", "4"]}, ["i1"]),
        ({"status": ["open"]}, ["i0", "i1", "i2", "i3"]),
        ({"status": ["closed"]}, []),
        ({"urgent": ["false"], "unit": ["u3"]}, ["i3"]),
        ({"tags": ["x", "z"]}, ["i0", "i2"]),
        ({"due_on": ["2025-06-30"]}, ["i2"]),
        ({"changed_at": ["2025-03-01T00:00:01Z"]}, ["i1"]),
        ({"changed_at": ["2025-03-01T08:00:01+08:00"]}, ["i1"]),
        ({"unit": []}, []),
        ({"unit": ["'; DROP TABLE events; --"]}, []),
    ],
)
async def test_a_row_must_have_one_value_of_every_filter(
    world: World, filters: dict[str, list[str]], expected: list[str]
) -> None:
    await issues(
        world,
        Raised(title="a", tags=("x", "y")),
        Raised(title="b", unit="u2", weight=3),
        Raised(title="c", unit="u2", tags=("z",), due_on=date(2025, 6, 30)),
        Raised(title="d", unit="u3"),
    )
    page = await list_rows(world.pool, register, filters=filters, sort="issue")
    assert [row.issue for row in page.rows] == expected
    count = await count_estimate(world.pool, register, filters=filters)
    assert (count.rows, count.exact, count.position) == (len(expected), True, 4)


async def test_what_the_server_demands_narrows_every_list(world: World) -> None:
    await issues(world, Raised(title="a"), Raised(title="b"), Raised(title="b", unit="u2"))
    only = [Demand(column="title", values=("b",))]
    page = await list_rows(world.pool, register, filters={}, sort="issue", only=only)
    assert [row.issue for row in page.rows] == ["i1", "i2"]
    wider = {"unit": ["u2", "u3"]}
    page = await list_rows(world.pool, register, filters=wider, sort="issue", only=only)
    assert [row.issue for row in page.rows] == ["i2"]
    pages = stream_rows(world.pool, register, filters=wider, sort="issue", only=only)
    assert [row.issue async for page in pages for row in page.rows] == ["i2"]
    assert (await count_estimate(world.pool, register, filters={}, only=only)).rows == 2


@pytest.mark.parametrize(
    ("weights_wanted", "expected"),
    [((), ["i1"]), (("5",), ["i0", "i1"]), (("5", "7"), ["i0", "i1", "i2"])],
)
async def test_the_server_may_also_take_rows_that_say_nothing(
    world: World, weights_wanted: tuple[str, ...], expected: list[str]
) -> None:
    await issues(world, *[Raised(title="a")] * 3)
    await world.record(("i0", Weighed(weight=5)), ("i2", Weighed(weight=7)))
    await world.project(register, ledger)
    only = [Demand(column="weight", values=weights_wanted, or_none=True)]
    page = await list_rows(world.pool, register, filters={}, sort="issue", only=only)
    assert [row.issue for row in page.rows] == expected


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ranks=st.lists(weights, max_size=12),
    descending=st.booleans(),
    limit=st.integers(min_value=1, max_value=5),
)
async def test_pages_put_together_are_the_list(
    lasting_world: World, ranks: list[int | None], *, descending: bool, limit: int
) -> None:
    await lasting_world.empty()
    await issues(lasting_world, *(Raised(title="t", weight=rank) for rank in ranks))
    # A missing value ranks above all others, as in PostgreSQL.
    ranked = [(rank is None, rank or 0, f"i{n}") for n, rank in enumerate(ranks)]
    expected = [key for *_, key in sorted(ranked, reverse=descending)]
    for projection in (register, ledger):
        paged = await all_pages(
            lasting_world, projection, limit, sort="weight", descending=descending
        )
        assert paged == expected


@pytest.mark.parametrize("sort", ["title", "status", "due_on", "changed_at", "issue"])
@pytest.mark.parametrize("descending", [False, True])
async def test_every_kind_of_column_can_be_paged_by(
    world: World, sort: str, *, descending: bool
) -> None:
    await issues(world, *(Raised(title=title) for title in TITLES))
    await world.record(("i2", Closed()), ("i4", Closed()))
    await world.project(register)
    one = await all_pages(world, register, 200, sort=sort, descending=descending)
    assert sorted(one) == ["i0", "i1", "i2", "i3", "i4", "i5"]
    assert await all_pages(world, register, 2, sort=sort, descending=descending) == one


async def test_pages_neither_skip_nor_repeat_rows_that_stay_while_others_come_and_go(
    world: World,
) -> None:
    await issues(world, *(Raised(title="t", weight=n) for n in range(20)))
    seen, cursor, turn = [], None, 0
    while True:
        page = await list_rows(
            world.pool, register, filters={}, sort="weight", cursor=cursor, limit=3
        )
        seen += [row.issue for row in page.rows]
        cursor, turn = page.next_cursor, turn + 1
        if cursor is None:
            break
        # A new row on either side of the cursor, and a seen row out of the way.
        await world.record((f"new{turn}", Raised(title="t", weight=turn)))
        await world.record((seen[0], Weighed(weight=-turn)))
        await world.project(register)
    stayed = [key for key in seen if not key.startswith("new")]
    assert stayed == [f"i{n}" for n in range(20)]


async def test_later_pages_of_a_list_with_history_show_what_the_first_one_showed(
    world: World,
) -> None:
    await issues(world, *(Raised(title="t", weight=n) for n in range(6)))
    first = await list_rows(world.pool, ledger, filters={}, sort="weight", limit=3)
    await world.record(("i5", Weighed(weight=0)), ("i0", Weighed(weight=9)), ("i4", Closed()))
    await world.project(ledger)
    second = await list_rows(
        world.pool, ledger, filters={}, sort="weight", limit=3, cursor=first.next_cursor
    )
    assert [row.issue for row in second.rows] == ["i3", "i4", "i5"]
    assert {row.status for row in second.rows} == {Status.OPEN}
    assert (second.position, second.next_cursor) == (6, None)


async def test_an_export_gives_all_rows_of_one_position_in_pages(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "EXPORT_PAGE", 4)
    await issues(world, *(Raised(title="t", weight=n) for n in range(10)))
    pages = []
    async for page in stream_rows(world.pool, ledger, filters={}, sort="weight"):
        pages.append(page)
        await world.record(("i9", Weighed(weight=-1)))
        await world.project(ledger)
    assert [row.issue for page in pages for row in page.rows] == [f"i{n}" for n in range(10)]
    assert [len(page.rows) for page in pages] == [4, 4, 2]
    assert {page.position for page in pages} == {10}


async def test_a_long_list_is_counted_by_estimate(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "COUNTED_MAX", 10)
    await issues(world, *(Raised(title="t") for _ in range(50)))
    await world.owner.execute("ANALYZE read.ledger_v1")
    count = await count_estimate(world.pool, ledger, filters={"status": ["open"]}, as_of=50)
    assert (count.exact, count.position) == (False, 50)
    assert 11 <= count.rows <= 50


async def test_a_page_far_into_a_long_list_is_found_by_indexes(world: World) -> None:
    await issues(world, *(Raised(title="t", weight=n if n % 9 else None) for n in range(3000)))
    await world.owner.execute("ANALYZE read.ledger_v1")
    asked = ask(ledger, {"status": ["open"]}, "weight")
    for place in (None, Place(2900, 2000, "i2000"), Place(2900, None, "i9")):
        wanted = listing.page(asked, place, 50)
        plan = await world.owner.fetch(f"EXPLAIN {wanted.sql}", *wanted.arguments)
        lines = [line for (line,) in plan if "ledger_v1" in line]
        assert lines
        assert not [line for line in lines if "Seq Scan" in line]
