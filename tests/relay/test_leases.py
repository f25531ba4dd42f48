"""Leases: one holder at a time, by the database's clock."""

import asyncio

import pytest

from libs.common.leases import acquire, release, renew, renewed
from tests.relay.harness import Harness

pytestmark = pytest.mark.postgres

LONG, SHORT = 60.0, 0.2


async def taken_over(harness: Harness) -> None:
    """Have another take the lease as soon as it ran out."""
    while await acquire(harness.pool, "job", "b", LONG) is None:  # noqa: ASYNC110 - it is asked
        await asyncio.sleep(SHORT / 10)


async def test_a_held_lease_is_nobody_elses(harness: Harness) -> None:
    lease = await acquire(harness.pool, "job", "a", LONG)
    assert lease is not None
    assert lease.held
    assert await acquire(harness.pool, "job", "b", LONG) is None
    assert await acquire(harness.pool, "other job", "b", LONG) is not None


async def test_of_many_who_ask_at_once_one_gets_it(harness: Harness) -> None:
    asked = (acquire(harness.pool, "job", str(each), LONG) for each in range(8))
    got = [lease for lease in await asyncio.gather(*asked) if lease is not None]
    assert len(got) == 1


async def test_a_lease_given_back_is_free_at_once_under_the_next_epoch(harness: Harness) -> None:
    first = await acquire(harness.pool, "job", "a", LONG)
    assert first is not None
    await release(harness.pool, first)
    assert not first.held
    second = await acquire(harness.pool, "job", "b", LONG)
    assert second is not None
    assert (first.epoch, second.epoch) == (1, 2)


async def test_a_lease_that_ran_out_is_lost_for_good(harness: Harness) -> None:
    first = await acquire(harness.pool, "job", "a", SHORT)
    assert first is not None
    await taken_over(harness)
    assert not first.held
    assert not await renew(harness.pool, first, LONG)
    assert not first.held


async def test_who_lost_a_lease_does_not_give_back_that_of_another(harness: Harness) -> None:
    first = await acquire(harness.pool, "job", "a", SHORT)
    assert first is not None
    await taken_over(harness)
    assert not first.held
    await release(harness.pool, first)
    assert await acquire(harness.pool, "job", "c", LONG) is None


async def test_a_lease_is_renewed_while_the_work_goes_on(harness: Harness) -> None:
    lease = await acquire(harness.pool, "job", "a", SHORT)
    assert lease is not None
    async with renewed(harness.pool, lease, SHORT):
        await asyncio.sleep(3 * SHORT)
        assert lease.held
        assert await acquire(harness.pool, "job", "b", LONG) is None
    assert await acquire(harness.pool, "job", "b", LONG) is not None
