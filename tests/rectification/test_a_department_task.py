"""A sector-wide issue is seen to by a line department, which replies in time or late."""

from dataclasses import replace
from datetime import timedelta

from libs.common.testing.given import MOMENT, scenario
from services.rectification.domain.department_task import (
    AssignDepartmentTask,
    CloseTask,
    ReplierMayNotClose,
    ReplyToTask,
    department_task,
)
from services.rectification.domain.vocabulary import LinkedIssue
from services.rectification.main import SERVICE
from tests.rectification.examples import task_assigned, task_closed, task_replied
from tests.rectification.ground import ANA, BO

given = scenario(department_task)
assign = AssignDepartmentTask(
    sector_issue=task_assigned.sector_issue,
    programme=task_assigned.programme,
    title=task_assigned.title,
    domain=task_assigned.domain,
    department=task_assigned.department,
    issues=task_assigned.issues,
    divisions=task_assigned.divisions,
    anchor=MOMENT,
)
reply = ReplyToTask(reply="已印发全省许可时限清单")
close = CloseTask(reason="清单已在各地执行")


def test_a_task_is_due_three_months_after_the_issue_was_raised() -> None:
    given().when(assign).then(task_assigned)


def test_the_line_department_replies() -> None:
    given(task_assigned).when(reply, by=ANA).then(task_replied)


def test_a_late_reply_says_so() -> None:
    late = task_assigned.due_at + timedelta(seconds=1)
    given(task_assigned).when(reply, by=ANA, at=late).then(replace(task_replied, late=True))


def test_the_office_closes_the_task() -> None:
    given(task_assigned, task_replied).when(close, by=BO).then(task_closed)


def test_who_replied_does_not_close() -> None:
    given(task_assigned, task_replied).when(close, by=ANA).then_refused(ReplierMayNotClose)


def test_a_task_is_read_back_with_issues_of_whatever_site() -> None:
    linked = replace(task_assigned, issues=(LinkedIssue("360722/i-1"),))
    line = SERVICE.wire.line(linked, department_task.kind)
    assert SERVICE.wire.decode(line.name, SERVICE.wire.encode(line, linked)) == linked
