"""The list of tasks shows what each line department has to see to, and until when."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rectification.domain.department_task import DepartmentTaskStatus
from services.rectification.projections.department_tasks import TaskRow, department_tasks
from tests.rectification.examples import SECTOR_ISSUE, task_assigned, task_closed, task_replied


def row(*events: object) -> TaskRow:
    """Give the row of the examples after these events."""
    return rows_after(department_tasks, history(f"department_task-{SECTOR_ISSUE}", *events))[
        SECTOR_ISSUE
    ]


def test_a_task_stands_with_its_department_and_its_day() -> None:
    assert row(task_assigned) == TaskRow(
        task=SECTOR_ISSUE,
        programme="LP-2026-01",
        title=task_assigned.title,
        domain="permits",
        department=task_assigned.department,
        divisions=("360702", "360731"),
        issues=2,
        status=DepartmentTaskStatus.ASSIGNED,
        due_at=task_assigned.due_at,
    )


def test_reply_and_closing_leave_their_times() -> None:
    over = row(task_assigned, task_replied, task_closed)
    assert (over.status, over.is_late) == (DepartmentTaskStatus.CLOSED, False)
    assert (over.replied_at, over.closed_at) == (MOMENT + STEP, MOMENT + 2 * STEP)
