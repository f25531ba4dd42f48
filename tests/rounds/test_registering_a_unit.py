"""Units enter the register once, under a name of their own, and may change their kind."""

from dataclasses import replace
from datetime import UTC, datetime

from libs.common.testing.given import scenario
from services.rounds.domain.unit import (
    DivisionSuperseded,
    OtherPlace,
    ReclassifyUnit,
    RegisterUnit,
    RenumberUnit,
    UnitKind,
    UnitNameTaken,
    unit,
)
from services.rounds.wire import WIRE
from tests.rounds.examples import TOWN, old_registered, reclassified, registered, renumbered

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


def test_a_unit_is_not_registered_under_a_code_that_was_replaced() -> None:
    under_old = replace(register, division="360721")
    given().when(under_old).then_refused(DivisionSuperseded, old="360721", division="360704")
    zone = replace(register, division="360782-DZ1")
    given().when(zone).then_refused(DivisionSuperseded, division="360703-DZ1")


def test_a_code_is_good_until_the_day_on_which_it_was_replaced() -> None:
    under_old = replace(register, division="360721")
    asked = given().when(under_old, at=datetime(2016, 12, 30, tzinfo=UTC))
    asked.then(replace(registered, division="360721"))


def test_a_unit_is_put_under_the_code_that_its_division_has_now() -> None:
    old = given(old_registered)
    old.when(RenumberUnit(division="360704")).then(renumbered)
    given(old_registered, renumbered).when(RenumberUnit(division="360704")).then()
    old.when(RenumberUnit(division="360703")).then_refused(OtherPlace, old="360721")
    old.when(RenumberUnit(division="360721")).then_refused(OtherPlace)


def test_a_unit_keeps_its_name_its_own_under_the_new_code() -> None:
    (claim,) = WIRE.line(renumbered, "unit").claims(renumbered)
    assert (claim.key, claim.refusal) == ("unit-name:360704/赣县(演示)", UnitNameTaken)
