"""The register shows each unit once, under its present kind."""

from libs.common.testing.given import MOMENT, history, rows_after
from services.rounds.domain.unit import UnitKind
from services.rounds.projections.unit_register import UnitRow, unit_register
from tests.rounds.examples import TOWN, planned, reclassified, registered


def test_a_unit_stands_in_the_register_under_its_present_kind() -> None:
    rows = rows_after(unit_register, history(f"unit-{TOWN}", registered, reclassified))
    assert rows == {
        TOWN: UnitRow(
            unit=TOWN,
            name="嘉定镇(演示)",
            division="360722100",
            kind=UnitKind.DEVELOPMENT_ZONE,
            registered_at=MOMENT,
        )
    }


def test_other_events_of_the_log_leave_the_register_alone() -> None:
    assert rows_after(unit_register, history("round-C01", planned)) == {}
