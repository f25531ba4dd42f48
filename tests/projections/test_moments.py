from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libs.common.projections import list_rows, position_at
from libs.common.projections.moment import HoleInLog
from libs.common.testing.log_builder import START
from tests.campaign import examples
from tests.projections.register import Raised, Weighed, ledger
from tests.projections.world import World

pytestmark = pytest.mark.postgres

MICROSECOND = timedelta(microseconds=1)


async def test_an_empty_log_has_no_position_at_any_moment(world: World) -> None:
    assert await position_at(world.pool, START) == 0


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(gaps=st.lists(st.sampled_from((0, 0, 1, 5, 1_000_000)), min_size=1, max_size=40))
async def test_a_moment_is_the_last_position_recorded_until_then(
    lasting_world: World, gaps: list[int]
) -> None:
    await lasting_world.empty()
    moments, now = [], START
    for gap in gaps:
        now += gap * MICROSECOND
        moments.append(now)
        lasting_world.log.add("issue-i1", Weighed(weight=1), at=now)
    await lasting_world.log.insert(lasting_world.owner)
    for asked in {moment + off for moment in moments for off in (-MICROSECOND, 0 * MICROSECOND)}:
        expected = sum(moment <= asked for moment in moments)
        assert await position_at(lasting_world.owner, asked) == expected


async def test_a_moment_may_be_said_in_any_time_zone(world: World) -> None:
    await world.record(*[("i1", Weighed(weight=n)) for n in range(5)])
    there = (START + timedelta(seconds=2)).astimezone(timezone(timedelta(hours=8)))
    assert await position_at(world.pool, there) == 3
    assert await position_at(world.pool, datetime(2099, 1, 1, tzinfo=UTC)) == 5


async def test_a_moment_without_time_zone_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await position_at(world.pool, START.replace(tzinfo=None))


async def test_a_log_whose_oldest_part_was_put_away_is_searched_from_where_it_begins(
    world: World,
) -> None:
    await world.record(*[("i1", Weighed(weight=n)) for n in range(5)])
    await world.owner.execute("""
        SET session_replication_role = replica;
        DELETE FROM events WHERE position <= 3;
        RESET session_replication_role""")
    assert await position_at(world.pool, START + timedelta(seconds=3)) == 4
    assert await position_at(world.pool, START) == 3


async def test_a_hole_is_not_searched_over(world: World) -> None:
    await world.record(*[("i1", Weighed(weight=n)) for n in range(5)])
    await world.owner.execute("""
        SET session_replication_role = replica;
        DELETE FROM events WHERE position = 3;
        RESET session_replication_role""")
    with pytest.raises(HoleInLog):
        await position_at(world.pool, START)


async def test_a_list_as_of_a_moment_shows_what_was_recorded_until_then(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i1", Weighed(weight=5)))
    await world.project(ledger)
    then = await position_at(world.pool, START)
    page = await list_rows(world.pool, ledger, filters={}, sort="issue", as_of=then)
    assert [row.weight for row in page.rows] == [None]
