"""Units hear of feedback and rejections, judges of claims, offices of accepted cases."""

import pytest

from libs.common.decider.roles import OFFICE, REVIEWER, UNIT
from libs.common.reactions import send
from libs.common.testing.given import EVENT_ID, reacting
from libs.common.texts import LANGUAGES, Language, texts
from libs.contracts.rectification import ClaimRejected, CompletionClaimed, RectificationAccepted
from libs.contracts.rounds import FeedbackDelivered
from services.notifications.domain.notification import (
    DeliverNotification,
    QueueNotification,
    Template,
)
from services.notifications.domain.vocabulary import EventId
from services.notifications.reactions import own_log, rectification, rounds, subordinates
from tests.contracts.published import as_published
from tests.notifications.examples import TOWN, queued
from tests.rectification.examples import CASE, CODE, PERMITS, accepted, claimed, rejected
from tests.rounds.examples import FEEDBACK
from tests.rounds.examples import delivered as feedback_delivered

SOURCE = EventId(EVENT_ID)
NAME = "嘉定镇(演示)"


def test_delivered_feedback_is_announced_to_the_unit() -> None:
    queue = QueueNotification(
        source=SOURCE,
        template=Template.FEEDBACK_DELIVERED,
        role=UNIT,
        unit=TOWN,
        parameters={"feedback": FEEDBACK, "unit_name": NAME, "issues": "2"},
    )
    published = as_published(FeedbackDelivered, feedback_delivered)
    reacting(rounds.REACTIONS)(published).then_commands(send(queue.stream, queue))


@pytest.mark.parametrize("code", [CODE, None])
def test_a_claim_is_announced_to_those_who_judge_it(code: str | None) -> None:
    published = CompletionClaimed(issue=PERMITS, case=CASE, unit=TOWN, unit_name=NAME, code=code)
    parameters = {"issue": PERMITS, "code": code or PERMITS, "unit_name": NAME}
    office, reviewer = (
        QueueNotification(
            source=SOURCE, template=Template.COMPLETION_CLAIMED, role=role, parameters=parameters
        )
        for role in (OFFICE, REVIEWER)
    )
    reacting(rectification.REACTIONS)(published).then_commands(
        send(office.stream, office), send(reviewer.stream, reviewer)
    )


def test_a_claim_is_announced_as_it_is_stored() -> None:
    assert as_published(CompletionClaimed, claimed).code == CODE


def test_a_rejection_is_announced_to_the_unit() -> None:
    queue = QueueNotification(
        source=SOURCE,
        template=Template.CLAIM_REJECTED,
        role=UNIT,
        unit=TOWN,
        parameters={"issue": PERMITS, "code": CODE},
    )
    published = as_published(ClaimRejected, rejected)
    reacting(rectification.REACTIONS)(published).then_commands(send(queue.stream, queue))


def test_an_accepted_case_is_announced_to_the_office() -> None:
    queue = QueueNotification(
        source=SOURCE,
        template=Template.RECTIFICATION_ACCEPTED,
        role=OFFICE,
        parameters={"case": CASE, "unit_name": NAME, "issues": "2"},
    )
    published = as_published(RectificationAccepted, accepted)
    reacting(rectification.REACTIONS)(published).then_commands(send(queue.stream, queue))


def test_an_accepted_case_of_a_level_below_is_announced_to_the_office_here() -> None:
    queue = QueueNotification(
        source=SOURCE,
        template=Template.RECTIFICATION_ACCEPTED_BELOW,
        role=OFFICE,
        parameters={
            "site": "360733",
            "case": CASE,
            "division": "360722100",
            "unit_name": NAME,
            "issues": "2",
        },
    )
    published = as_published(RectificationAccepted, accepted)
    reacting(subordinates.REACTIONS)(published, site="360733").then_commands(
        send(queue.stream, queue)
    )


def test_what_is_queued_is_delivered() -> None:
    reacting(own_log.REACTIONS)(queued, stream="notification-1").then_commands(
        send("notification-1", DeliverNotification())
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_given_what_it_leaves_open(language: Language) -> None:
    heard = [
        (rounds, as_published(FeedbackDelivered, feedback_delivered)),
        (rectification, as_published(CompletionClaimed, claimed)),
        (rectification, as_published(ClaimRejected, rejected)),
        (rectification, as_published(RectificationAccepted, accepted)),
        (subordinates, as_published(RectificationAccepted, accepted)),
    ]
    said = {}
    for source, published in heard:
        for sent in reacting(source.REACTIONS)(published).sent:
            assert isinstance(sent.command, QueueNotification)
            sentence = texts(language)["templates"][sent.command.template]
            said[sent.command.template] = sentence.format_map(sent.command.parameters)
    assert set(said) == set(Template)
