import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, NewType

import pytest

from libs.common.decider import frozen
from libs.common.projections import Projection, ProjectionTableMismatch, Projector
from libs.common.projections.columns import columns_of
from libs.common.projections.shape import check_table
from libs.common.projections.table import InvalidProjection, ReadTable, live_table
from tests.projections.register import WIRE, ledger, register, units
from tests.projections.world import PATIENCE_SECONDS, World

UnitId = NewType("UnitId", str)


@frozen
class Mixed:
    unit: UnitId
    others: tuple[UnitId, ...] | None
    amount: float


@frozen
class Timed:
    key: str
    at: datetime
    day: date


timed = Projection(
    name="timed", version=1, row=Timed, key="key", keys=lambda _: (), fold=lambda row, _: row
)


def test_a_named_text_is_text() -> None:
    @frozen
    class Named:
        unit: UnitId
        others: tuple[UnitId, ...] | None

    unit, others = columns_of(Named)
    assert (unit.kind.columns, unit.optional) == (("text",), False)
    assert (others.kind.columns, others.optional) == (("_text",), True)


def test_a_field_that_no_column_can_hold_is_named() -> None:
    with pytest.raises(TypeError, match=r"Mixed\.amount"):
        columns_of(Mixed)


def test_a_row_that_is_no_dataclass_is_refused() -> None:
    with pytest.raises(TypeError, match="int is not a dataclass"):
        columns_of(int)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"filters": ("nonsense",)}, "no field nonsense"),
        ({"sorts": ("nonsense",)}, "no field nonsense"),
        ({"sorts": ("tags",)}, "tags has no order"),
        ({"key": "weight"}, "weight is not text"),
        ({"name": "Register"}, "cannot be a table's name"),
        ({"name": "r" * 70}, "cannot be a table's name"),
    ],
)
def test_a_declaration_that_cannot_be_kept_is_refused(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(InvalidProjection, match=fault):
        ReadTable(replace(register, **changed))


def test_moments_are_kept_in_universal_time() -> None:
    there = datetime(2025, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    row = live_table(timed).normal(Timed(key="k", at=there, day=date(2025, 3, 1)))
    assert (row.at.tzinfo, row.at) == (UTC, there)


def test_a_moment_without_time_zone_is_no_moment() -> None:
    row = Timed(key="k", at=datetime(2025, 3, 1), day=date(2025, 3, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        live_table(timed).normal(row)


def test_a_moment_is_no_day() -> None:
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    with pytest.raises(TypeError, match="a day is wanted"):
        live_table(timed).normal(Timed(key="k", at=moment, day=moment))


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("DROP COLUMN title", "column unit stands where title is wanted"),
        ("DROP COLUMN changed_at", "column None stands where changed_at is wanted"),
        ("ADD COLUMN more text", "column more stands where None is wanted"),
        ("RENAME COLUMN urgent TO pressing", "column pressing stands where urgent is wanted"),
        ("ALTER COLUMN weight TYPE text", "column weight is of type text, not int8 or int4"),
        ("ALTER COLUMN due_on SET NOT NULL", "column due_on is NOT NULL, but the field may be"),
        ('ALTER COLUMN title TYPE text COLLATE "POSIX"', "has the collation POSIX"),
        ("DROP CONSTRAINT register_v1_pkey", "the primary key is None"),
    ],
)
async def test_a_table_that_is_not_as_declared_is_refused_by_its_column(
    own_world: World, change: str, fault: str
) -> None:
    await own_world.owner.execute(f"ALTER TABLE read.register_v1 {change}")
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(ProjectionTableMismatch, match=fault):
            await Projector(own_world.pool, WIRE, [units, register]).run()


@pytest.mark.postgres
async def test_a_table_that_is_missing_is_refused(own_world: World) -> None:
    with pytest.raises(ProjectionTableMismatch, match="does not exist"):
        await check_table(own_world.owner, live_table(replace(register, version=2)))


@pytest.mark.postgres
async def test_history_wants_its_positions(own_world: World) -> None:
    await own_world.owner.execute("ALTER TABLE read.ledger_v1 DROP COLUMN to_position CASCADE")
    with pytest.raises(ProjectionTableMismatch, match="where to_position is wanted"):
        await check_table(own_world.owner, live_table(ledger))


@pytest.mark.postgres
async def test_a_name_and_version_cannot_stand_twice(own_world: World) -> None:
    with pytest.raises(InvalidProjection, match="twice"):
        Projector(own_world.pool, WIRE, [register, replace(register, filters=())])
