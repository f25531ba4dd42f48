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


UnitEvent: TypeAlias = UnitRegistered | UnitReclassified


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


UnitCommand: TypeAlias = RegisterUnit | ReclassifyUnit


class UnitNameTaken(Refusal):
    """Another unit of the same division has this name."""


class UnitNotRegistered(Refusal):
    """Nothing is done to a unit that does not stand in the register."""


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


ALLOWED: Final = {
    RegisterUnit: allow(OFFICE, when={UnitStatus.NEW}),
    ReclassifyUnit: allow(OFFICE, when={UnitStatus.REGISTERED}),
}


def decide(command: UnitCommand, unit: Unit, context: Context) -> list[UnitEvent]:  # noqa: ARG001
    """Say what happens, or which rule says no."""
    match command:
        case RegisterUnit(unit=code, name=name, division=division, kind=kind):
            return [UnitRegistered(unit=code, name=name, division=division, kind=kind)]
        case ReclassifyUnit(kind=kind):
            return [] if kind is unit.kind else [UnitReclassified(kind=kind)]
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
        case _:
            assert_never(event)


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
