"""A shared question: group and unit answer the same one, and both answers are kept."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import Aggregate, Context, Denial, Refusal, allow, frozen
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
    UNIT,
)
from libs.common.decider.texts import Paragraph, Title
from services.issues.domain.group import Group, of_the_group
from services.issues.domain.issue_list.state import list_among, list_stream
from services.issues.domain.vocabulary import EngagementKey, QuestionKey, UnitCode


class Side(StrEnum):
    """Who answered."""

    GROUP = "group"
    UNIT = "unit"


@frozen
class SharedQuestionAsked:
    """A question stands on the agenda that both sides answer."""

    question: QuestionKey
    engagement: EngagementKey
    unit: UnitCode
    text: str
    team: Group


@frozen
class SharedQuestionAnswered:
    """One side gave its own answer."""

    side: Side
    answer: str


QuestionEvent: TypeAlias = SharedQuestionAsked | SharedQuestionAnswered


@frozen
class AskSharedQuestion:
    """Put a question to both sides."""

    question: QuestionKey
    engagement: EngagementKey
    text: Title


@frozen
class AnswerSharedQuestion:
    """Answer for one's own side."""

    answer: Paragraph


QuestionCommand: TypeAlias = AskSharedQuestion | AnswerSharedQuestion


class NotYourQuestion(Denial):
    """A unit answers what it was asked itself."""


class AnsweredAlready(Refusal):
    """Each side answers a question once, so that nobody suits the answer to the other's."""


class QuestionStatus(StrEnum):
    """Whether both sides have answered."""

    NEW = "new"
    ASKED = "asked"
    ANSWERED = "answered"


@frozen
class Question:
    """Only what `decide` asks about; screens read projections."""

    status: QuestionStatus = QuestionStatus.NEW
    asked: SharedQuestionAsked | None = None
    sides: frozenset[Side] = frozenset()

    @property
    def agenda(self) -> SharedQuestionAsked:
        """The question; the who-and-when table lets nobody ask before there is one."""
        if self.asked is None:
            raise LookupError("question")
        return self.asked

    @property
    def unit(self) -> UnitCode | None:
        """The unit that is asked, and may see the question."""
        return self.asked.unit if self.asked else None


_GROUP: Final = (GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER, GROUP_MEMBER)

ALLOWED: Final = {
    AskSharedQuestion: allow(*_GROUP, when={QuestionStatus.NEW}),
    AnswerSharedQuestion: allow(*_GROUP, UNIT, when={QuestionStatus.ASKED}),
}


def reads(command: QuestionCommand) -> tuple[str, ...]:
    """A question is asked in an engagement whose list is open."""
    return (list_stream(command.engagement),) if isinstance(command, AskSharedQuestion) else ()


def decide(command: QuestionCommand, question: Question, context: Context) -> list[QuestionEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case AskSharedQuestion():
            return [_asked(command, context)]
        case AnswerSharedQuestion(answer=answer):
            side = _side(question.agenda, context)
            if side in question.sides:
                raise AnsweredAlready
            return [SharedQuestionAnswered(side=side, answer=answer)]
        case _:
            assert_never(command)


def evolve(question: Question, event: QuestionEvent) -> Question:
    """Take in what happened."""
    match event:
        case SharedQuestionAsked():
            return replace(question, status=QuestionStatus.ASKED, asked=event)
        case SharedQuestionAnswered(side=side):
            sides = question.sides | {side}
            both = sides == frozenset(Side)
            status = QuestionStatus.ANSWERED if both else question.status
            return replace(question, status=status, sides=sides)
        case _:
            assert_never(event)


def _asked(command: AskSharedQuestion, context: Context) -> SharedQuestionAsked:
    listed = list_among(context.others, command.engagement).open_list
    of_the_group(context.actor, listed.team.everybody)
    return SharedQuestionAsked(
        question=command.question,
        engagement=command.engagement,
        unit=listed.unit,
        text=command.text,
        team=listed.team,
    )


def _side(agenda: SharedQuestionAsked, context: Context) -> Side:
    if context.role != UNIT:
        of_the_group(context.actor, agenda.team.everybody)
        return Side.GROUP
    if context.unit != agenda.unit:
        raise NotYourQuestion
    return Side.UNIT


question: Final = Aggregate(
    kind="question",
    initial=Question(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
