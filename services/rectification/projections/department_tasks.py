"""The departments' tasks: which line department has what to see to, and until when."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rectification.domain.department_task import (
    DepartmentTaskAssigned,
    DepartmentTaskClosed,
    DepartmentTaskEvent,
    DepartmentTaskReplied,
    DepartmentTaskStatus,
)


@frozen
class TaskRow:
    """One task; what it rests on, by number of issues and by division."""

    task: str
    programme: str
    title: str
    domain: str
    department: str
    divisions: tuple[str, ...]
    issues: int
    status: DepartmentTaskStatus
    is_late: bool = False
    due_at: datetime
    replied_at: datetime | None = None
    closed_at: datetime | None = None


def fold(row: TaskRow | None, recorded: Recorded[DepartmentTaskEvent]) -> TaskRow | None:
    """Take one event into the tasks."""
    moment = recorded.recorded_at
    match recorded.event:
        case DepartmentTaskAssigned():
            return _assigned(recorded.event)
        case DepartmentTaskReplied(late=late):
            status = DepartmentTaskStatus.REPLIED
            return row and replace(row, status=status, is_late=late, replied_at=moment)
        case DepartmentTaskClosed():
            return row and replace(row, status=DepartmentTaskStatus.CLOSED, closed_at=moment)
        case _:
            assert_never(recorded.event)


def _assigned(event: DepartmentTaskAssigned) -> TaskRow:
    return TaskRow(
        task=event.task,
        programme=event.programme,
        title=event.title,
        domain=event.domain,
        department=event.department,
        divisions=event.divisions,
        issues=len(event.issues),
        status=DepartmentTaskStatus.ASSIGNED,
        due_at=event.due_at,
    )


department_tasks: Final = Projection(
    name="department_tasks",
    version=1,
    row=TaskRow,
    key="task",
    keys=by_stream(DepartmentTaskEvent),
    fold=fold,
    as_of=True,
    filters=("programme", "department", "domain", "divisions", "status"),
    sorts=("due_at", "department", "replied_at"),
)
