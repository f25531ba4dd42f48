"""From the plan to the entry: which group may inspect which unit, and who acts for it there."""

from collections.abc import Mapping
from typing import Any, Final

from libs.common.decider import Context, Denial, Refusal
from libs.common.decider.roles import DEPUTY_LEADER, GROUP_LEADER
from services.rounds.domain.days import day_of
from services.rounds.domain.engagement.commands import AssignGroup, Enter, PlanEngagement
from services.rounds.domain.engagement.facts import (
    AssistantTerm,
    EngagementKind,
    EngagementPlanned,
    GroupAssigned,
    GroupEntered,
)
from services.rounds.domain.engagement.state import Engagement, engagement_stream
from services.rounds.domain.group.facts import Post
from services.rounds.domain.group.rules import (
    GroupIncomplete,
    GroupOfOtherRound,
    fit_to_enter,
    group,
)
from services.rounds.domain.group.state import POST_OF_ROLE, Group, GroupStatus
from services.rounds.domain.inspection_round import (
    InspectionRound,
    RoundStatus,
    UnitNotInRound,
    inspection_round,
)
from services.rounds.domain.unit import unit_of_today
from services.rounds.domain.vocabulary import ActorId, EngagementKey, RoundKey, UnitCode


class RoundNotAuthorised(Refusal):
    """Engagements are planned in a round that was authorised and is not over."""


class ProgrammeNeeded(Refusal):
    """A linked engagement belongs to a programme."""


class GroupNotStanding(Refusal):
    """A unit is inspected by a group that was formed and is not dissolved."""


class PreviousOfOtherUnit(Refusal):
    """The engagement before is one of the same unit."""


class PairingRepeated(Refusal):
    """A leader does not inspect a unit twice in a row."""


class OtherRoundPlanned(Refusal):
    """A group enters in the round that the engagement was planned in."""


class OtherGroupPlanned(Refusal):
    """The group that enters is the one that was assigned."""


class RoundNotOnSite(Refusal):
    """A group enters its unit while its round is on site."""


class RecusedMemberMayNotAct(Denial):
    """Who was recused does nothing for the group any more."""


class NotOfThisGroup(Denial):
    """Who acts for a group is in it, in the role that they use."""


class AssistantNotInOffice(Denial):
    """An assistant leader acts between the days of the appointment."""


_RUNNING: Final = {RoundStatus.AUTHORISED, RoundStatus.PREPARING, RoundStatus.ON_SITE}


def planned(command: PlanEngagement, context: Context) -> EngagementPlanned:
    """Plan an engagement on what its round, its unit and its group are."""
    source = inspection_round.among(context.others, command.round)
    _in_round(command.unit, source)
    if command.kind is EngagementKind.LINKED_CHILD and command.programme is None:
        raise ProgrammeNeeded
    about = unit_of_today(context, command.unit)
    before = _leader_before(command.previous, command.unit, context.others)
    _fit_to_inspect(group.among(context.others, command.group), command.round, before)
    return EngagementPlanned(
        engagement=command.engagement,
        round=command.round,
        unit=command.unit,
        unit_name=about.name,
        division=about.division,
        group=command.group,
        kind=command.kind,
        programme=command.programme,
        previous_leader=before,
    )


def assigned(command: AssignGroup, plan: EngagementPlanned, context: Context) -> GroupAssigned:
    """Assign another group of the round."""
    found = group.among(context.others, command.group)
    _fit_to_inspect(found, plan.round, plan.previous_leader)
    return GroupAssigned(group=command.group)


def entered(command: Enter, plan: EngagementPlanned, context: Context) -> GroupEntered:
    """Let the group enter that was trained, checked and authorised, while its round is on site."""
    if command.round != plan.round:
        raise OtherRoundPlanned
    if command.group != plan.group:
        raise OtherGroupPlanned
    if inspection_round.among(context.others, plan.round).status is not RoundStatus.ON_SITE:
        raise RoundNotOnSite
    found = group.among(context.others, plan.group)
    _acts_in(found, context)
    fit_to_enter(found)
    return _entry(plan, found, context)


def acts_for_group(entry: GroupEntered, context: Context) -> None:
    """Refuse who is not in the group that entered, in the role that they use."""
    match context.role:
        case role if role == GROUP_LEADER:
            is_in = context.actor == entry.leader
        case role if role == DEPUTY_LEADER:
            is_in = context.actor in entry.deputies
        case _:
            _assists(entry, context)
            return
    if not is_in:
        raise NotOfThisGroup


def _in_round(code: UnitCode, source: InspectionRound) -> None:
    if source.status not in _RUNNING:
        raise RoundNotAuthorised
    if code not in source.units:
        raise UnitNotInRound


def _leader_before(
    previous: EngagementKey | None, code: UnitCode, others: Mapping[str, Any]
) -> ActorId | None:
    """Give who led the unit's last inspection, if the plan names it."""
    if previous is None:
        return None
    before: Engagement = others[engagement_stream(previous)]
    if before.planned is None or before.planned.unit != code:
        raise PreviousOfOtherUnit
    return before.leader


def _fit_to_inspect(found: Group, round_key: RoundKey, leader_before: ActorId | None) -> None:
    if found.status in {GroupStatus.NEW, GroupStatus.DISSOLVED}:
        raise GroupNotStanding
    if found.round != round_key:
        raise GroupOfOtherRound
    if leader_before is not None and found.leader == leader_before:
        raise PairingRepeated


def _acts_in(found: Group, context: Context) -> None:
    actor = ActorId(context.actor)
    if actor in found.recused:
        raise RecusedMemberMayNotAct
    if actor not in found.holding(POST_OF_ROLE[context.role]):
        raise NotOfThisGroup


def _assists(entry: GroupEntered, context: Context) -> None:
    today = day_of(context.now)
    terms = [each for each in entry.assistants if each.actor == context.actor]
    if not terms:
        raise NotOfThisGroup
    if not any(each.begins_on <= today <= each.ends_on for each in terms):
        raise AssistantNotInOffice


def _entry(plan: EngagementPlanned, found: Group, context: Context) -> GroupEntered:
    if found.leader is None:
        raise GroupIncomplete
    return GroupEntered(
        engagement=plan.engagement,
        round=plan.round,
        unit=plan.unit,
        unit_name=plan.unit_name,
        division=plan.division,
        group=plan.group,
        leader=found.leader,
        deputies=found.holding(Post.DEPUTY),
        liaison_officers=found.holding(Post.LIAISON_OFFICER),
        members=found.holding(Post.MEMBER),
        programme=plan.programme,
        assistants=tuple(_terms(found, context)),
    )


def _terms(found: Group, context: Context) -> list[AssistantTerm]:
    return [
        AssistantTerm(actor=each.actor, begins_on=each.begins_on, ends_on=each.ends_on)
        for each in found.assisting(day_of(context.now))
    ]
