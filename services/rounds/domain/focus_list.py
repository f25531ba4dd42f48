"""A focus list: what a group looks at in a unit, drawn from what the unit is there for."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Len

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import GROUP_LEADER, LEADING_GROUP, OFFICE
from libs.common.decider.texts import Title
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.vocabulary import ActorId, EngagementKey, UnitCode

POINTS_MAX: Final = 50


@frozen
class FocusPoint:
    """A duty that the unit has by statute, and what is looked at because of it."""

    duty: Title
    focus: Title


@frozen
class FocusListDrafted:
    """Somebody wrote down what the group is to look at."""

    engagement: EngagementKey
    unit: UnitCode
    points: tuple[FocusPoint, ...]
    by: ActorId


@frozen
class FocusListApproved:
    """The group looks at these points."""

    engagement: EngagementKey
    unit: UnitCode
    points: tuple[FocusPoint, ...]


FocusEvent: TypeAlias = FocusListDrafted | FocusListApproved


@frozen
class DraftFocusList:
    """Write down what the group is to look at."""

    engagement: EngagementKey
    points: Annotated[tuple[FocusPoint, ...], Len(1, POINTS_MAX)]


@frozen
class ApproveFocusList:
    """Approve the draft."""


FocusCommand: TypeAlias = DraftFocusList | ApproveFocusList


class EngagementNotPlanned(Refusal):
    """A focus list is about a unit that a group is to inspect."""


class FocusDrafterMayNotApprove(Refusal):
    """Who drafts a focus list does not approve it."""


class FocusStatus(StrEnum):
    """How far the list has come."""

    NEW = "new"
    DRAFTED = "drafted"
    APPROVED = "approved"


@frozen
class FocusList:
    """Only what `decide` asks about; screens read projections."""

    status: FocusStatus = FocusStatus.NEW
    drafted: FocusListDrafted | None = None

    @property
    def draft(self) -> FocusListDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted


ALLOWED: Final = {
    DraftFocusList: allow(OFFICE, GROUP_LEADER, when={FocusStatus.NEW, FocusStatus.DRAFTED}),
    ApproveFocusList: allow(OFFICE, LEADING_GROUP, when={FocusStatus.DRAFTED}),
}


def reads(command: FocusCommand) -> tuple[str, ...]:
    """A focus list is drafted on its engagement."""
    if isinstance(command, DraftFocusList):
        return (engagement.stream(command.engagement),)
    return ()


def decide(command: FocusCommand, focus: FocusList, context: Context) -> list[FocusEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftFocusList():
            return [_drafted(command, context)]
        case ApproveFocusList():
            draft = focus.draft
            if context.actor == draft.by:
                raise FocusDrafterMayNotApprove
            key, unit = draft.engagement, draft.unit
            return [FocusListApproved(engagement=key, unit=unit, points=draft.points)]
        case _:
            assert_never(command)


def evolve(focus: FocusList, event: FocusEvent) -> FocusList:
    """Take in what happened."""
    match event:
        case FocusListDrafted():
            return FocusList(status=FocusStatus.DRAFTED, drafted=event)
        case FocusListApproved():
            return replace(focus, status=FocusStatus.APPROVED)
        case _:
            assert_never(event)


def _drafted(command: DraftFocusList, context: Context) -> FocusListDrafted:
    found = engagement.among(context.others, command.engagement)
    if found.planned is None:
        raise EngagementNotPlanned
    return FocusListDrafted(
        engagement=command.engagement,
        unit=found.planned.unit,
        points=command.points,
        by=ActorId(context.actor),
    )


focus_list: Final = Aggregate(
    kind="focus_list",
    initial=FocusList(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
