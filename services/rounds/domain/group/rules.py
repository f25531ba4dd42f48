"""Which rules say no to what is asked of a group."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow
from libs.common.decider.roles import DISPATCHING_COMMITTEE, OFFICE, SUPERVISION_BODY
from services.rounds.domain.days import day_of
from services.rounds.domain.group.commands import (
    DEPUTIES_MAX,
    ActivateGroup,
    AddMember,
    AppointAssistantLeader,
    AuthoriseGroup,
    ConfirmTraining,
    DissolveGroup,
    FormGroup,
    GroupCommand,
    PassConflictCheck,
    RecuseMember,
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
from services.rounds.domain.group.state import Group, GroupStatus, evolve
from services.rounds.domain.inspection_round import InspectionRound, RoundStatus, inspection_round
from services.rounds.domain.parameters import Parameter, RuleScope, bounds
from services.rounds.domain.rules import RuleVersion, rule_in_force, rules
from services.rounds.domain.training import training


class MemberInOtherGroup(Refusal):
    """Nobody is in two groups of one round."""


class MemberNamedTwice(Refusal):
    """Somebody has one place in a group."""


class MemberWasRecused(Refusal):
    """Who was recused takes no further part in the group."""


class NotInGroup(Refusal):
    """Only who is in the group can be kept out of it."""


class RoundNotPreparing(Refusal):
    """Groups are formed and checked once the round's plan is approved and while it runs."""


class GroupOfOtherRound(Refusal):
    """A group is for one round; there is no other that it can be checked against."""


class TargetsNotKnown(Refusal):
    """Whether somebody inspects their own body shows once the round has its targets."""


class MemberOfInspectedBody(Refusal):
    """Nobody inspects the body that they come from."""


class GroupIncomplete(Refusal):
    """A group has one leader, one or two deputies and at least one liaison officer."""


class GroupSizeOutsideRule(Refusal):
    """A group has as many people as the rule in force says."""


class ConflictCheckMissing(Refusal):
    """A group is sent when it was checked as it is now."""


class MemberNotTrained(Refusal):
    """A group is sent when each of its members has completed a training."""


class GroupNotAuthorised(Refusal):
    """A group enters when the dispatching committee has sent it, for this round."""


class NobodyTrained(Refusal):
    """A training counts for members who attended it and read all of its materials."""


class AppointmentEndsBeforeItBegins(Refusal):
    """An appointment lasts a day or more, and is not over when it is made."""


_STANDING: Final = set(GroupStatus) - {GroupStatus.NEW, GroupStatus.DISSOLVED}
_BEFORE_AUTHORISATION: Final = {
    GroupStatus.FORMING,
    GroupStatus.CONFLICT_CHECKED,
    GroupStatus.TRAINED,
}
FORMING_PHASE: Final = {
    RoundStatus.PLAN_APPROVED,
    RoundStatus.AUTHORISED,
    RoundStatus.PREPARING,
    RoundStatus.ON_SITE,
}

ALLOWED: Final = {
    FormGroup: allow(OFFICE, when={GroupStatus.NEW}),
    AddMember: allow(OFFICE, when=_STANDING),
    RecuseMember: allow(OFFICE, when=_STANDING),
    PassConflictCheck: allow(OFFICE, when={GroupStatus.FORMING}),
    AppointAssistantLeader: allow(OFFICE, SUPERVISION_BODY, when=_STANDING),
    ConfirmTraining: allow(OFFICE, when=_STANDING),
    AuthoriseGroup: allow(DISPATCHING_COMMITTEE, when=_BEFORE_AUTHORISATION),
    ActivateGroup: allow(SYSTEM, when=set(GroupStatus)),
    DissolveGroup: allow(OFFICE, when=_STANDING),
}


def reads(command: GroupCommand) -> Sequence[str]:
    """A group is judged by its round, by the rules about groups and by trainings."""
    match command:
        case FormGroup():
            return (inspection_round.stream(command.round),)
        case PassConflictCheck():
            return inspection_round.stream(command.round), rules.stream(RuleScope.GROUP)
        case ConfirmTraining():
            return (training.stream(command.training),)
        case _:
            return ()


