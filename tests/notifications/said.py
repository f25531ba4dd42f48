"""What other services say of which somebody has to hear, and how it is told."""

from datetime import datetime, timedelta
from typing import Any

from libs.common.decider.roles import (
    ORGANISATION_DEPARTMENT,
    SUPERVISION_BODY,
)
from libs.common.reactions import Reactions, Send, send
from libs.common.testing.given import EVENT_ID, reacting
from libs.contracts.rectification import (
    CaseClosed,
    ClaimRejected,
    CompletionClaimed,
    DepartmentTaskAssigned,
    DueDateMoved,
    PlanAccepted,
    PlanReturned,
    ProgressReportAccepted,
    ProgressReportReturned,
    RectificationAccepted,
)
from libs.contracts.rounds import (
    BriefingRequested,
    FeedbackDelivered,
    FocusItem,
    GroupEntered,
    LinkedProgrammeLaunched,
    LinkedResultsMerged,
    ProgrammeJoined,
    ReportApproved,
    RoundAuthorised,
)
from services.notifications.domain.escalation import Filing
from services.notifications.domain.notification import (
    QueueNotification,
    Template,
)
from services.notifications.domain.timer.facts import Owed, TimerFired
from services.notifications.domain.vocabulary import EventId, UnitCode
from tests.notifications.examples import CASE, DUE, OPENED_AT, TOWN, TOWN_NAME

SOURCE = EventId(EVENT_ID)
DUE_ON = "2026-04-30"
ISSUE = "0195e100-0000-7000-8000-000000000001"
CODE = "ISS-360722-C01-001"
CITY = "360700"
COUNTY = "360733"

WHOSE: Any = {"case": CASE, "unit": TOWN, "unit_name": TOWN_NAME}
CASE_AND_NAME: Any = {"case": CASE, "unit_name": TOWN_NAME}
FOCUS = (FocusItem(key="f-1", title="许可", domain="permits", department="env"),)

authorised = RoundAuthorised(round="r-1", term="2026", number=3, units=(TOWN, "360722-U02"))
briefing = BriefingRequested(
    engagement="e-1",
    round="r-1",
    unit=TOWN,
    unit_name=TOWN_NAME,
    bodies=(SUPERVISION_BODY, ORGANISATION_DEPARTMENT),
    due_at=DUE,
)
entered = GroupEntered(
    engagement="e-1",
    round="r-1",
    unit=TOWN,
    unit_name=TOWN_NAME,
    division="360722100",
    group="g-1",
    leader="actor-ana",
    deputies=(),
    liaison_officers=(),
    members=(),
)
report_approved = ReportApproved(
    engagement="e-1",
    round="r-1",
    unit=TOWN,
    unit_name=TOWN_NAME,
    division="360722100",
    issues=4,
    approved_at=OPENED_AT,
)
feedback = FeedbackDelivered(
    feedback="f-1",
    round="r-1",
    unit=TOWN,
    unit_name=TOWN_NAME,
    division="360722100",
    issues=(ISSUE, "i-2"),
    delivered_at=OPENED_AT,
)
merged = LinkedResultsMerged(
    programme="p-1", title="生态环境", focus=FOCUS, engagements=("e-1", "e-2"), excused=("e-3",)
)
launched = LinkedProgrammeLaunched(
    programme="p-1",
    title="生态环境",
    divisions=("360722",),
    focus=FOCUS,
    milestones={},
    launched_at=OPENED_AT,
)
joined = ProgrammeJoined(programme="p-1", round="r-9", site=COUNTY, joined_at=OPENED_AT)
claimed = CompletionClaimed(issue=ISSUE, case=CASE, unit=TOWN, unit_name=TOWN_NAME, code=CODE)
rejected = ClaimRejected(issue=ISSUE, case=CASE, unit=TOWN, unit_name=TOWN_NAME, code=CODE)
accepted = RectificationAccepted(**WHOSE, division="360722100", issues=2, accepted_at=OPENED_AT)
closed = CaseClosed(**WHOSE, division="360722100", written_off=3, long_term=1, closed_at=OPENED_AT)
task = DepartmentTaskAssigned(
    task="t-1", sector_issue="s-1", programme="p-1", title="许可超期", department="env", due_at=DUE
)
plan_moved = DueDateMoved(**WHOSE, filing="plan", due_at=DUE, cause="extension")
progress_moved = DueDateMoved(**WHOSE, filing="progress", due_at=DUE, cause="holidays")
plan_returned = PlanReturned(**WHOSE, version=1, comments=5)
progress_returned = ProgressReportReturned(**WHOSE, version=2, comments=1)
plan_accepted = PlanAccepted(**WHOSE, version=2)
progress_accepted = ProgressReportAccepted(**WHOSE, version=3)


def notice(template: Template, role: str, unit: str | None = None, **parameters: str) -> Send:
    """Give the command that lets somebody hear."""
    queue = QueueNotification(
        source=SOURCE,
        template=template,
        role=role,
        unit=None if unit is None else UnitCode(unit),
        parameters=parameters,
    )
    return send(queue.stream, queue)


def told(table: Reactions, event: object) -> list[Send]:
    """Give the notifications that follow from an event, timers aside."""
    sent = reacting(table)(event, site=COUNTY).sent
    return [each for each in sent if isinstance(each.command, QueueNotification)]


def fired(filing: Filing, step: Any, due_at: datetime) -> TimerFired:
    """Let a step be taken."""
    owed = Owed(case=CASE, filing=filing, step=step, unit=TOWN, unit_name=TOWN_NAME)
    return TimerFired(owed=owed, due_at=due_at, fires_at=due_at + timedelta(days=step.days))
