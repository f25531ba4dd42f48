"""The programme board: every engagement of a programme at whatever level, and how far it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeAlias, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.facts import ChildExcused, MilestoneReached
from services.rounds.domain.programme.rules import child_key

BoardEvent: TypeAlias = MilestoneReached | ChildExcused


@frozen
class ProgrammeBoardRow:
    """One child; `milestone` is the furthest that it reached, and each has its day."""

    child: str
    programme: str
    site: str
    engagement: str
    division: str
    unit_name: str
    milestone: Milestone
    planned_at: datetime | None = None
    entered_at: datetime | None = None
    concluded_at: datetime | None = None
    report_approved_at: datetime | None = None
    fed_back_at: datetime | None = None
    excused_at: datetime | None = None
    excuse: str | None = None


def keys(recorded: Recorded[Any]) -> Sequence[str]:
    """Give the child that an event is about, under its programme."""
    event = recorded.event
    if isinstance(event, MilestoneReached | ChildExcused):
        return (f"{recorded.key}/{child_key(event)}",)
    return ()


def fold(row: ProgrammeBoardRow | None, recorded: Recorded[BoardEvent]) -> ProgrammeBoardRow | None:
    """Take one event into the row."""
    match recorded.event:
        case MilestoneReached():
            return _reached(row or _child(recorded.key, recorded.event), recorded.event)
        case ChildExcused(reason=reason):
            moment = recorded.recorded_at
            return row and replace(row, excused_at=moment, excuse=reason)
        case _:
            assert_never(recorded.event)


_ORDER: Final = tuple(Milestone)


def _child(programme: str, event: MilestoneReached) -> ProgrammeBoardRow:
    return ProgrammeBoardRow(
        child=f"{programme}/{child_key(event)}",
        programme=programme,
        site=event.site,
        engagement=event.engagement,
        division=event.division,
        unit_name=event.unit_name,
        milestone=event.milestone,
    )


def _reached(row: ProgrammeBoardRow, event: MilestoneReached) -> ProgrammeBoardRow:
    dated: dict[str, Any] = {f"{event.milestone}_at": event.reached_at}
    furthest = max(row.milestone, event.milestone, key=_ORDER.index)
    return replace(row, milestone=furthest, **dated)


programme_board: Final = Projection(
    name="programme_board",
    version=1,
    row=ProgrammeBoardRow,
    key="child",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("programme", "site", "division", "milestone"),
    sorts=("child", "division", "unit_name", "planned_at", "report_approved_at"),
)
