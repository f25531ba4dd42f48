"""What rectification says: who has to hear of it, and what becomes of the timers."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from libs.common.decider.roles import LINE_DEPARTMENT, OFFICE, REVIEWER
from libs.common.reactions import Reactions, Received, Send, on, service
from libs.contracts.rectification import (
    CaseClosed,
    ClaimRejected,
    CompletionClaimed,
    DepartmentTaskAssigned,
    DueDateMoved,
    FilingAccepted,
    FilingReturned,
    PlanAccepted,
    PlanResubmitted,
    PlanReturned,
    PlanSubmitted,
    ProgressReportAccepted,
    ProgressReportResubmitted,
    ProgressReportReturned,
    ProgressReportSubmitted,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.notifications.domain.escalation import Filing
from services.notifications.domain.notification import Template
from services.notifications.reactions.due_dates import cancel, resume, schedule
from services.notifications.reactions.telling import day_of, tell, tell_unit

MOVED: Final = {
    Filing.PLAN: Template.PLAN_DUE_DATE_MOVED,
    Filing.PROGRESS: Template.PROGRESS_DUE_DATE_MOVED,
}


def ask_for_verification(received: Received[CompletionClaimed]) -> list[Send]:
    """Let those who may verify know that there is a claim to judge."""
    event = received.event
    claimed = {
        "issue": event.issue,
        "code": event.code or event.issue,
        "unit_name": event.unit_name,
    }
    return [
        tell(received, Template.COMPLETION_CLAIMED, role, **claimed) for role in (OFFICE, REVIEWER)
    ]


def send_back(received: Received[ClaimRejected]) -> list[Send]:
    """Let the unit know that its claim did not hold; the reason stands with the row."""
    event = received.event
    rejected = {"issue": event.issue, "code": event.code or event.issue}
    return [tell_unit(received, Template.CLAIM_REJECTED, event.unit, **rejected)]


def tell_the_office(received: Received[RectificationAccepted]) -> list[Send]:
    """Let the office know that a unit's rectification is accepted."""
    event = received.event
    accepted = {"case": event.case, "unit_name": event.unit_name, "issues": event.issues}
    return [tell(received, Template.RECTIFICATION_ACCEPTED, OFFICE, **accepted)]


def schedule_timers(received: Received[RectificationCaseOpened]) -> list[Send]:
    """Have both filings watched, as far as they have due moments."""
    event = received.event
    plan = schedule(received, Filing.PLAN, event.plan_due_at)
    return [*plan, *schedule(received, Filing.PROGRESS, event.progress_due_at)]


def move_timers(received: Received[DueDateMoved]) -> list[Send]:
    """Have a filing watched for its new due moment, and no longer for the old one."""
    return schedule(received, Filing(received.event.filing), received.event.due_at)


def tell_of_the_move(received: Received[DueDateMoved]) -> list[Send]:
    """Let the unit know by when its filing is due now."""
    event = received.event
    moved = {"case": event.case, "unit_name": event.unit_name, "due_on": day_of(event.due_at)}
    return [tell_unit(received, MOVED[Filing(event.filing)], event.unit, **moved)]


def tell_of_the_return(template: Template) -> Callable[[Received[Any]], Sequence[Send]]:
    """Make the line that lets the unit know of the comments it has to answer."""

    def line(received: Received[FilingReturned]) -> list[Send]:
        event = received.event
        returned = {"version": event.version, "comments": event.comments}
        about = {"case": event.case, "unit_name": event.unit_name}
        return [tell_unit(received, template, event.unit, **about, **returned)]

    return line


def tell_of_the_acceptance(template: Template) -> Callable[[Received[Any]], Sequence[Send]]:
    """Make the line that lets the unit know that its filing holds."""

    def line(received: Received[FilingAccepted]) -> list[Send]:
        event = received.event
        about = {"case": event.case, "unit_name": event.unit_name, "version": event.version}
        return [tell_unit(received, template, event.unit, **about)]

    return line


def tell_of_the_close(received: Received[CaseClosed]) -> list[Send]:
    """Let the unit and the office know that nothing of the case is open any more."""
    event, template = received.event, Template.CASE_CLOSED
    rows = {"written_off": event.written_off, "long_term": event.long_term}
    about = {"case": event.case, "unit_name": event.unit_name}
    return [
        tell_unit(received, template, event.unit, **about, **rows),
        tell(received, template, OFFICE, **about, **rows),
    ]


def tell_the_department(received: Received[DepartmentTaskAssigned]) -> list[Send]:
    """Let the line departments know whose task it is, what it is and by when."""
    event = received.event
    about = {"task": event.task, "title": event.title, "department": event.department}
    due_on = day_of(event.due_at)
    template = Template.DEPARTMENT_TASK_ASSIGNED
    return [tell(received, template, LINE_DEPARTMENT, **about, due_on=due_on)]


REACTIONS: Final = Reactions(
    name="rectification",
    source=service("rectification"),
    lines=(
        on("schedule_timers", RectificationCaseOpened, schedule_timers),
        on("move_timers", DueDateMoved, move_timers),
        on("tell_of_the_move", DueDateMoved, tell_of_the_move),
        on("cancel_timers", PlanSubmitted, cancel(Filing.PLAN)),
        on("cancel_timers", PlanResubmitted, cancel(Filing.PLAN)),
        on("cancel_timers", PlanAccepted, cancel(Filing.PLAN)),
        on("cancel_timers", ProgressReportSubmitted, cancel(Filing.PROGRESS)),
        on("cancel_timers", ProgressReportResubmitted, cancel(Filing.PROGRESS)),
        on("cancel_timers", ProgressReportAccepted, cancel(Filing.PROGRESS)),
        on("resume_timers", PlanReturned, resume(Filing.PLAN)),
        on("resume_timers", ProgressReportReturned, resume(Filing.PROGRESS)),
        on("tell_the_unit", PlanReturned, tell_of_the_return(Template.PLAN_RETURNED)),
        on(
            "tell_the_unit",
            ProgressReportReturned,
            tell_of_the_return(Template.PROGRESS_RETURNED),
        ),
        on("tell_the_unit", PlanAccepted, tell_of_the_acceptance(Template.PLAN_ACCEPTED)),
        on(
            "tell_the_unit",
            ProgressReportAccepted,
            tell_of_the_acceptance(Template.PROGRESS_ACCEPTED),
        ),
        on("ask_for_verification", CompletionClaimed, ask_for_verification),
        on("send_back", ClaimRejected, send_back),
        on("tell_the_office", RectificationAccepted, tell_the_office),
        on("tell_of_the_close", CaseClosed, tell_of_the_close),
        on("tell_the_department", DepartmentTaskAssigned, tell_the_department),
    ),
)
