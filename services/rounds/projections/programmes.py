"""The programmes that are led here: how far each is, and how many of its children are through."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.facts import (
    ChildExcused,
    LinkedProgrammeClosed,
    LinkedProgrammeLaunched,
    LinkedProgrammePlanned,
    LinkedResultsMerged,
    LowerLevelJoined,
    MilestoneReached,
    ProgrammeEvent,
    ScheduleAligned,
)
from services.rounds.domain.programme.rules import ProgrammeStatus


@frozen
class ProgrammeRow:
    """One programme; `joined` counts sites, `children`, `reported` and `excused` engagements."""

    programme: str
    title: str
    status: ProgrammeStatus
    divisions: int
    focus: int
    joined: int = 0
    children: int = 0
    reported: int = 0
    excused: int = 0
    planned_at: datetime
    launched_at: datetime | None = None
    merged_at: datetime | None = None
    closed_at: datetime | None = None


def fold(  # noqa: PLR0911 - a table
    row: ProgrammeRow | None, recorded: Recorded[ProgrammeEvent]
) -> ProgrammeRow | None:
    """Take one event into the row; a programme that is led elsewhere has none."""
    moment = recorded.recorded_at
    match recorded.event:
        case LinkedProgrammePlanned():
            return _planned(recorded.event, moment)
        case ScheduleAligned():
            return row and replace(row, status=ProgrammeStatus.ALIGNED)
        case LinkedProgrammeLaunched():
            return row and replace(row, status=ProgrammeStatus.RUNNING, launched_at=moment)
        case LowerLevelJoined():
            return row and replace(row, joined=row.joined + 1)
        case MilestoneReached(milestone=milestone):
            return row and _counted(row, milestone)
        case ChildExcused():
            return row and replace(row, excused=row.excused + 1)
        case LinkedResultsMerged():
            return row and replace(row, status=ProgrammeStatus.MERGED, merged_at=moment)
        case LinkedProgrammeClosed():
            return row and replace(row, status=ProgrammeStatus.CLOSED, closed_at=moment)
        case _:
            assert_never(recorded.event)


def _planned(event: LinkedProgrammePlanned, moment: datetime) -> ProgrammeRow:
    return ProgrammeRow(
        programme=event.programme,
        title=event.title,
        status=ProgrammeStatus.PLANNED,
        divisions=len(event.divisions),
        focus=len(event.focus),
        planned_at=moment,
    )


def _counted(row: ProgrammeRow, milestone: Milestone) -> ProgrammeRow:
    if milestone is Milestone.PLANNED:
        return replace(row, children=row.children + 1)
    if milestone is Milestone.REPORT_APPROVED:
        return replace(row, reported=row.reported + 1)
    return row


programmes: Final = Projection(
    name="programmes",
    version=1,
    row=ProgrammeRow,
    key="programme",
    keys=by_stream(ProgrammeEvent),
    fold=fold,
    as_of=True,
    filters=("programme", "status"),
    sorts=("planned_at", "launched_at", "title"),
)
