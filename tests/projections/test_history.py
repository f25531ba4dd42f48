from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from libs.common.projections import find_row, list_rows
from libs.common.projections.table import live_table
from libs.common.testing.log_builder import START
from tests.campaign import examples
from tests.projections.register import Closed, Raised, Weighed, ledger, register
from tests.projections.stories import KEYS, folded, sizes, stories
from tests.projections.world import World

pytestmark = pytest.mark.postgres

# The database is the same for all examples, and each begins by emptying it.
few = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@few
@given(story=stories, cuts=sizes)
async def test_rows_and_their_history_do_not_depend_on_the_size_of_batches(
    lasting_world: World, story: list[tuple[str, object]], cuts: list[int]
) -> None:
    world = lasting_world
    await world.empty()
    head = await world.record(*story)
    for projection in (register, ledger):
        checkpoint = await world.checkpoint(projection)
        await world.step(checkpoint, head)
        at_once = await world.rows(projection)
        await world.owner.execute(f"TRUNCATE projections, {live_table(projection).quoted}")
        checkpoint = await world.checkpoint(projection)
        for cut in (*cuts, *[1] * head):
            checkpoint = await world.step(checkpoint, cut)
            # Every other time the rows are read back rather than remembered.
            checkpoint = await world.checkpoint(projection) if cut % 2 else checkpoint
        assert checkpoint.position == head
        assert await world.rows(projection) == at_once


@few
@given(story=stories)
async def test_rows_as_of_a_position_are_the_fold_up_to_it(
    lasting_world: World, story: list[tuple[str, object]]
) -> None:
    world = lasting_world
    await world.empty()
    for key, event in story:
        world.log.add(f"issue-{key}", event)
    history = list(world.log.rows)
    head = await world.log.insert(world.owner)
    await world.step(await world.checkpoint(ledger), head)
    for position in range(head + 1):
        page = await list_rows(world.owner, ledger, filters={}, sort="issue", as_of=position)
        assert {row.issue: row for row in page.rows} == folded(history, position)
        assert page.position == position
        for key in KEYS:
            found = await find_row(world.owner, ledger, key, as_of=position)
            assert found.row == folded(history, position).get(key)


@few
@given(story=stories)
async def test_versions_of_a_row_never_overlap_and_one_at_most_is_current(
    lasting_world: World, story: list[tuple[str, object]]
) -> None:
    world = lasting_world
    await world.empty()
    head = await world.record(*story)
    await world.step(await world.checkpoint(ledger), head)
    for key in KEYS:
        versions = [row[-2:] for row in await world.rows(ledger) if row[0] == key]
        assert all(end is not None for _, end in versions[:-1])
        assert all(start < (end or head + 1) for start, end in versions)
        assert all(end <= start for (_, end), (start, _) in pairwise(versions))


async def test_an_event_that_leaves_a_row_equal_opens_no_version(world: World) -> None:
    world.log.add("issue-i1", Raised(title="a"), at=START)
    world.log.add("issue-i1", Weighed(weight=None), at=START)
    await world.log.insert(world.owner)
    await world.project(ledger)
    assert [row[-2:] for row in await world.rows(ledger)] == [(1, None)]


async def test_a_version_is_closed_by_the_event_that_made_the_next_one(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i2", Raised(title="b")))
    await world.record(("i1", Weighed(weight=3)), ("i1", Closed()))
    await world.project(ledger)
    versions = [(row[0], row[4], row[3], *row[-2:]) for row in await world.rows(ledger)]
    assert versions == [
        ("i1", None, "open", 1, 3),
        ("i1", 3, "open", 3, 4),
        ("i1", 3, "closed", 4, None),
        ("i2", None, "open", 2, None),
    ]
