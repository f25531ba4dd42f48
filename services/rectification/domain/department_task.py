"""A department's task: a sector-wide issue that a line department sees to, replies and is done."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.deadlines import due_at
from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import LINE_DEPARTMENT, OFFICE
from libs.common.decider.texts import Paragraph, Term
from services.rectification.domain.vocabulary import (
    ActorId,
    LinkedIssue,
    ProgrammeKey,
    SectorIssueId,
)

REPLY_TERM: Final[Term] = "months:3"


@frozen
class DepartmentTaskAssigned:
    """A line department has a sector-wide issue to see to, until a day."""

    task: SectorIssueId
    sector_issue: SectorIssueId
    programme: ProgrammeKey
    title: str
    domain: str
    department: str
    issues: tuple[LinkedIssue, ...]
    divisions: tuple[str, ...]
    due_at: datetime


@frozen
class DepartmentTaskReplied:
    """The department said what it did."""

    reply: str
    late: bool
    by: ActorId


@frozen
class DepartmentTaskClosed:
    """The office found the reply sufficient."""

    reason: str


DepartmentTaskEvent: TypeAlias = (
    DepartmentTaskAssigned | DepartmentTaskReplied | DepartmentTaskClosed
)


@frozen
class AssignDepartmentTask:
    """Give a sector-wide issue to its line department; it was raised at `anchor`."""

    sector_issue: SectorIssueId
    programme: ProgrammeKey
    title: str
    domain: str
    department: str
    issues: tuple[LinkedIssue, ...]
    divisions: tuple[str, ...]
    anchor: datetime


@frozen
class ReplyToTask:
    """Say what the department did."""

    reply: Paragraph


@frozen
class CloseTask:
    """Find the reply sufficient."""

    reason: Paragraph


DepartmentTaskCommand: TypeAlias = AssignDepartmentTask | ReplyToTask | CloseTask


class ReplierMayNotClose(Refusal):
    """Who replied to a task does not close it."""


class DepartmentTaskStatus(StrEnum):
    """How far the task has come."""

    NEW = "new"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    CLOSED = "closed"


@frozen
class DepartmentTask:
    """Only what `decide` asks about; screens read projections."""

    status: DepartmentTaskStatus = DepartmentTaskStatus.NEW
    assigned: DepartmentTaskAssigned | None = None
    replied_by: ActorId | None = None


ALLOWED: Final = {
    AssignDepartmentTask: allow(SYSTEM, when={DepartmentTaskStatus.NEW}),
    ReplyToTask: allow(LINE_DEPARTMENT, when={DepartmentTaskStatus.ASSIGNED}),
    CloseTask: allow(OFFICE, when={DepartmentTaskStatus.REPLIED}),
}


def decide(
    command: DepartmentTaskCommand, task: DepartmentTask, context: Context
) -> list[DepartmentTaskEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case AssignDepartmentTask():
            return [_assigned(command)]
        case ReplyToTask(reply=reply):
            late = task.assigned is not None and context.now > task.assigned.due_at
            by = ActorId(context.actor)
            return [DepartmentTaskReplied(reply=reply, late=late, by=by)]
        case CloseTask(reason=reason):
            if context.actor == task.replied_by:
                raise ReplierMayNotClose
            return [DepartmentTaskClosed(reason=reason)]
        case _:
            assert_never(command)


def evolve(task: DepartmentTask, event: DepartmentTaskEvent) -> DepartmentTask:
    """Take in what happened."""
    match event:
        case DepartmentTaskAssigned():
            return replace(task, status=DepartmentTaskStatus.ASSIGNED, assigned=event)
        case DepartmentTaskReplied(by=replier):
            return replace(task, status=DepartmentTaskStatus.REPLIED, replied_by=replier)
        case DepartmentTaskClosed():
            return replace(task, status=DepartmentTaskStatus.CLOSED)
        case _:
            assert_never(event)


def _assigned(command: AssignDepartmentTask) -> DepartmentTaskAssigned:
    return DepartmentTaskAssigned(
        task=command.sector_issue,
        sector_issue=command.sector_issue,
        programme=command.programme,
        title=command.title,
        domain=command.domain,
        department=command.department,
        issues=command.issues,
        divisions=command.divisions,
        due_at=due_at(command.anchor, REPLY_TERM).at,
    )


department_task: Final = Aggregate(
    kind="department_task",
    initial=DepartmentTask(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
