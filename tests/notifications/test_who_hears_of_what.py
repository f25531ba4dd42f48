"""Who hears of what: each event of another service, and the recipients it has."""

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
from libs.common.testing.given import reacting
from libs.common.texts import LANGUAGES, Language, texts
from libs.contracts.rectification import (
    CompletionClaimed,
)
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.notification import (
    DeliverNotification,
    QueueNotification,
    Template,
)
from services.notifications.reactions import (
    own_log,
    rectification,
    rounds,
    subordinates,
    superiors,
)
from services.notifications.reactions.rounds import BODIES
from tests.notifications.examples import CASE, DUE, TOWN, TOWN_NAME, queued
from tests.notifications.said import (
    CASE_AND_NAME,
    CODE,
    COUNTY,
    DUE_ON,
    ISSUE,
    accepted,
    authorised,
    briefing,
    claimed,
    closed,
    entered,
    feedback,
    fired,
    joined,
    launched,
    merged,
    notice,
    plan_accepted,
    plan_moved,
    plan_returned,
    progress_accepted,
    progress_moved,
    progress_returned,
    rejected,
    report_approved,
    task,
    told,
)

ABOUT_ROUND: Any = {"round": "r-1", "term": "2026", "number": "3", "units": "2"}
ABOUT_BRIEFING: Any = {"engagement": "e-1", "unit_name": TOWN_NAME, "due_on": DUE_ON}
ABOUT_REPORT: Any = {"engagement": "e-1", "unit_name": TOWN_NAME, "issues": "4"}
ABOUT_CLAIM: Any = {"issue": ISSUE, "code": CODE, "unit_name": TOWN_NAME}
ABOUT_CLOSE: Any = {**CASE_AND_NAME, "written_off": "3", "long_term": "1"}


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


def test_what_is_queued_is_delivered() -> None:
    reacting(own_log.REACTIONS)(queued, stream="notification-1").then_commands(
        send("notification-1", DeliverNotification())
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_given_what_it_leaves_open(language: Language) -> None:
    heard = [(table, event) for table, event, _ in HEARD]
    heard += [(own_log.REACTIONS, fired(filing, step, DUE)) for filing in Filing for step in PATH]
    said = {}
    for table, event in heard:
        for sent in told(table, event):
            assert isinstance(sent.command, QueueNotification)
            sentence = texts(language)["templates"][sent.command.template]
            said[sent.command.template] = sentence.format_map(sent.command.parameters)
    assert set(said) == set(Template)
