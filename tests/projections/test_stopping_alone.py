from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from libs.common.events.recorded import Recorded
from libs.common.events.wire import INTERNAL, stored
from libs.common.projections import find_row, resume
from libs.common.projections.folding import TOUCHES_MAX
from libs.common.projections.table import live_table
from tests.projections.register import (
    Closed,
    Raised,
    Row,
    Unfoldable,
    Weighed,
    fold,
    keys,
    ledger,
    register,
    units,
)
from tests.projections.world import World, settled, shown, until

pytestmark = pytest.mark.postgres

BEFORE = (("i1", Raised(title="a")), ("i2", Raised(title="b")))
AFTER = ("i3", Raised(title="c"))
WEIGHED = stored("Weighed.v1", Weighed, INTERNAL)


async def test_an_event_that_cannot_be_folded_stops_that_read_model_alone(world: World) -> None:
    await world.record(*BEFORE, ("i1", Unfoldable()), AFTER)
    await world.project(register, units)
    stopped, moving = await world.checkpoint(register), await world.checkpoint(units)
    assert (stopped.position, stopped.status) == (2, "stopped")
    assert stopped.reason == "event 3: LookupError: no fold for this"
    assert (moving.position, moving.status, moving.reason) == (4, "live", None)
    assert await world.rows(units) == [("u1", 3)]


async def test_a_stopped_read_model_shows_its_rows_with_their_position(world: World) -> None:
    await world.record(*BEFORE, ("i1", Unfoldable()), ("i1", Closed()))
    await world.project(register)
    found = await find_row(world.pool, register, "i1")
    assert found.position == 2
    assert found.row is not None


async def test_what_a_stopped_read_model_lacks_is_counted_up_to_the_head(world: World) -> None:
    head = await world.record(*BEFORE, ("i1", Unfoldable()), AFTER)
    async with world.projecting(register) as projector:
        await until(lambda: settled(projector, head))
        await world.record(*BEFORE)
        await until(lambda: shown(projector, register).lag == 4)


async def test_a_stop_is_an_alarm(world: World) -> None:
    await world.record(*BEFORE, ("i1", Unfoldable()))
    with capture_logs() as logs:
        await world.project(register)
    (alarm,) = [line for line in logs if line["log_level"] == "error"]
    assert (alarm["event"], alarm["projection"]) == ("projection_stopped", "register")
    assert alarm["position"] == 2


async def test_an_event_that_breaks_on_its_second_row_changes_no_row(world: World) -> None:
    def keys_of_two(recorded: Recorded[Any]) -> tuple[str, ...]:
        touched = keys(recorded)
        return (*touched, "i2") if isinstance(recorded.event, Weighed) else touched

    def fold_of_one(row: Row | None, recorded: Recorded[Any]) -> Row | None:
        if isinstance(recorded.event, Weighed) and row and row.issue == "i2":
            raise ArithmeticError
        return fold(row, recorded)

    await world.record(*BEFORE, ("i1", Weighed(weight=9)))
    await world.project(replace(register, keys=keys_of_two, fold=fold_of_one))
    assert [row[4] for row in await world.rows(register)] == [None, None]
    assert (await world.checkpoint(register)).position == 2


async def test_keys_that_fail_stop_the_read_model_before_the_event(world: World) -> None:
    def failing(recorded: Recorded[Any]) -> tuple[str, ...]:
        return keys(recorded) if recorded.position < 3 else (recorded.event.no_such_field,)

    await world.record(*BEFORE, AFTER)
    await world.project(replace(register, keys=failing), units)
    assert (await world.checkpoint(register)).position == 2
    assert (await world.checkpoint(units)).position == 3


async def test_a_text_given_for_keys_is_not_taken_for_its_letters(world: World) -> None:
    await world.record(AFTER)
    await world.project(replace(register, keys=lambda recorded: recorded.key))
    assert "each of its letters" in str((await world.checkpoint(register)).reason)


async def test_a_row_given_another_key_stops_the_read_model(world: World) -> None:
    def misnamed(row: Row | None, recorded: Recorded[Any]) -> Row | None:
        folded = fold(row, recorded)
        return folded and replace(folded, issue="other")

    await world.record(AFTER)
    await world.project(replace(register, fold=misnamed))
    assert "another key" in str((await world.checkpoint(register)).reason)


