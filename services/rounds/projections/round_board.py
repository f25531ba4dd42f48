"""The round board: every round, how far it has come, and which kinds of units it inspects."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.inspection_round import RoundStatus
from services.rounds.domain.round_facts import (
    FeedbackBegun,
    HearingsBegun,
    OnSiteEnded,
    OnSiteStarted,
    PreparationOpened,
    RoundAuthorised,
    RoundCancelled,
    RoundClosed,
    RoundEvent,
    RoundPlanApproved,
    RoundPlanned,
    Target,
    TargetsSelected,
)
from services.rounds.domain.unit import UnitKind


@frozen
class RoundRow:
    """One round as the board shows it; a kind with no unit is a gap in the mix."""

    round: str
    term: str
    number: int
    status: RoundStatus
    units: int = 0
    cities_or_counties: int = 0
    development_zones: int = 0
    departments: int = 0
    state_companies: int = 0
    townships: int = 0
    planned_at: datetime
    plan_approved_at: datetime | None = None
    targets_selected_at: datetime | None = None
    authorised_at: datetime | None = None
    preparation_at: datetime | None = None
    entered_at: datetime | None = None
    left_at: datetime | None = None
    hearings_at: datetime | None = None
    feedback_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None


COUNTS: Final[Mapping[UnitKind, str]] = {
    UnitKind.CITY_OR_COUNTY: "cities_or_counties",
    UnitKind.DEVELOPMENT_ZONE: "development_zones",
    UnitKind.DEPARTMENT: "departments",
    UnitKind.STATE_COMPANY: "state_companies",
    UnitKind.TOWNSHIP: "townships",
}


def fold(  # noqa: C901, PLR0911 - a table
    row: RoundRow | None, recorded: Recorded[RoundEvent]
) -> RoundRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case RoundPlanned():
            return _planned(recorded.event, moment)
        case RoundPlanApproved():
            return _at(row, RoundStatus.PLAN_APPROVED, plan_approved_at=moment)
        case TargetsSelected(targets=targets):
            return row and replace(row, **_mix(targets), targets_selected_at=moment)
        case RoundAuthorised(units=units):
            return _at(row, RoundStatus.AUTHORISED, units=len(units), authorised_at=moment)
        case PreparationOpened():
            return _at(row, RoundStatus.PREPARING, preparation_at=moment)
        case OnSiteStarted():
            return _at(row, RoundStatus.ON_SITE, entered_at=moment)
        case OnSiteEnded():
            return _at(row, RoundStatus.REPORTING, left_at=moment)
        case HearingsBegun():
            return _at(row, RoundStatus.HEARING, hearings_at=moment)
        case FeedbackBegun():
            return _at(row, RoundStatus.FEEDBACK_PHASE, feedback_at=moment)
        case RoundClosed():
            return _at(row, RoundStatus.CLOSED, closed_at=moment)
        case RoundCancelled():
            return _at(row, RoundStatus.CANCELLED, cancelled_at=moment)
        case _:
            assert_never(recorded.event)


def _planned(event: RoundPlanned, moment: datetime) -> RoundRow:
    return RoundRow(
        round=event.round,
        term=event.term,
        number=event.number,
        status=RoundStatus.PLANNED,
        planned_at=moment,
    )


def _at(row: RoundRow | None, status: RoundStatus, **noted: Any) -> RoundRow | None:  # noqa: ANN401
    return row and replace(row, status=status, **noted)


def _mix(targets: tuple[Target, ...]) -> dict[str, Any]:
    """Count the units of each kind."""
    counted = Counter(target.kind for target in targets)
    return {"units": len(targets), **{name: counted[kind] for kind, name in COUNTS.items()}}


round_board: Final = Projection(
    name="round_board",
    version=1,
    row=RoundRow,
    key="round",
    keys=by_stream(RoundEvent),
    fold=fold,
    as_of=True,
    filters=("term", "number", "status"),
    sorts=("round", "term", "planned_at", "authorised_at", "entered_at", "closed_at"),
)
