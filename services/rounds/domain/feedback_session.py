"""A feedback session: a unit is told what was found; telling it starts every clock."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Len

from libs.common.decider import Aggregate, Context, Denial, Refusal, allow, frozen
from libs.common.decider.roles import (
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_OFFICIAL,
    OFFICE,
    UNIT,
)
from libs.common.decider.texts import Title
from libs.common.divisions import DivisionCode
from services.rounds.domain.vocabulary import ActorId, FeedbackKey, IssueId, RoundKey, UnitCode

ISSUES_MAX: Final = 200


@frozen
class FeedbackDrafted:
    """Somebody wrote down which issues a unit is to be told."""

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    by: ActorId


@frozen
class FeedbackApproved:
    """The dispatching body consented to telling the unit these issues."""

    issues: tuple[IssueId, ...]


@frozen
class FeedbackDelivered:
    """Head and leadership team of the unit were told; `delivered_at` is what clocks start from."""

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    delivered_at: datetime


@frozen
class FeedbackAcknowledged:
    """The unit signed for the feedback."""


FeedbackEvent: TypeAlias = (
    FeedbackDrafted | FeedbackApproved | FeedbackDelivered | FeedbackAcknowledged
)


@frozen
class DraftFeedback:
    """Write down which issues a unit is to be told."""

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: Title
    division: DivisionCode
    issues: Annotated[tuple[IssueId, ...], Len(1, ISSUES_MAX)]


@frozen
class ApproveFeedback:
    """Consent to the draft."""


@frozen
class DeliverFeedback:
    """Tell the unit: its head in person, and its leadership team."""

    head_told: bool
    team_told: bool


@frozen
class AcknowledgeFeedback:
    """Sign for the feedback."""


FeedbackCommand: TypeAlias = DraftFeedback | ApproveFeedback | DeliverFeedback | AcknowledgeFeedback


class IssueNamedTwice(Refusal):
    """A unit is told an issue once."""


class IssueInOtherFeedback(Refusal):
    """Another session has consent to tell this issue."""


class DrafterMayNotApprove(Refusal):
    """Who drafts the feedback does not consent to it."""


class HeadAndTeamNeeded(Refusal):
    """Feedback is given to the head and to the leadership team; one does not replace the other."""


class NotYourFeedback(Denial):
    """A unit signs for its own feedback only."""


class FeedbackStatus(StrEnum):
    """How far the session has come."""

    NEW = "new"
    DRAFTED = "drafted"
    APPROVED = "approved"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


@frozen
class FeedbackSession:
    """Only what `decide` asks about; screens read projections."""

    status: FeedbackStatus = FeedbackStatus.NEW
    drafted: FeedbackDrafted | None = None

    @property
    def draft(self) -> FeedbackDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the session: the one that was told, once it was."""
        told = self.status in {FeedbackStatus.DELIVERED, FeedbackStatus.ACKNOWLEDGED}
        return self.draft.unit if told else None


# Consent of the dispatching body comes first (2015 regulation, article 26).
ALLOWED: Final = {
    DraftFeedback: allow(OFFICE, GROUP_LEADER, when={FeedbackStatus.NEW}),
    ApproveFeedback: allow(DISPATCHING_COMMITTEE, when={FeedbackStatus.DRAFTED}),
    DeliverFeedback: allow(LEADING_OFFICIAL, when={FeedbackStatus.APPROVED}),
    AcknowledgeFeedback: allow(UNIT, when={FeedbackStatus.DELIVERED}),
}


def decide(
    command: FeedbackCommand, session: FeedbackSession, context: Context
) -> list[FeedbackEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftFeedback(issues=issues):
            if len(set(issues)) < len(issues):
                raise IssueNamedTwice
            return [_drafted(command, ActorId(context.actor))]
        case ApproveFeedback():
            if context.actor == session.draft.by:
                raise DrafterMayNotApprove
            return [FeedbackApproved(issues=session.draft.issues)]
        case DeliverFeedback(head_told=head, team_told=team):
            if not (head and team):
                raise HeadAndTeamNeeded
            return [_delivered(session.draft, context.now)]
        case AcknowledgeFeedback():
            if context.unit != session.unit:
                raise NotYourFeedback
            return [FeedbackAcknowledged()]
        case _:
            assert_never(command)


def evolve(session: FeedbackSession, event: FeedbackEvent) -> FeedbackSession:
    """Take in what happened."""
    match event:
        case FeedbackDrafted():
            return replace(session, status=FeedbackStatus.DRAFTED, drafted=event)
        case FeedbackApproved():
            return replace(session, status=FeedbackStatus.APPROVED)
        case FeedbackDelivered():
            return replace(session, status=FeedbackStatus.DELIVERED)
        case FeedbackAcknowledged():
            return replace(session, status=FeedbackStatus.ACKNOWLEDGED)
        case _:
            assert_never(event)


def _drafted(command: DraftFeedback, drafter: ActorId) -> FeedbackDrafted:
    return FeedbackDrafted(
        feedback=command.feedback,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        issues=command.issues,
        by=drafter,
    )


def _delivered(draft: FeedbackDrafted, moment: datetime) -> FeedbackDelivered:
    return FeedbackDelivered(
        feedback=draft.feedback,
        round=draft.round,
        unit=draft.unit,
        unit_name=draft.unit_name,
        division=draft.division,
        issues=draft.issues,
        delivered_at=moment,
    )


feedback_session: Final = Aggregate(
    kind="feedback",
    initial=FeedbackSession(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
