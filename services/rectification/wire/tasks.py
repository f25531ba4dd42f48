"""Stored names of departments' tasks."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.rectification.domain.department_task import (
    DepartmentTaskAssigned,
    DepartmentTaskClosed,
    DepartmentTaskReplied,
)

_task: Final = tagged("programme")

LINES: Final = (
    stored("DepartmentTaskAssigned.v1", DepartmentTaskAssigned, SITE, tags=_task),
    stored("DepartmentTaskReplied.v1", DepartmentTaskReplied, INTERNAL),
    stored("DepartmentTaskClosed.v1", DepartmentTaskClosed, INTERNAL),
)
