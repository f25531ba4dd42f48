import asyncio
from datetime import date

import pytest
from structlog.testing import capture_logs

from libs.common.projections import find_row, runner
from tests.projections.register import (
    Closed,
    Merged,
    Raised,
    Row,
    Status,
    UnitRow,
    Weighed,
    ledger,
    register,
    units,
)
from tests.projections.world import LOOK_SECONDS, PATIENCE_SECONDS, World, settled, shown, until

pytestmark = pytest.mark.postgres

CUT = """
    SELECT bool_or(pg_terminate_backend(pid)) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'"""


async def test_a_row_shows_every_event_of_its_stream(world: World) -> None:
    raised = Raised(title="账目不清", tags=("资金", 'a "b" \\ {c},'), due_on=date(2025, 6, 30))
    await world.record(("i1", raised), ("i1", Weighed(weight=7)), ("i1", Closed()))
    await world.project(register)
    found = await find_row(world.pool, register, "i1")
    assert found.position == 3
    assert found.row == Row(
        issue="i1",
        title="账目不清",
        unit="u1",
        status=Status.CLOSED,
        weight=7,
        urgent=True,
        tags=("资金", 'a "b" \\ {c},'),
        due_on=date(2025, 6, 30),
        changed_at=world.log.now,
    )


async def test_a_row_gathers_events_of_many_streams(world: World) -> None:
    await world.record(*[(f"i{n}", Raised(title="t", unit=f"u{n % 2}")) for n in range(5)])
    await world.project(units)
    assert await world.rows(units) == [("u0", 3), ("u1", 2)]
    assert (await find_row(world.pool, units, "u0")).row == UnitRow(unit="u0", raised=3)


async def test_an_event_may_change_one_row_and_remove_another(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i2", Raised(title="b", weight=2)))
    await world.record(("i1", Merged(into="i2")))
    await world.project(register)
    assert [(row[0], row[4]) for row in await world.rows(register)] == [("i2", 3)]


async def test_a_removed_row_may_come_back(world: World) -> None:
    again = ("i1", Raised(title="again"))
    await world.record(("i1", Raised(title="a")), ("i2", Raised(title="b")))
    await world.record(("i1", Merged(into="i2")), again, ("i1", Merged(into="i2")), again)
    for size in (1, 2, 6):
        await world.owner.execute("TRUNCATE projections, read.register_v1")
        await world.project(register, batch_size_max=size)
        assert [row[1] for row in await world.rows(register)] == ["again", "b"]


async def test_a_removed_row_is_not_remembered(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i2", Raised(title="b")))
    await world.record(("i1", Merged(into="i2")), ("i1", Weighed(weight=3)))
    await world.project(register, ledger, batch_size_max=1)
    assert [row[0] for row in await world.rows(register)] == ["i2"]
    assert [row[0] for row in await world.rows(ledger) if row[-1] is None] == ["i2"]


async def test_an_event_that_touches_no_row_is_passed(world: World) -> None:
    await world.record(("i1", Closed()))
    await world.project(register, units)
    assert await world.rows(register) == []
    assert (await world.checkpoint(units)).position == 1


async def test_destroyed_data_leaves_the_rows_alone(world: World) -> None:
    await world.record(("i1", Raised(title="a")), ("i1", Weighed(weight=3)))
    await world.owner.execute("""
        SET session_replication_role = replica;
        UPDATE events SET data = NULL, salt = NULL WHERE position = 2;
        RESET session_replication_role""")
    await world.project(register)
    assert [row[4] for row in await world.rows(register)] == [None]
    assert (await world.checkpoint(register)).position == 2


async def test_a_new_event_is_shown_when_the_projector_is_woken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "IDLE_SECONDS_MAX", 10 * PATIENCE_SECONDS)
    async with world.projecting(register) as projector:
        await until(lambda: settled(projector, 0))
        head = await world.record(("i1", Raised(title="a")))
        projector.wake()
        await until(lambda: settled(projector, head))


async def test_a_new_event_is_shown_though_nobody_wakes_the_projector(world: World) -> None:
    async with world.projecting(register) as projector:
        await until(lambda: settled(projector, 0))
        head = await world.record(("i1", Raised(title="a")))
        await until(lambda: settled(projector, head))
    assert len(await world.rows(register)) == 1


async def test_a_read_model_that_is_new_catches_up_with_the_others(world: World) -> None:
    await world.record(*[(f"i{n}", Raised(title="t")) for n in range(25)])
    await world.project(register)
    await world.record(("i0", Closed()))
    await world.project(register, ledger, units, batch_size_max=4)
    assert [row[:9] for row in await world.rows(ledger) if row[-1] is None] == await world.rows(
        register
    )


async def test_progress_tells_position_head_lag_and_speed(world: World) -> None:
    head = await world.record(*[(f"i{n}", Raised(title="t")) for n in range(10)])
    async with world.projecting(register) as projector:
        await until(lambda: settled(projector, head))
        progress = shown(projector, register)
    assert (progress.name, progress.version, progress.status) == ("register", 1, "live")
    assert (progress.position, progress.head, progress.lag) == (10, 10, 0)
    assert progress.events_per_second == 2


async def test_a_projector_without_the_lease_waits_for_it(world: World) -> None:
    held = False
    head = await world.record(("i1", Raised(title="a")))
    async with world.projecting(register, may_project=lambda: held) as projector:
        await asyncio.sleep(0.05)
        assert await world.rows(register) == []
        held = True
        await until(lambda: settled(projector, head))
    assert len(await world.rows(register)) == 1


async def test_a_projector_goes_on_after_its_connection_was_cut(world: World) -> None:
    with capture_logs() as logs:
        async with world.projecting(register) as projector:
            await until(lambda: settled(projector, 0))
            async with world.pool.acquire() as other, other.transaction():
                await other.execute("SELECT FROM projections FOR UPDATE")
                head = await world.record(("i1", Raised(title="a")))
                await cut_who_waits(world)
            await until(lambda: settled(projector, head))
    assert [line["event"] for line in logs] == ["projector_waits_for_database"]
    assert len(await world.rows(register)) == 1


async def cut_who_waits(world: World) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await world.owner.fetchval(CUT):  # noqa: ASYNC110 - nothing tells when it waits
            await asyncio.sleep(LOOK_SECONDS)
