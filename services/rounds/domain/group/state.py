"""A group as its facts leave it: who is in it, and how near it is to being sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
)
from services.rounds.domain.group.facts import (
    AssistantLeaderAppointed,
    ConflictCheckPassed,
    GroupActivated,
    GroupAuthorised,
    GroupDissolved,
    GroupEvent,
    GroupFormed,
    MemberAdded,
    MemberRecused,
    Post,
    Seat,
    TrainingCompleted,
)
from services.rounds.domain.vocabulary import ActorId, RoundKey

POST_OF_ROLE: Final = {
    GROUP_LEADER: Post.LEADER,
    DEPUTY_LEADER: Post.DEPUTY,
    LIAISON_OFFICER: Post.LIAISON_OFFICER,
    GROUP_MEMBER: Post.MEMBER,
}


class GroupStatus(StrEnum):
    """How near the group is to its unit; a change of members begins it anew."""

    NEW = "new"
    FORMING = "forming"
    CONFLICT_CHECKED = "conflict_checked"
    TRAINED = "trained"
    AUTHORISED = "authorised"
    ACTIVE = "active"
    DISSOLVED = "dissolved"


@frozen
class Member:
    """Somebody who is in the group."""

    actor: ActorId
    body: str
    post: Post


@frozen
class Group:
    """Only what `decide` asks about; screens read projections."""

    status: GroupStatus = GroupStatus.NEW
    formed: GroupFormed | None = None
    members: tuple[Member, ...] = ()
    recused: frozenset[ActorId] = frozenset()
    trained: frozenset[ActorId] = frozenset()
    assistants: tuple[AssistantLeaderAppointed, ...] = ()

    @property
    def formation(self) -> GroupFormed:
        """How the group was put together; nobody is let ask before it was."""
        if self.formed is None:
            raise LookupError("formation")
        return self.formed

    @property
    def round(self) -> RoundKey | None:
        """The one round that the group is for."""
        return self.formed.round if self.formed else None

    @property
    def untrained(self) -> tuple[ActorId, ...]:
        """The active members who have not completed a training."""
        return tuple(each.actor for each in self.members if each.actor not in self.trained)

    @property
    def leader(self) -> ActorId | None:
        """The one who leads the group now."""
        return next(iter(self.holding(Post.LEADER)), None)

    def holding(self, post: Post) -> tuple[ActorId, ...]:
        """List the active members of a post."""
        return tuple(each.actor for each in self.members if each.post is post)

    def assisting(self, day: date) -> tuple[AssistantLeaderAppointed, ...]:
        """List the assistant leaders whose appointment is not over on a day."""
        return tuple(each for each in self.assistants if day <= each.ends_on)


def evolve(group: Group, event: GroupEvent) -> Group:  # noqa: PLR0911 - a table
    """Take in what happened."""
    match event:
        case GroupFormed():
            return Group(status=GroupStatus.FORMING, formed=event, members=tuple(_first(event)))
        case MemberAdded(seat=seat, post=post):
            members = (*group.members, _member(seat, post))
            return replace(group, status=GroupStatus.FORMING, members=members)
        case MemberRecused(actor=actor):
            members = tuple(each for each in group.members if each.actor != actor)
            recused = group.recused | {actor}
            return replace(group, status=GroupStatus.FORMING, members=members, recused=recused)
        case ConflictCheckPassed():
            return replace(group, status=_checked(group))
        case AssistantLeaderAppointed():
            return replace(group, assistants=(*group.assistants, event))
        case TrainingCompleted(actor=actor):
            return _trained(replace(group, trained=group.trained | {actor}))
        case GroupAuthorised():
            return replace(group, status=GroupStatus.AUTHORISED)
        case GroupActivated():
            return replace(group, status=GroupStatus.ACTIVE)
        case GroupDissolved():
            return replace(group, status=GroupStatus.DISSOLVED)
        case _:
            assert_never(event)


def _first(event: GroupFormed) -> Iterator[Member]:
    yield _member(event.leader, Post.LEADER)
    yield from (_member(seat, Post.DEPUTY) for seat in event.deputies)
    yield from (_member(seat, Post.LIAISON_OFFICER) for seat in event.liaison_officers)
    yield from (_member(seat, Post.MEMBER) for seat in event.members)


def _member(seat: Seat, post: Post) -> Member:
    return Member(actor=seat.actor, body=seat.body, post=post)


def _checked(group: Group) -> GroupStatus:
    return GroupStatus.CONFLICT_CHECKED if group.untrained else GroupStatus.TRAINED


def _trained(group: Group) -> Group:
    """Let a checked group be trained once its last member is."""
    is_checked = group.status is GroupStatus.CONFLICT_CHECKED
    return replace(group, status=_checked(group)) if is_checked else group
