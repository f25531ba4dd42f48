import pytest

from libs.common.projections import (
    NoHistory,
    PositionNotReached,
    Projection,
    ReplayStopped,
    begin_replay,
    compare,
    digest,
    end_replay,
    replay,
)
from libs.common.projections.session import session
from libs.common.projections.table import live_table
from tests.projections.register import (
    WIRE,
    Closed,
    Merged,
    Raised,
    Row,
    Unfoldable,
    Weighed,
    ledger,
    register,
)
from tests.projections.world import World

pytestmark = pytest.mark.postgres

STORY = [
    *((f"i{n}", Raised(title="t", tags=("a", "b"))) for n in range(8)),
    *((f"i{n}", Weighed(weight=n)) for n in range(8)),
    ("i1", Merged(into="i2")),
    ("i3", Closed()),
]


@pytest.mark.parametrize("projection", [register, ledger], ids=lambda p: p.name)
async def test_the_digest_of_the_live_rows_is_that_of_a_clean_replay(
    own_world: World, projection: Projection[Row]
) -> None:
    await own_world.record(*STORY[:5])
    await own_world.project(projection)
    await own_world.record(*STORY[5:])
    await own_world.project(projection, batch_size_max=3)
    table = await begin_replay(own_world.owner, projection)
    compared = await compare(own_world.pool, WIRE, table)
    assert compared.same
    assert compared.live.position == len(STORY)
    assert compared.live.rows == len(await own_world.rows(projection))


async def test_a_changed_row_is_noticed(own_world: World) -> None:
    await own_world.record(*STORY)
    await own_world.project(register)
    await own_world.owner.execute("UPDATE read.register_v1 SET weight = 99 WHERE issue = 'i3'")
    assert not (
        await compare(own_world.pool, WIRE, await begin_replay(own_world.owner, register))
    ).same


async def test_a_replay_stays_at_the_position_that_was_asked_for(own_world: World) -> None:
    await own_world.record(*STORY)
    table = await begin_replay(own_world.owner, register, "until")
    assert (await replay(own_world.pool, WIRE, table, 10)).position == 10
    assert (await replay(own_world.pool, WIRE, table, 12)).position == 12
    assert await own_world.owner.fetchval("SELECT count(weight) FROM read.register_v1_until") == 4


async def test_a_replay_leaves_the_live_rows_alone(own_world: World) -> None:
    await own_world.record(*STORY)
    table = await begin_replay(own_world.owner, ledger)
    await replay(own_world.pool, WIRE, table, len(STORY))
    assert await own_world.rows(ledger) == []
    assert (await own_world.checkpoint(ledger)).position == 0


async def test_nothing_is_left_of_a_replay_that_was_ended(own_world: World) -> None:
    table = await begin_replay(own_world.owner, register)
    await end_replay(own_world.owner, table)
    assert await own_world.owner.fetchval("SELECT to_regclass($1)", table.quoted) is None
    assert await own_world.owner.fetchval("SELECT count(*) FROM projections") == 0


async def test_a_replay_that_meets_a_broken_event_says_where(own_world: World) -> None:
    await own_world.record(*STORY, ("i0", Unfoldable()))
    table = await begin_replay(own_world.owner, register)
    with pytest.raises(ReplayStopped, match=f"event {len(STORY) + 1}: LookupError"):
        await replay(own_world.pool, WIRE, table, len(STORY) + 1)


async def test_a_replay_past_the_end_of_the_log_is_refused(own_world: World) -> None:
    head = await own_world.record(*STORY)
    table = await begin_replay(own_world.owner, register)
    with pytest.raises(ReplayStopped, match="ends here"):
        await replay(own_world.pool, WIRE, table, head + 1)


async def test_history_has_a_digest_of_every_earlier_position(own_world: World) -> None:
    await own_world.record(*STORY)
    await own_world.project(ledger)
    table = await begin_replay(own_world.owner, ledger)
    async with session(own_world.pool) as connection:
        for position in range(1, len(STORY) + 1):
            await replay(own_world.pool, WIRE, table, position)
            then = await digest(connection, live_table(ledger), position)
            assert then == await digest(connection, table)


async def test_rows_without_history_have_a_digest_of_the_present_only(own_world: World) -> None:
    await own_world.record(*STORY)
    await own_world.project(register)
    async with session(own_world.pool) as connection:
        with pytest.raises(NoHistory):
            await digest(connection, live_table(register), 3)
        with pytest.raises(PositionNotReached):
            await digest(connection, live_table(register), len(STORY) + 1)
