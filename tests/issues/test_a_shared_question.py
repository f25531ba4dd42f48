"""A shared question is answered by both sides, each on its own."""

from libs.common.decider import WrongState
from libs.common.decider.roles import GROUP_MEMBER, UNIT
from libs.common.testing.given import scenario
from services.issues.domain.group import NotOfTheGroup
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.question import (
    AnsweredAlready,
    AnswerSharedQuestion,
    AskSharedQuestion,
    NotYourQuestion,
    question,
)
from tests.issues.issue_examples import DI, ENGAGEMENT, OTHER_TOWN, QUESTION, STRANGER, TOWN
from tests.issues.list_examples import opened
from tests.issues.paper_examples import answered_by_group, answered_by_unit, asked

given = scenario(question)
ask = AskSharedQuestion(question=QUESTION, engagement=ENGAGEMENT, text=asked.text)
by_unit = AnswerSharedQuestion(answer=answered_by_unit.answer)
by_group = AnswerSharedQuestion(answer=answered_by_group.answer)


def test_the_group_asks_in_its_engagement() -> None:
    entered = given().seeing(issue_list, ENGAGEMENT, opened)
    entered.when(ask, by=DI, role=GROUP_MEMBER).then(asked)
    entered.when(ask, by=STRANGER, role=GROUP_MEMBER).then_refused(NotOfTheGroup)


def test_mechanism_03_both_sides_answer_and_the_units_own_reply_is_stored() -> None:
    given(asked).when(by_unit, role=UNIT, unit=TOWN).then(answered_by_unit)
    given(asked, answered_by_unit).when(by_group, by=DI, role=GROUP_MEMBER).then(answered_by_group)
    both = given(asked, answered_by_unit, answered_by_group)
    both.when(by_unit, role=UNIT, unit=TOWN).then_refused(WrongState)


def test_a_side_answers_once() -> None:
    again = given(asked, answered_by_unit).when(by_unit, role=UNIT, unit=TOWN)
    again.then_refused(AnsweredAlready)


def test_another_unit_and_another_group_do_not_answer() -> None:
    given(asked).when(by_unit, role=UNIT, unit=OTHER_TOWN).then_refused(NotYourQuestion)
    given(asked).when(by_group, by=STRANGER, role=GROUP_MEMBER).then_refused(NotOfTheGroup)


def test_the_unit_sees_what_it_is_asked() -> None:
    assert given(asked).state().unit == TOWN
