"""The coverage map: when each unit is planned to be inspected, and when it last was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from libs.common.decider import frozen
from libs.common.divisions import Level, ancestors, find
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rounds.domain.engagement.facts import GroupEntered
from services.rounds.domain.feedback_facts import FeedbackDelivered
from services.rounds.domain.round_facts import RoundAuthorised
from services.rounds.domain.term import TermPlanApproved, TermPlanRevised
from services.rounds.domain.unit import UnitKind, UnitReclassified, UnitRegistered, UnitRenumbered


@frozen
class CoverageRow:
    """One unit, under the city and the county that it lies in."""

    unit: str
    name: str
    kind: UnitKind
    division: str
    city: str | None
    county: str | None
    term: str | None = None
    planned_year: int | None = None
    last_round: str | None = None
    inspections: int = 0
    last_entered_at: datetime | None = None
    last_fed_back_at: datetime | None = None


def keys(recorded: Recorded[Any]) -> Sequence[str]:
    """Name the units that an event says something about."""
    match recorded.event:
        case UnitRegistered() | UnitReclassified() | UnitRenumbered():
            return (recorded.key,)
        case TermPlanApproved(coverage=coverage):
            return tuple(each.unit for each in coverage)
        case TermPlanRevised(coverage=coverage, dropped=dropped):
            return (*(each.unit for each in coverage), *dropped)
        case RoundAuthorised(units=units):
            return tuple(dict.fromkeys(units))
        case GroupEntered(unit=unit) | FeedbackDelivered(unit=unit):
            return (unit,)
        case _:
            return ()


def fold(  # noqa: PLR0911 - a table
    row: CoverageRow | None, recorded: Recorded[Any]
) -> CoverageRow | None:
    """Take one event into the row of a unit; a unit that is not registered has none."""
    moment = recorded.recorded_at
    match recorded.event:
        case UnitRegistered():
            return _registered(recorded.event)
        case UnitReclassified(kind=kind):
            return row and replace(row, kind=kind)
        case UnitRenumbered(division=division):
            return row and replace(row, division=division, **_place(division))
        case TermPlanApproved() | TermPlanRevised():
            return row and _planned(row, recorded.event)
        case RoundAuthorised():
            return row and replace(row, last_round=recorded.key)
        case GroupEntered():
            count = row.inspections + 1 if row else 1
            return row and replace(row, inspections=count, last_entered_at=moment)
        case FeedbackDelivered():
            return row and replace(row, last_fed_back_at=moment)
        case _:
            return row


def _registered(event: UnitRegistered) -> CoverageRow:
    return CoverageRow(
        unit=event.unit,
        name=event.name,
        kind=event.kind,
        division=event.division,
        **_place(event.division),
    )


def _place(division: str) -> dict[str, Any]:
    """Find the city and the county of a division, so that a tree can be opened at either."""
    parent = find(division.partition("-")[0])
    chain = () if parent is None else (parent, *ancestors(parent.code))
    levels = {each.level: each.code for each in chain}
    return {"city": levels.get(Level.CITY), "county": levels.get(Level.COUNTY)}


def _planned(row: CoverageRow, event: TermPlanApproved | TermPlanRevised) -> CoverageRow:
    """Take over the year of the plan; a unit that was dropped from its term has none."""
    years = {str(each.unit): each.year for each in event.coverage}
    if row.unit in years:
        return replace(row, term=event.term, planned_year=years[row.unit])
    return replace(row, term=None, planned_year=None) if row.term == event.term else row


coverage_map: Final = Projection(
    name="coverage_map",
    version=1,
    row=CoverageRow,
    key="unit",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("kind", "division", "city", "county", "term", "planned_year", "last_round"),
    sorts=("unit", "name", "planned_year", "last_entered_at", "last_fed_back_at"),
)
