"""Stored names of groups and of what they learn before they go."""

from typing import Final

from libs.common.events.wire import INTERNAL, Claim, stored, tagged
from services.rounds.domain.group.facts import (
    AssistantLeaderAppointed,
    ConflictCheckPassed,
    GroupActivated,
    GroupAuthorised,
    GroupDissolved,
    GroupFormed,
    MemberAdded,
    MemberRecused,
    Seat,
    TrainingCompleted,
)
from services.rounds.domain.group.rules import MemberInOtherGroup
from services.rounds.domain.training import (
    AttendanceClosed,
    LearningMaterialPublished,
    MaterialAcknowledged,
    TrainingHeld,
    TrainingPlanned,
)
from services.rounds.domain.vocabulary import RoundKey


def one_group_in_a_round(event: GroupFormed) -> list[Claim]:
    """Keep everybody in one group of a round."""
    seats = (event.leader, *event.deputies, *event.liaison_officers, *event.members)
    return [_place(event.round, seat) for seat in seats]


def one_group_for_a_new_member(event: MemberAdded) -> list[Claim]:
    """Keep who joins later in one group of a round."""
    return [_place(event.round, event.seat)]


def _place(round_key: RoundKey, seat: Seat) -> Claim:
    return Claim(key=f"group-member:{round_key}/{seat.actor}", refusal=MemberInOtherGroup)


LINES: Final = (
    stored(
        "GroupFormed.v1",
        GroupFormed,
        INTERNAL,
        tags=tagged("group", "round"),
        claims=one_group_in_a_round,
    ),
    stored("MemberAdded.v1", MemberAdded, INTERNAL, claims=one_group_for_a_new_member),
    stored("MemberRecused.v1", MemberRecused, INTERNAL),
    stored("ConflictCheckPassed.v1", ConflictCheckPassed, INTERNAL),
    stored("AssistantLeaderAppointed.v1", AssistantLeaderAppointed, INTERNAL),
    stored("TrainingCompleted.v1", TrainingCompleted, INTERNAL),
    stored("GroupAuthorised.v1", GroupAuthorised, INTERNAL, tags=tagged("group", "round")),
    stored("GroupActivated.v1", GroupActivated, INTERNAL),
    stored("GroupDissolved.v1", GroupDissolved, INTERNAL),
    stored("TrainingPlanned.v1", TrainingPlanned, INTERNAL, tags=tagged("round")),
    stored("LearningMaterialPublished.v1", LearningMaterialPublished, INTERNAL),
    stored("MaterialAcknowledged.v1", MaterialAcknowledged, INTERNAL),
    stored("TrainingHeld.v1", TrainingHeld, INTERNAL),
    stored("AttendanceClosed.v1", AttendanceClosed, INTERNAL),
)
