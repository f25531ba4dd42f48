import asyncio

import pytest

from libs.common.projections import PositionNotReached, wait_for_position
from tests.projections.register import Raised, Unfoldable, register
from tests.projections.world import World

pytestmark = pytest.mark.postgres


async def test_a_position_that_is_shown_is_not_waited_for(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i2", Raised(title="b")))
    await world.project(register)
    assert await wait_for_position(world.pool, register, 1, 0.5) == 2
    assert await wait_for_position(world.owner, register, 2, 0.5) == 2


async def test_the_wait_ends_when_the_read_model_shows_the_position(world: World) -> None:
    async with world.projecting(register):
        waiting = asyncio.create_task(wait_for_position(world.pool, register, 1, 10))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        await world.record(("i1", Raised(title="a")))
        assert await waiting == 1


async def test_the_wait_is_bounded_and_says_when_to_ask_again(world: World) -> None:
    await world.record(("i1", Raised(title="a")))
    await world.project(register)
    with pytest.raises(PositionNotReached) as refused:
        await wait_for_position(world.owner, register, 2, 0.5)
    error = refused.value
    assert (error.projection, error.wanted, error.reached) == ("register", 2, 1)
    assert error.retry_after_seconds == 1


async def test_a_stopped_read_model_is_not_waited_for(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i1", Unfoldable()))
    await world.project(register)
    with pytest.raises(PositionNotReached) as refused:
        await wait_for_position(world.pool, register, 2, 60)
    assert refused.value.retry_after_seconds == 60
    assert await wait_for_position(world.pool, register, 1, 60) == 1
