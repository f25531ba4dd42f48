"""The hearing agenda: what each group reports on, and beside it last round's rectification."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, TypeAlias, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rounds.domain.hearing.facts import (
    EngagementListed,
    GroupReportHeard,
    HearingClosed,
    HearingKind,
    HearingOpened,
    ResultUse,
    ResultUseDecided,
)
from services.rounds.domain.hearing.state import HearingStatus
from services.rounds.domain.unit_record import LastRectification, RectificationPaired

AgendaEvent: TypeAlias = (
    EngagementListed
    | HearingOpened
    | GroupReportHeard
    | ResultUseDecided
    | HearingClosed
    | RectificationPaired
)


@frozen
class AgendaRow:
    """One engagement on the agenda of one hearing.

    What begins with `last` is the rectification of the same unit's latest earlier round: how many
    cases were accepted and closed, and how their rows were divided. Nothing is known: all are 0.
    """

    place: str
    hearing: str
    kind: HearingKind
    round: str
    held_on: date
    status: HearingStatus
    speaking_order: int
    group: str
    engagement: str
    unit: str
    unit_name: str
    division: str
    heard_at: datetime | None = None
    result_use: ResultUse | None = None
    decided_at: datetime | None = None
    last_round: str | None = None
    last_accepted: int = 0
    last_closed: int = 0
    last_issues: int = 0
    last_completed: int = 0
    last_basically: int = 0
    last_continuing: int = 0
    last_written_off: int = 0
    last_long_term: int = 0


def keys(recorded: Recorded[Any]) -> Sequence[str]:
    """Give the places on the agenda that an event is about."""
    match recorded.event:
        case HearingOpened() | GroupReportHeard() | HearingClosed():
            event = recorded.event
            return [f"{event.hearing}/{engagement}" for engagement in event.engagements]
        case EngagementListed() | ResultUseDecided() | RectificationPaired():
            return (f"{recorded.event.hearing}/{recorded.event.engagement}",)
        case _:
            return ()


def fold(row: AgendaRow | None, recorded: Recorded[AgendaEvent]) -> AgendaRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case EngagementListed():
            return _listed(recorded.event)
        case HearingOpened():
            return row and replace(row, status=HearingStatus.IN_SESSION)
        case GroupReportHeard():
            return row and replace(row, heard_at=moment)
        case ResultUseDecided(use=use):
            return row and replace(row, result_use=use, decided_at=moment)
        case HearingClosed():
            return row and replace(row, status=HearingStatus.CLOSED)
        case RectificationPaired(last=last):
            return row and _paired(row, last or LastRectification())
        case _:
            assert_never(recorded.event)


def _listed(event: EngagementListed) -> AgendaRow:
    return AgendaRow(
        place=f"{event.hearing}/{event.engagement}",
        hearing=event.hearing,
        kind=event.kind,
        round=event.round,
        held_on=event.held_on,
        status=HearingStatus.SCHEDULED,
        speaking_order=event.order,
        group=event.group,
        engagement=event.engagement,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
    )


def _paired(row: AgendaRow, last: LastRectification) -> AgendaRow:
    return replace(
        row,
        last_round=last.round,
        last_accepted=last.accepted,
        last_closed=last.closed,
        last_issues=last.issues,
        last_completed=last.completed,
        last_basically=last.basically,
        last_continuing=last.continuing,
        last_written_off=last.written_off,
        last_long_term=last.long_term,
    )


hearing_agenda: Final = Projection(
    name="hearing_agenda",
    version=1,
    row=AgendaRow,
    key="place",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("hearing", "kind", "round", "status", "group", "unit", "division", "result_use"),
    sorts=("place", "speaking_order", "held_on", "unit_name"),
)
