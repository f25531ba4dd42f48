"""What may be asked of a group."""

from datetime import date
from typing import Annotated, Final, TypeAlias

from annotated_types import Len

from libs.common.decider import frozen
from libs.common.decider.texts import Key, Paragraph
from services.rounds.domain.group.facts import Post, Seat
from services.rounds.domain.vocabulary import GroupKey, NamedActor, RoundKey

DEPUTIES_MAX: Final = 2
LIAISON_OFFICERS_MAX: Final = 3
MEMBERS_MAX: Final = 30


@frozen
class FormGroup:
    """Put a group together for one round."""

    group: GroupKey
    round: RoundKey
    leader: Seat
    deputies: Annotated[tuple[Seat, ...], Len(1, DEPUTIES_MAX)]
    liaison_officers: Annotated[tuple[Seat, ...], Len(1, LIAISON_OFFICERS_MAX)]
    members: Annotated[tuple[Seat, ...], Len(0, MEMBERS_MAX)]


@frozen
class AddMember:
    """Let somebody join, such as in the place of a recused member."""

    seat: Seat
    post: Post


@frozen
class RecuseMember:
    """Keep somebody out of the group's work."""

    actor: NamedActor
    reason: Paragraph


@frozen
class PassConflictCheck:
    """Confirm that the group is complete and that nobody inspects their own body."""

    round: RoundKey


@frozen
class AppointAssistantLeader:
    """Second the head of a supervision department to the group, from a day to a day."""

    assistant: Seat
    begins_on: date
    ends_on: date


@frozen
class ConfirmTraining:
    """Count a training for the members who attended it and read its materials."""

    training: Key


@frozen
class AuthoriseGroup:
    """Send the group, for its round only."""


@frozen
class ActivateGroup:
    """Note that the group is in its first unit."""


@frozen
class DissolveGroup:
    """End the group's work."""


GroupCommand: TypeAlias = (
    FormGroup
    | AddMember
    | RecuseMember
    | PassConflictCheck
    | AppointAssistantLeader
    | ConfirmTraining
    | AuthoriseGroup
    | ActivateGroup
    | DissolveGroup
)
