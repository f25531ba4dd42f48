"""What is new or different since a place in the log: in order, nothing twice, nothing left out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.common.http import live
from libs.common.projections import NoHistory
from libs.common.projections.asked import Demand
from libs.common.projections.changes import Changes, Since, position_of, read_changes
from tests.campaign import examples
from tests.projections.register import Closed, Merged, Raised, Row, Weighed, ledger, register
from tests.projections.stories import stories
from tests.projections.world import World

pytestmark = pytest.mark.postgres

START = Since(0)
few = settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


async def told(world: World, since: Since = START, limit: int = 50) -> Changes:
    """Give what has changed since a place."""
    return await read_changes(world.pool, ledger, since, limit=limit)


def keys(changes: Changes) -> list[str]:
    """Name the rows that are told of."""
    return [change.row.issue for change in changes.changes]


async def test_new_and_different_rows_are_told_in_the_order_in_which_they_came(
    world: World,
) -> None:
    await world.record(("a", Raised(title="a")), ("b", Raised(title="b")), ("a", Closed()))
    await world.project(ledger)
    changes = await told(world)
    assert keys(changes) == ["b", "a"]
    assert [change.since.position for change in changes.changes] == [2, 3]
    assert (changes.position, changes.are_more) == (3, False)
    assert keys(await told(world, Since(2))) == ["a"]
    assert keys(await told(world, Since(3))) == []


async def test_a_change_that_does_not_fit_is_told_next_time(world: World) -> None:
    await world.record(("a", Raised(title="a")), ("b", Raised(title="b")), ("c", Raised(title="c")))
    await world.record(("a", Weighed(weight=1)), ("b", Merged(into="a")))
    await world.project(ledger)
    first = await told(world, limit=1)
    assert (keys(first), first.are_more) == (["c"], True)
    rest = await told(world, first.changes[0].since)
    assert keys(rest) == ["a"]
    assert rest.changes[-1].is_last
    merged = await told(world, Since(3))
    assert (keys(merged), merged.changes[0].since.position) == (["a"], 5)


async def test_a_place_in_the_middle_of_a_position_goes_on_behind_its_key(world: World) -> None:
    await world.record(("a", Raised(title="a")), ("b", Raised(title="b")))
    await world.project(ledger)
    await world.owner.execute("UPDATE read.ledger_v1 SET from_position = 2")
    both = await told(world)
    assert [(each.row.issue, each.is_last) for each in both.changes] == [("a", False), ("b", True)]
    assert keys(await told(world, Since(2, "a"))) == ["b"]
    assert keys(await told(world, Since(2))) == []


async def test_only_what_is_demanded_is_told(world: World) -> None:
    await world.record(("a", Raised(title="a")), ("b", Raised(title="b", unit="u2")))
    await world.project(ledger)
    only = [Demand(column="unit", values=("u2",))]
    changes = await read_changes(world.pool, ledger, START, limit=50, only=only)
    assert keys(changes) == ["b"]
    assert changes.position == 2


async def test_a_read_model_that_has_not_begun_stands_at_nothing(world: World) -> None:
    assert await position_of(world.pool, ledger) == 0
    assert await told(world) == Changes((), are_more=False, position=0)


def test_a_read_model_that_keeps_no_history_cannot_be_followed() -> None:
    with pytest.raises(NoHistory):
        live("/register/live", register)


@few
@given(story=stories, limit=st.integers(1, 4), cut=st.integers(0, 12))
async def test_whoever_follows_ends_with_the_rows_that_there_are(
    lasting_world: World, story: list[tuple[str, object]], limit: int, cut: int
) -> None:
    world = lasting_world
    await world.empty()
    seen: dict[str, Row] = {}
    since = START
    for part in filter(None, (story[:cut], story[cut:])):
        head = await world.record(*part)
        await world.step(await world.checkpoint(ledger), head)
        while True:
            changes = await told(world, since, limit)
            assert len(changes.changes) <= limit
            for change in changes.changes:
                assert change.since != since
                assert change.since.position >= since.position
                seen[change.row.issue], since = change.row, change.since
            if not changes.are_more:
                break
    now = await told(world, START, limit=200)
    there = {change.row.issue: change.row for change in now.changes}
    assert {key: row for key, row in seen.items() if key in there} == there
