"""Who hears of what: each event of another service, and the recipients it has."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from libs.common.decider.roles import (
    LEADING_GROUP,
    LINE_DEPARTMENT,
    OFFICE,
    ORGANISATION_DEPARTMENT,
    REVIEWER,
    SUPERVISION_BODY,
    UNIT,
)
from libs.common.reactions import Reactions, Send, send
from libs.common.testing.given import EVENT_ID, reacting
from libs.common.texts import LANGUAGES, Language, texts
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
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.notification import (
    DeliverNotification,
    QueueNotification,
    Template,
)
from services.notifications.domain.timer.facts import Owed, TimerFired
from services.notifications.domain.vocabulary import EventId, UnitCode
from services.notifications.reactions import (
    own_log,
    rectification,
    rounds,
    subordinates,
    superiors,
)
from services.notifications.reactions.rounds import BODIES
from tests.notifications.examples import CASE, DUE, OPENED_AT, TOWN, TOWN_NAME, queued

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

ABOUT_ROUND: Any = {"round": "r-1", "term": "2026", "number": "3", "units": "2"}
ABOUT_BRIEFING: Any = {"engagement": "e-1", "unit_name": TOWN_NAME, "due_on": DUE_ON}
ABOUT_REPORT: Any = {"engagement": "e-1", "unit_name": TOWN_NAME, "issues": "4"}
ABOUT_CLAIM: Any = {"issue": ISSUE, "code": CODE, "unit_name": TOWN_NAME}
ABOUT_CLOSE: Any = {**CASE_AND_NAME, "written_off": "3", "long_term": "1"}


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


HEARD: list[tuple[Reactions, object, list[Send]]] = [
    (
        rounds.REACTIONS,
        authorised,
        [notice(Template.ROUND_AUTHORISED, role, **ABOUT_ROUND) for role in (OFFICE, *BODIES)],
    ),
    (
        rounds.REACTIONS,
        briefing,
        [
            notice(Template.BRIEFING_REQUESTED, body, **ABOUT_BRIEFING)
            for body in (SUPERVISION_BODY, ORGANISATION_DEPARTMENT)
        ],
    ),
    (
        rounds.REACTIONS,
        entered,
        [notice(Template.GROUP_ENTERED, UNIT, TOWN, engagement="e-1", unit_name=TOWN_NAME)],
    ),
    (
        rounds.REACTIONS,
        report_approved,
        [
            notice(Template.REPORT_APPROVED, role, **ABOUT_REPORT)
            for role in (OFFICE, LEADING_GROUP)
        ],
    ),
    (
        rounds.REACTIONS,
        feedback,
        [
            notice(
                *(Template.FEEDBACK_DELIVERED, UNIT, TOWN),
                feedback="f-1",
                unit_name=TOWN_NAME,
                issues="2",
            )
        ],
    ),
    (
        rounds.REACTIONS,
        merged,
        [
            notice(
                *(Template.PROGRAMME_MERGED, OFFICE),
                programme="p-1",
                title="生态环境",
                engagements="2",
                excused="1",
            )
        ],
    ),
    (
        superiors.REACTIONS,
        launched,
        [
            notice(
                *(Template.PROGRAMME_LAUNCHED, OFFICE),
                site=COUNTY,
                programme="p-1",
                title="生态环境",
                focus="1",
            )
        ],
    ),
    (
        subordinates.ROUNDS,
        joined,
        [notice(Template.PROGRAMME_JOINED, OFFICE, site=COUNTY, programme="p-1", round="r-9")],
    ),
    (
        subordinates.REACTIONS,
        accepted,
        [
            notice(
                *(Template.RECTIFICATION_ACCEPTED_BELOW, OFFICE),
                site=COUNTY,
                case=CASE,
                division="360722100",
                unit_name=TOWN_NAME,
                issues="2",
            )
        ],
    ),
    (
        rectification.REACTIONS,
        claimed,
        [notice(Template.COMPLETION_CLAIMED, role, **ABOUT_CLAIM) for role in (OFFICE, REVIEWER)],
    ),
    (
        rectification.REACTIONS,
        rejected,
        [notice(Template.CLAIM_REJECTED, UNIT, TOWN, issue=ISSUE, code=CODE)],
    ),
    (
        rectification.REACTIONS,
        accepted,
        [notice(Template.RECTIFICATION_ACCEPTED, OFFICE, **CASE_AND_NAME, issues="2")],
    ),
    (
        rectification.REACTIONS,
        closed,
        [
            notice(Template.CASE_CLOSED, UNIT, TOWN, **ABOUT_CLOSE),
            notice(Template.CASE_CLOSED, OFFICE, **ABOUT_CLOSE),
        ],
    ),
    (
        rectification.REACTIONS,
        task,
        [
            notice(
                *(Template.DEPARTMENT_TASK_ASSIGNED, LINE_DEPARTMENT),
                task="t-1",
                title="许可超期",
                department="env",
                due_on=DUE_ON,
            )
        ],
    ),
    (
        rectification.REACTIONS,
        plan_moved,
        [notice(Template.PLAN_DUE_DATE_MOVED, UNIT, TOWN, **CASE_AND_NAME, due_on=DUE_ON)],
    ),
    (
        rectification.REACTIONS,
        progress_moved,
        [notice(Template.PROGRESS_DUE_DATE_MOVED, UNIT, TOWN, **CASE_AND_NAME, due_on=DUE_ON)],
    ),
    (
        rectification.REACTIONS,
        plan_returned,
        [notice(*(Template.PLAN_RETURNED, UNIT, TOWN), **CASE_AND_NAME, version="1", comments="5")],
    ),
    (
        rectification.REACTIONS,
        progress_returned,
        [
            notice(
                *(Template.PROGRESS_RETURNED, UNIT, TOWN),
                **CASE_AND_NAME,
                version="2",
                comments="1",
            )
        ],
    ),
    (
        rectification.REACTIONS,
        plan_accepted,
        [notice(Template.PLAN_ACCEPTED, UNIT, TOWN, **CASE_AND_NAME, version="2")],
    ),
    (
        rectification.REACTIONS,
        progress_accepted,
        [notice(Template.PROGRESS_ACCEPTED, UNIT, TOWN, **CASE_AND_NAME, version="3")],
    ),
]


def told(table: Reactions, event: object) -> list[Send]:
    """Give the notifications that follow from an event, timers aside."""
    sent = reacting(table)(event, site=COUNTY).sent
    return [each for each in sent if isinstance(each.command, QueueNotification)]


@pytest.mark.parametrize(
    ("table", "event", "notices"),
    HEARD,
    ids=[f"{table.name}-{type(event).__name__}" for table, event, _ in HEARD],
)
def test_an_event_is_told_to_those_whom_it_concerns(
    table: Reactions, event: object, notices: list[Send]
) -> None:
    assert told(table, event) == notices


def test_a_claim_without_its_code_is_told_by_its_issue() -> None:
    nameless = CompletionClaimed(issue=ISSUE, case=CASE, unit=TOWN, unit_name=TOWN_NAME)
    about = {**ABOUT_CLAIM, "code": ISSUE}
    assert told(rectification.REACTIONS, nameless)[0] == notice(
        Template.COMPLETION_CLAIMED, OFFICE, **about
    )


FIRED = [(filing, step, DUE) for filing in Filing for step in PATH]


@pytest.mark.parametrize(("filing", "step", "due_at"), FIRED)
def test_what_fires_is_told_to_the_role_of_its_step(
    filing: Filing, step: Any, due_at: datetime
) -> None:
    word = "due_soon" if step.days < 0 else "late"
    unit = TOWN if step.role == UNIT else None
    sentence = notice(
        Template(f"{filing.value}_{word}"), step.role, unit, **CASE_AND_NAME, due_on=DUE_ON
    )
    assert told(own_log.REACTIONS, fired(filing, step, due_at)) == [sentence]


def test_the_path_escalates_from_the_unit_to_the_office_to_the_leading_group() -> None:
    assert [(step.days, step.role) for step in PATH] == [
        *((days, UNIT) for days in (-14, -7, -3, -1, 1)),
        (7, OFFICE),
        (14, LEADING_GROUP),
    ]


def test_a_day_is_the_one_in_china_whatever_the_zone() -> None:
    midnight_there = DUE + timedelta(seconds=1)
    (said,) = told(own_log.REACTIONS, fired(Filing.PLAN, PATH[0], midnight_there))
    assert isinstance(said.command, QueueNotification)
    assert said.command.parameters["due_on"] == "2026-05-01"


def fired(filing: Filing, step: Any, due_at: datetime) -> TimerFired:
    """Let a step be taken."""
    owed = Owed(case=CASE, filing=filing, step=step, unit=TOWN, unit_name=TOWN_NAME)
    return TimerFired(owed=owed, due_at=due_at, fires_at=due_at + timedelta(days=step.days))


def test_what_is_queued_is_delivered() -> None:
    reacting(own_log.REACTIONS)(queued, stream="notification-1").then_commands(
        send("notification-1", DeliverNotification())
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_given_what_it_leaves_open(language: Language) -> None:
    heard = [(table, event) for table, event, _ in HEARD]
    heard += [(own_log.REACTIONS, fired(filing, step, due)) for filing, step, due in FIRED]
    said = {}
    for table, event in heard:
        for sent in told(table, event):
            assert isinstance(sent.command, QueueNotification)
            sentence = texts(language)["templates"][sent.command.template]
            said[sent.command.template] = sentence.format_map(sent.command.parameters)
    assert set(said) == set(Template)
