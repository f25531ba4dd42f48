"""The groups: who is sent in which round, and how near each group is to its unit."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
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
    TrainingCompleted,
)
from services.rounds.domain.group.state import GroupStatus


@frozen
class GroupRow:
    """One group as the list shows it; people are opaque references."""

    group: str
    round: str
    status: GroupStatus
    leader: str
    members: tuple[str, ...]
    trained: tuple[str, ...] = ()
    recused: int = 0
    assistants: int = 0
    formed_at: datetime
    checked_at: datetime | None = None
    authorised_at: datetime | None = None
    active_at: datetime | None = None
    dissolved_at: datetime | None = None


def fold(  # noqa: PLR0911 - a table
    row: GroupRow | None, recorded: Recorded[GroupEvent]
) -> GroupRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case GroupFormed():
            return _formed(recorded.event, moment)
        case MemberAdded():
            return row and _joined(row, recorded.event)
        case MemberRecused(actor=actor):
            return row and _left(row, actor)
        case ConflictCheckPassed():
            return row and replace(row, status=_checked(row), checked_at=moment)
        case AssistantLeaderAppointed():
            return row and replace(row, assistants=row.assistants + 1)
        case TrainingCompleted(actor=actor):
            return row and _trained(row, actor)
        case GroupAuthorised():
            return _at(row, GroupStatus.AUTHORISED, authorised_at=moment)
        case GroupActivated():
            return _at(row, GroupStatus.ACTIVE, active_at=moment)
        case GroupDissolved():
            return _at(row, GroupStatus.DISSOLVED, dissolved_at=moment)
        case _:
            assert_never(recorded.event)


def _formed(event: GroupFormed, moment: datetime) -> GroupRow:
    seats = (event.leader, *event.deputies, *event.liaison_officers, *event.members)
    return GroupRow(
        group=event.group,
        round=event.round,
        status=GroupStatus.FORMING,
        leader=event.leader.actor,
        members=tuple(seat.actor for seat in seats),
        formed_at=moment,
    )


def _joined(row: GroupRow, event: MemberAdded) -> GroupRow:
    leads = event.post is Post.LEADER
    leader = event.seat.actor if leads else row.leader
    members = (*row.members, event.seat.actor)
    return replace(row, status=GroupStatus.FORMING, leader=leader, members=members)


def _left(row: GroupRow, actor: str) -> GroupRow:
    members = tuple(each for each in row.members if each != actor)
    status, recused = GroupStatus.FORMING, row.recused + 1
    return replace(row, status=status, members=members, recused=recused)


def _trained(row: GroupRow, actor: str) -> GroupRow:
    noted = replace(row, trained=(*row.trained, actor))
    is_checked = row.status is GroupStatus.CONFLICT_CHECKED
    return replace(noted, status=_checked(noted)) if is_checked else noted


def _checked(row: GroupRow) -> GroupStatus:
    is_trained = set(row.members) <= set(row.trained)
    return GroupStatus.TRAINED if is_trained else GroupStatus.CONFLICT_CHECKED


def _at(row: GroupRow | None, status: GroupStatus, **noted: Any) -> GroupRow | None:  # noqa: ANN401
    return row and replace(row, status=status, **noted)


groups: Final = Projection(
    name="groups",
    version=1,
    row=GroupRow,
    key="group",
    keys=by_stream(GroupEvent),
    fold=fold,
    as_of=True,
    filters=("round", "status", "leader", "members"),
    sorts=("group", "formed_at", "authorised_at"),
)
