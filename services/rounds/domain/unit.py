"""A unit: an organisation that may be inspected, under its name and kind in its division."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, TypeAlias, assert_never

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import OFFICE
from libs.common.decider.texts import Title
from libs.common.divisions import DivisionCode
from services.rounds.domain.days import day_of
from services.rounds.domain.renumbering import code_of_today
from services.rounds.domain.vocabulary import UnitCode


class UnitKind(StrEnum):
    """The sections that targets of a round are picked from, and townships."""

    CITY_OR_COUNTY = "city_or_county"
    DEVELOPMENT_ZONE = "development_zone"
    DEPARTMENT = "department"
    STATE_COMPANY = "state_company"
    TOWNSHIP = "township"


@frozen
class UnitRegistered:
    """A unit entered the register."""

    unit: UnitCode
    name: str
    division: str
    kind: UnitKind


@frozen
class UnitReclassified:
    """A unit is of another kind from now on."""

    kind: UnitKind


@frozen
class UnitRenumbered:
    """The unit's division has another code from now on; the unit keeps its name there."""

    division: str
    name: str


UnitEvent: TypeAlias = UnitRegistered | UnitReclassified | UnitRenumbered


@frozen
class RegisterUnit:
    """Enter a unit in the register."""

    unit: UnitCode
    name: Title
    division: DivisionCode
    kind: UnitKind


@frozen
class ReclassifyUnit:
    """Put a unit under another kind."""

    kind: UnitKind


@frozen
class RenumberUnit:
    """Put a unit under the code that its division has now."""

    division: DivisionCode


UnitCommand: TypeAlias = RegisterUnit | ReclassifyUnit | RenumberUnit


class UnitNameTaken(Refusal):
    """Another unit of the same division has this name."""


class UnitNotRegistered(Refusal):
    """Nothing is done to a unit that does not stand in the register."""


class DivisionSuperseded(Refusal):
    """A division is named by the code that holds today; `division` is the one that replaced it."""


class OtherPlace(Refusal):
    """A unit goes with its own division to the new code, and nowhere else."""


class UnitStatus(StrEnum):
    """Whether the unit stands in the register."""

    NEW = "new"
    REGISTERED = "registered"


@frozen
class Unit:
    """Only what `decide` asks about; screens read projections."""

    status: UnitStatus = UnitStatus.NEW
    name: str = ""
    division: str = ""
    kind: UnitKind | None = None

    @property
    def section(self) -> UnitKind:
        """The kind under which it is picked; only what is in the register has one."""
        if self.kind is None:
            raise LookupError("kind")
        return self.kind


ALLOWED: Final = {
    RegisterUnit: allow(OFFICE, when={UnitStatus.NEW}),
    ReclassifyUnit: allow(OFFICE, when={UnitStatus.REGISTERED}),
    RenumberUnit: allow(OFFICE, when={UnitStatus.REGISTERED}),
}


def decide(command: UnitCommand, unit: Unit, context: Context) -> list[UnitEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case RegisterUnit(unit=code, name=name, division=division, kind=kind):
            _of_today(division, context)
            return [UnitRegistered(unit=code, name=name, division=division, kind=kind)]
        case ReclassifyUnit(kind=kind):
            return [] if kind is unit.kind else [UnitReclassified(kind=kind)]
        case RenumberUnit(division=division):
            if division != code_of_today(unit.division, day_of(context.now)):
                raise OtherPlace(old=unit.division)
            known = division == unit.division
            return [] if known else [UnitRenumbered(division=division, name=unit.name)]
        case _:
            assert_never(command)


def evolve(unit: Unit, event: UnitEvent) -> Unit:
    """Take in what happened."""
    match event:
        case UnitRegistered(name=name, division=division, kind=kind):
            status = UnitStatus.REGISTERED
            return Unit(status=status, name=name, division=division, kind=kind)
        case UnitReclassified(kind=kind):
            return replace(unit, kind=kind)
        case UnitRenumbered(division=division):
            return replace(unit, division=division)
        case _:
            assert_never(event)


def _of_today(division: str, context: Context) -> None:
    """Refuse a code that another one has replaced."""
    today = code_of_today(division, day_of(context.now))
    if today != division:
        raise DivisionSuperseded(old=division, division=today)


unit: Final = Aggregate(
    kind="unit",
    initial=Unit(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)


def registered_unit(others: Mapping[str, Any], code: UnitCode) -> Unit:
    """Take a unit from what a decision in another stream is given, if it is in the register."""
    found = unit.among(others, code)
    if found.status is not UnitStatus.REGISTERED:
        raise UnitNotRegistered(unit=code)
    return found


def unit_of_today(context: Context, code: UnitCode) -> Unit:
    """Take a unit that work begins on now: registered, and under a code that still holds."""
    found = registered_unit(context.others, code)
    _of_today(found.division, context)
    return found
