"""What may happen to a group, and the people it consists of."""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen
from libs.common.decider.texts import Key
from services.rounds.domain.vocabulary import ActorId, GroupKey, NamedActor, RoundKey


class Post(StrEnum):
    """What somebody is in a group."""

    LEADER = "leader"
    DEPUTY = "deputy"
    LIAISON_OFFICER = "liaison_officer"
    MEMBER = "member"


@frozen
class Seat:
    """Somebody, by an opaque reference, and the body that they come from."""

    actor: NamedActor
    body: Key


@frozen
class GroupFormed:
    """A group was put together for one round."""

    group: GroupKey
    round: RoundKey
    leader: Seat
    deputies: tuple[Seat, ...]
    liaison_officers: tuple[Seat, ...]
    members: tuple[Seat, ...]


@frozen
class MemberAdded:
    """Somebody joined; the group as it is now was neither checked nor authorised."""

    round: RoundKey
    seat: Seat
    post: Post


@frozen
class MemberRecused:
    """Somebody must keep out, so they are no active member any more."""

    actor: ActorId
    reason: str


@frozen
class ConflictCheckPassed:
    """Nobody in the group belongs to a body that its round inspects; `rule` gave its size."""

    round: RoundKey
    rule: str | None = None


@frozen
class AssistantLeaderAppointed:
    """The head of a supervision department is seconded to the group while it is on site."""

    actor: ActorId
    body: str
    begins_on: date
    ends_on: date


@frozen
class TrainingCompleted:
    """A member attended a training and has read all of its materials."""

    training: str
    actor: ActorId


@frozen
class GroupAuthorised:
    """The dispatching committee sends this group, for this round only."""

    group: GroupKey
    round: RoundKey


@frozen
class GroupActivated:
    """The group is in its first unit."""


@frozen
class GroupDissolved:
    """The group's work is over; its authorisation has ended with it."""


GroupEvent: TypeAlias = (
    GroupFormed
    | MemberAdded
    | MemberRecused
    | ConflictCheckPassed
    | AssistantLeaderAppointed
    | TrainingCompleted
    | GroupAuthorised
    | GroupActivated
    | GroupDissolved
)
