"""A round: a batch of inspections, numbered within its term and authorised as one."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import (
    DISPATCHING_COMMITTEE,
    GROUP_LEADER,
    LEADING_GROUP,
    OFFICE,
)
from services.rounds.domain.engagement.state import DONE, Engagement, engagement_stream
from services.rounds.domain.round_commands import (
    ApprovePlan,
    AuthoriseRound,
    BeginFeedback,
    BeginHearings,
    CancelRound,
    CloseRound,
    EndOnSite,
    EnterOnSite,
    OpenPreparation,
    PlanRound,
    RoundCommand,
    SelectTargets,
)
from services.rounds.domain.round_facts import (
    FeedbackBegun,
    HearingsBegun,
    OnSiteEnded,
    OnSiteStarted,
    PreparationOpened,
    RoundAuthorised,
    RoundCancelled,
    RoundClosed,
    RoundEvent,
    RoundPlanApproved,
    RoundPlanned,
    Target,
    TargetsSelected,
)
from services.rounds.domain.term import TermStatus, term
from services.rounds.domain.unit import unit, unit_of_today
from services.rounds.domain.vocabulary import EngagementKey, UnitCode


class RoundNumberTaken(Refusal):
    """The term has a round of this number."""


class TermPlanNotApproved(Refusal):
    """A round belongs to a term whose plan was approved."""


class UnitNamedTwice(Refusal):
    """A round inspects a unit once."""


class UnitNotInRound(Refusal):
    """A round inspects and tells the units that it was authorised for."""


class TargetsNotSelected(Refusal):
    """Groups are sent to the units that were picked before."""


class EngagementNotDone(Refusal):
    """A round is closed when each of its engagements has told its unit what it found."""


class TargetNotCovered(Refusal):
    """A round is closed when each of its units was inspected and told."""


class RoundStatus(StrEnum):
    """How far the round has come."""

    NEW = "new"
    PLANNED = "planned"
    PLAN_APPROVED = "plan_approved"
    AUTHORISED = "authorised"
    PREPARING = "preparing"
    ON_SITE = "on_site"
    REPORTING = "reporting"
    HEARING = "hearing"
    FEEDBACK_PHASE = "feedback_phase"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@frozen
class InspectionRound:
    """Only what `decide` asks about; screens read projections."""

    status: RoundStatus = RoundStatus.NEW
    planned: RoundPlanned | None = None
    units: tuple[UnitCode, ...] = ()

    @property
    def plan(self) -> RoundPlanned:
        """The plan; the who-and-when table lets nobody ask before there is one."""
        if self.planned is None:
            raise LookupError("plan")
        return self.planned


BEFORE_ENTRY: Final = {
    RoundStatus.PLANNED,
    RoundStatus.PLAN_APPROVED,
    RoundStatus.AUTHORISED,
    RoundStatus.PREPARING,
}
AFTER_ENTRY: Final = {
    RoundStatus.ON_SITE,
    RoundStatus.REPORTING,
    RoundStatus.HEARING,
    RoundStatus.FEEDBACK_PHASE,
    RoundStatus.CLOSED,
}

# One authorisation for one round: who plans the round cannot send the groups.
ALLOWED: Final = {
    PlanRound: allow(OFFICE, when={RoundStatus.NEW}),
    ApprovePlan: allow(DISPATCHING_COMMITTEE, LEADING_GROUP, when={RoundStatus.PLANNED}),
    SelectTargets: allow(OFFICE, when={RoundStatus.PLAN_APPROVED}),
    AuthoriseRound: allow(DISPATCHING_COMMITTEE, when={RoundStatus.PLAN_APPROVED}),
    OpenPreparation: allow(OFFICE, when={RoundStatus.AUTHORISED}),
    EnterOnSite: allow(OFFICE, GROUP_LEADER, when={RoundStatus.PREPARING}),
    EndOnSite: allow(OFFICE, when={RoundStatus.ON_SITE}),
    BeginHearings: allow(OFFICE, LEADING_GROUP, when={RoundStatus.REPORTING}),
    BeginFeedback: allow(OFFICE, when={RoundStatus.HEARING}),
    CloseRound: allow(OFFICE, when={RoundStatus.FEEDBACK_PHASE}),
    CancelRound: allow(DISPATCHING_COMMITTEE, when=BEFORE_ENTRY),
}


def reads(command: RoundCommand) -> tuple[str, ...]:
    """A round is judged by its term, its units and its engagements."""
    match command:
        case PlanRound():
            return (term.stream(command.term),)
        case SelectTargets():
            return tuple(map(unit.stream, command.units))
        case CloseRound():
            return tuple(map(engagement_stream, command.engagements))
        case _:
            return ()


def decide(  # noqa: C901, PLR0911, PLR0912 - a table
    command: RoundCommand, state: InspectionRound, context: Context
) -> list[RoundEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case PlanRound():
            return [_planned(command, context)]
        case ApprovePlan():
            return [RoundPlanApproved()]
        case SelectTargets(units=units):
            if len(set(units)) < len(units):
                raise UnitNamedTwice
            return [TargetsSelected(targets=tuple(_targets(units, context)))]
        case AuthoriseRound():
            return [_authorised(state)]
        case OpenPreparation():
            return [PreparationOpened()]
        case EnterOnSite():
            return [OnSiteStarted()]
        case EndOnSite():
            return [OnSiteEnded()]
        case BeginHearings():
            return [HearingsBegun()]
        case BeginFeedback():
            return [FeedbackBegun()]
        case CloseRound(engagements=engagements):
            _all_done(state, engagements, context)
            return [RoundClosed()]
        case CancelRound(reason=reason):
            return [RoundCancelled(reason=reason)]
        case _:
            assert_never(command)


def evolve(  # noqa: C901, PLR0911 - a table
    state: InspectionRound, event: RoundEvent
) -> InspectionRound:
    """Take in what happened."""
    match event:
        case RoundPlanned():
            return replace(state, status=RoundStatus.PLANNED, planned=event)
        case RoundPlanApproved():
            return replace(state, status=RoundStatus.PLAN_APPROVED)
        case TargetsSelected(targets=targets):
            return replace(state, units=tuple(target.unit for target in targets))
        case RoundAuthorised(units=units):
            return replace(state, status=RoundStatus.AUTHORISED, units=units)
        case PreparationOpened():
            return replace(state, status=RoundStatus.PREPARING)
        case OnSiteStarted():
            return replace(state, status=RoundStatus.ON_SITE)
        case OnSiteEnded():
            return replace(state, status=RoundStatus.REPORTING)
        case HearingsBegun():
            return replace(state, status=RoundStatus.HEARING)
        case FeedbackBegun():
            return replace(state, status=RoundStatus.FEEDBACK_PHASE)
        case RoundClosed():
            return replace(state, status=RoundStatus.CLOSED)
        case RoundCancelled():
            return replace(state, status=RoundStatus.CANCELLED)
        case _:
            assert_never(event)


def _planned(command: PlanRound, context: Context) -> RoundPlanned:
    plan = term.among(context.others, command.term)
    if plan.status not in {TermStatus.APPROVED, TermStatus.REVISED}:
        raise TermPlanNotApproved(term=command.term)
    return RoundPlanned(round=command.round, term=command.term, number=command.number)


def _targets(units: tuple[UnitCode, ...], context: Context) -> Iterator[Target]:
    """Give each unit with its kind, if it is registered and its division was not renumbered."""
    for code in units:
        found = unit_of_today(context, code)
        yield Target(unit=code, kind=found.section)


def _authorised(state: InspectionRound) -> RoundAuthorised:
    if not state.units:
        raise TargetsNotSelected
    plan = state.plan
    return RoundAuthorised(units=state.units, round=plan.round, term=plan.term, number=plan.number)


def _all_done(
    state: InspectionRound, engagements: tuple[EngagementKey, ...], context: Context
) -> None:
    """Demand that these engagements of the round are done and have covered its units."""
    covered = set()
    for key in engagements:
        named: Engagement = context.others[engagement_stream(key)]
        if named.status not in DONE or named.plan.round != state.plan.round:
            raise EngagementNotDone(engagement=key)
        covered.add(named.plan.unit)
    for code in state.units:
        if code not in covered:
            raise TargetNotCovered(unit=code)


inspection_round: Final = Aggregate(
    kind="round",
    initial=InspectionRound(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