async def test_a_row_that_no_column_can_hold_stops_its_read_model_at_its_event(
    world: World,
) -> None:
    poison = ("i4", Raised(title="\0", unit="u2"))
    await world.record(*BEFORE, AFTER, poison, ("i5", Raised(title="e")))
    await world.project(register, units)
    stopped = await world.checkpoint(register)
    assert (stopped.position, stopped.status) == (3, "stopped")
    assert [row[0] for row in await world.rows(register)] == ["i1", "i2", "i3"]
    assert await world.rows(units) == [("u1", 4), ("u2", 1)]


async def test_an_event_of_unknown_type_stops_all_read_models_with_the_reason(
    world: World,
) -> None:
    await world.record(*BEFORE)
    world.log.add_stored("issue-i1", stored("Unheard.v1", Raised, INTERNAL), b"{}")
    await world.record(AFTER)
    await world.project(register, units)
    for projection in (register, units):
        stopped = await world.checkpoint(projection)
        assert (stopped.position, stopped.reason) == (2, "event 3: UnknownType: Unheard.v1")


async def test_the_reason_does_not_give_away_what_the_event_held(world: World) -> None:
    world.log.add_stored("issue-i1", WEIGHED, b'{"weight":"a secret"}')
    await world.log.insert(world.owner)
    await world.project(register)
    reason = str((await world.checkpoint(register)).reason)
    assert "weight" in reason
    assert "secret" not in reason


async def test_a_reason_that_no_column_can_hold_is_told_as_well_as_may_be(world: World) -> None:
    def cursing(row: Row | None, recorded: Recorded[Any]) -> Row | None:
        del row, recorded
        raise RuntimeError("a\0b\ud800c")

    await world.record(AFTER)
    await world.project(replace(register, fold=cursing))
    assert (await world.checkpoint(register)).reason == "event 1: RuntimeError: a?b\\ud800c"


async def test_a_hole_in_the_log_stops_all_read_models(world: World) -> None:
    await world.record(*BEFORE, AFTER)
    await world.owner.execute("""
        SET session_replication_role = replica;
        DELETE FROM events WHERE position = 2;
        RESET session_replication_role""")
    await world.project(register)
    stopped = await world.checkpoint(register)
    assert stopped.position == 1
    assert "missing from the log" in str(stopped.reason)


async def test_a_resumed_read_model_goes_on_where_it_stopped(world: World) -> None:
    mended = False

    def mendable(row: Row | None, recorded: Recorded[Any]) -> Row | None:
        return row if mended and isinstance(recorded.event, Unfoldable) else fold(row, recorded)

    head = await world.record(*BEFORE, ("i1", Unfoldable()), AFTER)
    projection = replace(register, fold=mendable)
    async with world.projecting(projection) as projector:
        await until(lambda: settled(projector, head))
        assert shown(projector, register).status == "stopped"
        mended = True
        await resume(world.owner, live_table(register))
        await until(lambda: shown(projector, register).position == head)
    assert (await world.checkpoint(register)).status == "live"


async def test_a_restart_tries_again_since_the_code_may_be_new(world: World) -> None:
    await world.record(*BEFORE, ("i1", Unfoldable()), AFTER)
    await world.project(register)
    await world.project(replace(register, fold=lambda row, _: row))
    after = await world.checkpoint(register)
    assert (after.position, after.status, after.reason) == (4, "live", None)


async def test_more_rows_than_fit_in_a_batch_are_taken_in_two(world: World) -> None:
    def many(recorded: Recorded[Any]) -> tuple[str, ...]:
        return tuple(f"{recorded.key}-{n}" for n in range(TOUCHES_MAX // 2 + 1))

    def named(row: Row | None, recorded: Recorded[Any]) -> None:
        del row, recorded

    await world.record(*BEFORE, AFTER)
    wide = replace(register, keys=many, fold=named)
    reached = await world.step(await world.checkpoint(wide), 3)
    assert reached.position == 2


async def test_the_history_of_a_stopped_read_model_ends_at_its_position(world: World) -> None:
    await world.record(*BEFORE, ("i1", Closed()), ("i1", Unfoldable()), ("i2", Closed()))
    await world.project(ledger)
    versions = [(row[0], row[-2], row[-1]) for row in await world.rows(ledger)]
    assert versions == [("i1", 1, 3), ("i1", 3, None), ("i2", 2, None)]