def decide(  # noqa: C901, PLR0911 - a table
    command: GroupCommand, group: Group, context: Context
) -> list[GroupEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case FormGroup():
            return [_formed(command, inspection_round.among(context.others, command.round))]
        case AddMember():
            return [_added(command, group)]
        case RecuseMember(actor=actor, reason=reason):
            if actor not in map(attrgetter("actor"), group.members):
                raise NotInGroup
            return [MemberRecused(actor=actor, reason=reason)]
        case PassConflictCheck():
            return [_checked(command, group, context)]
        case AppointAssistantLeader():
            return [_appointed(command, group, context)]
        case ConfirmTraining():
            return _confirmed(command, group, context)
        case AuthoriseGroup():
            _ready(group)
            return [GroupAuthorised(group=group.formation.group, round=group.formation.round)]
        case ActivateGroup():
            return [GroupActivated()] if group.status is GroupStatus.AUTHORISED else []
        case DissolveGroup():
            return [GroupDissolved()]
        case _:
            assert_never(command)


def _formed(command: FormGroup, planned: InspectionRound) -> GroupFormed:
    if planned.status not in FORMING_PHASE:
        raise RoundNotPreparing
    seats = (command.leader, *command.deputies, *command.liaison_officers, *command.members)
    if len({seat.actor for seat in seats}) < len(seats):
        raise MemberNamedTwice
    return GroupFormed(
        group=command.group,
        round=command.round,
        leader=command.leader,
        deputies=command.deputies,
        liaison_officers=command.liaison_officers,
        members=command.members,
    )


def _added(command: AddMember, group: Group) -> MemberAdded:
    _not_there_yet(command.seat, group)
    return MemberAdded(round=group.formation.round, seat=command.seat, post=command.post)


def _not_there_yet(seat: Seat, group: Group) -> None:
    if seat.actor in group.recused:
        raise MemberWasRecused
    if seat.actor in map(attrgetter("actor"), group.members):
        raise MemberNamedTwice


def _checked(command: PassConflictCheck, group: Group, context: Context) -> ConflictCheckPassed:
    """Say under which rule the group is complete, and let nobody inspect their own body."""
    if command.round != group.round:
        raise GroupOfOtherRound
    targets = inspection_round.among(context.others, command.round).units
    if not targets:
        raise TargetsNotKnown
    if any(member.body in targets for member in group.members):
        raise MemberOfInspectedBody
    rule = rule_in_force(rules.among(context.others, RuleScope.GROUP), day_of(context.now))
    _complete(group, rule)
    return ConflictCheckPassed(round=command.round, rule=rule.rule if rule else None)


def _complete(group: Group, rule: RuleVersion | None) -> None:
    leaders, deputies = len(group.holding(Post.LEADER)), len(group.holding(Post.DEPUTY))
    if leaders != 1 or not 1 <= deputies <= DEPUTIES_MAX:
        raise GroupIncomplete
    if not group.holding(Post.LIAISON_OFFICER):
        raise GroupIncomplete
    size = bounds(rule.parameters.get(Parameter.GROUP_SIZE, "")) if rule else None
    if size and not size[0] <= len(group.members) <= size[1]:
        raise GroupSizeOutsideRule(least=size[0], most=size[1])


def _appointed(
    command: AppointAssistantLeader, group: Group, context: Context
) -> AssistantLeaderAppointed:
    if command.ends_on < max(command.begins_on, day_of(context.now)):
        raise AppointmentEndsBeforeItBegins
    _not_there_yet(command.assistant, group)
    return AssistantLeaderAppointed(
        actor=command.assistant.actor,
        body=command.assistant.body,
        begins_on=command.begins_on,
        ends_on=command.ends_on,
    )


def _confirmed(command: ConfirmTraining, group: Group, context: Context) -> list[GroupEvent]:
    """Count the training for those whom it is complete for and who have none yet."""
    held = training.among(context.others, command.training)
    completed = [actor for actor in group.untrained if actor in held.completed]
    if held.round != group.round or not completed:
        raise NobodyTrained
    return [TrainingCompleted(training=command.training, actor=actor) for actor in completed]


def _ready(group: Group) -> None:
    if group.untrained:
        raise MemberNotTrained(members=len(group.untrained))
    if group.status is not GroupStatus.TRAINED:
        raise ConflictCheckMissing


def fit_to_enter(group: Group) -> None:
    """Refuse a group that may not go: it was not trained, checked and authorised as it is now."""
    if group.status in {GroupStatus.AUTHORISED, GroupStatus.ACTIVE}:
        return
    _ready(group)
    raise GroupNotAuthorised


group: Final = Aggregate(
    kind="group",
    initial=Group(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
