"""The unit register: every organisation that may be inspected."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.unit import (
    UnitEvent,
    UnitKind,
    UnitReclassified,
    UnitRegistered,
    UnitRenumbered,
)


@frozen
class UnitRow:
    """One unit as the register shows it."""

    unit: str
    name: str
    division: str
    kind: UnitKind
    registered_at: datetime


def fold(row: UnitRow | None, recorded: Recorded[UnitEvent]) -> UnitRow | None:
    """Take one event into the row."""
    match recorded.event:
        case UnitRegistered():
            return _registered(recorded.event, recorded.recorded_at)
        case UnitReclassified(kind=kind):
            return row and replace(row, kind=kind)
        case UnitRenumbered(division=division):
            return row and replace(row, division=division)
        case _:
            assert_never(recorded.event)


def _registered(event: UnitRegistered, moment: datetime) -> UnitRow:
    return UnitRow(
        unit=event.unit,
        name=event.name,
        division=event.division,
        kind=event.kind,
        registered_at=moment,
    )


unit_register: Final = Projection(
    name="unit_register",
    version=1,
    row=UnitRow,
    key="unit",
    keys=by_stream(UnitEvent),
    fold=fold,
    filters=("division", "kind"),
    sorts=("unit", "name", "registered_at"),
)
