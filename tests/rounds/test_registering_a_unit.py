"""Units enter the register once, under a name of their own, and may change their kind."""

from libs.common.testing.given import scenario
from services.rounds.domain.unit import ReclassifyUnit, RegisterUnit, UnitKind, UnitNameTaken, unit
from services.rounds.wire import WIRE
from tests.rounds.examples import TOWN, reclassified, registered

given = scenario(unit)
register = RegisterUnit(
    unit=TOWN, name="嘉定镇(演示)", division="360722100", kind=UnitKind.TOWNSHIP
)


def test_a_unit_is_registered_with_its_division_and_kind() -> None:
    given().when(register).then(registered)


def test_a_unit_may_become_one_of_another_kind() -> None:
    given(registered).when(ReclassifyUnit(kind=UnitKind.DEVELOPMENT_ZONE)).then(reclassified)


def test_a_unit_that_is_of_the_kind_already_is_left_alone() -> None:
    given(registered, reclassified).when(ReclassifyUnit(kind=UnitKind.DEVELOPMENT_ZONE)).then()


def test_a_name_belongs_to_one_unit_of_a_division() -> None:
    (claim,) = WIRE.line(registered, "unit").claims(registered)
    assert claim.key == "unit-name:360722100/嘉定镇(演示)"
    assert claim.refusal is UnitNameTaken
