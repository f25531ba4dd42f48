import asyncio

import pytest

from libs.common.projections.checkpoint import LostRace
from tests.projections.register import Closed, Raised, Weighed, ledger, register, units
from tests.projections.world import World, settled, until

pytestmark = pytest.mark.postgres

STORY = [
    (f"i{n % 40}", fact)
    for n in range(200)
    for fact in (Raised(title="t", unit=f"u{n % 3}"), Weighed(weight=n), Closed())
]


async def test_two_projectors_at_once_make_the_rows_of_one(world: World) -> None:
    await world.record(*STORY[:300])
    async with (
        world.projecting(register, ledger, units, batch_size_max=7) as one,
        world.projecting(units, ledger, register, batch_size_max=11) as other,
    ):
        head = await world.record(*STORY[300:])
        await until(lambda: settled(one, head) and settled(other, head))
    raced = [await world.rows(projection) for projection in (register, ledger, units)]
    await world.owner.execute(
        "TRUNCATE projections, read.register_v1, read.ledger_v1, read.units_v1"
    )
    await world.project(register, ledger, units)
    assert [await world.rows(projection) for projection in (register, ledger, units)] == raced


async def test_whoever_loses_the_race_writes_nothing(world: World) -> None:
    await world.record(*STORY[:3])
    seen_by_both = await world.checkpoint(units)
    await world.step(seen_by_both, 3)
    with pytest.raises(LostRace, match="units"):
        await world.step(seen_by_both, 3)
    assert await world.rows(units) == [("u0", 1)]


async def test_a_race_for_the_same_step_has_one_winner(world: World) -> None:
    await world.record(*STORY[:30])
    seen_by_both = await world.checkpoint(units)

    async def step() -> bool:
        async with world.pool.acquire() as connection:
            try:
                await type(world)(world.pool, connection).step(seen_by_both, 30)  # type: ignore[arg-type]  # the pool's stand-in
            except LostRace:
                return False
            return True

    outcomes = await asyncio.gather(*(step() for _ in range(4)))
    assert sum(outcomes) == 1
    assert sum(row[1] for row in await world.rows(units)) == 10


async def test_a_stopped_read_model_is_not_moved_by_a_projector_that_thinks_it_runs(
    world: World,
) -> None:
    await world.record(*STORY[:3])
    before = await world.checkpoint(units)
    await world.owner.execute("UPDATE projections SET status = 'stopped'")
    with pytest.raises(LostRace):
        await world.step(before, 3)
