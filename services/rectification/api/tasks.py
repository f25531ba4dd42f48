"""What can be asked of departments' tasks."""

from typing import Final

from libs.common.http import Route, get, post
from services.rectification.domain.department_task import (
    CloseTask,
    ReplyToTask,
    department_task,
)

ROUTES: Final[tuple[Route, ...]] = (
    post("/department-tasks/{department_task}/reply", ReplyToTask, department_task),
    post("/department-tasks/{department_task}/closing", CloseTask, department_task, if_match=True),
    get("/department-tasks/{department_task}", department_task),
)
