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
from services.rounds.domain.inspection_round import (
    AFTER_ENTRY,
    UnitNotInRound,
    inspection_round,
)
from services.rounds.domain.unit import Unit, registered_unit, unit
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)

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
    engagement: EngagementKey | None = None


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


class RoundNotEntered(Refusal):
    """Feedback tells what the groups found, so they have entered before."""


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


_ENTERED: Final = AFTER_ENTRY


def reads(command: FeedbackCommand) -> tuple[str, ...]:
    """Feedback is drafted on what its round and the register say."""
    if isinstance(command, DraftFeedback):
        return inspection_round.stream(command.round), unit.stream(command.unit)
    return ()


def decide(
    command: FeedbackCommand, session: FeedbackSession, context: Context
) -> list[FeedbackEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftFeedback(issues=issues):
            if len(set(issues)) < len(issues):
                raise IssueNamedTwice
            about = _inspected(command, context)
            return [_drafted(command, about, ActorId(context.actor))]
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


def _inspected(command: DraftFeedback, context: Context) -> Unit:
    """Give the unit, if its round has inspected it or still does."""
    source = inspection_round.among(context.others, command.round)
    if source.status not in _ENTERED:
        raise RoundNotEntered
    if command.unit not in source.units:
        raise UnitNotInRound
    return registered_unit(context.others, command.unit)


def _drafted(command: DraftFeedback, about: Unit, drafter: ActorId) -> FeedbackDrafted:
    return FeedbackDrafted(
        feedback=command.feedback,
        round=command.round,
        unit=command.unit,
        unit_name=about.name,
        division=about.division,
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
    reads=reads,
)
