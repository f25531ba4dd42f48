"""An issue: one thing that a round found wrong with one unit."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, TypeAlias, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DISPATCHING_COMMITTEE, GROUP_LEADER, OFFICE
from libs.common.decider.texts import Title
from services.issues.domain.vocabulary import (
    ActorId,
    FeedbackKey,
    IssueCode,
    IssueId,
    RoundKey,
    UnitCode,
)


class IssueDomain(StrEnum):
    """The second level of the issue taxonomy; places differ in the first, so that is data."""

    PERMITS = "permits"
    LAND_AND_RESOURCES = "land_and_resources"
    PROCUREMENT = "procurement"
    BUDGET_EXECUTION = "budget_execution"
    PROJECT_MANAGEMENT = "project_management"
    STATE_ASSETS = "state_assets"
    PUBLIC_SERVICES = "public_services"
    DATA_QUALITY = "data_quality"


class ItemType(StrEnum):
    """How long putting it right may take: at once, within the period, or longer."""

    IMMEDIATE_FIX = "immediate_fix"
    CONCENTRATED = "concentrated"
    LONG_TERM = "long_term"


@frozen
class IssueRaised:
    """A group found something wrong and gave it a code and a title."""

    issue: IssueId
    round: RoundKey
    unit: UnitCode
    code: IssueCode
    title: str
    domain: IssueDomain
    item_type: ItemType
    by: ActorId


@frozen
class IssueApproved:
    """The issue stands, as it was raised."""


@frozen
class IssueFedBack:
    """The unit was told."""

    feedback: FeedbackKey


@frozen
class IssueResolved:
    """The unit put it right, and that was verified."""


IssueEvent: TypeAlias = IssueRaised | IssueApproved | IssueFedBack | IssueResolved


@frozen
class RaiseIssue:
    """Write down what was found."""

    issue: IssueId
    round: RoundKey
    unit: UnitCode
    code: IssueCode
    title: Title
    domain: IssueDomain
    item_type: ItemType


@frozen
class ApproveIssue:
    """Let the issue stand."""


@frozen
class MarkFedBack:
    """Take note that a unit was told."""

    feedback: FeedbackKey
    unit: UnitCode


@frozen
class ResolveIssue:
    """Take note that the row was written off."""


IssueCommand: TypeAlias = RaiseIssue | ApproveIssue | MarkFedBack | ResolveIssue


class IssueCodeTaken(Refusal):
    """Another issue has this code."""


class RaiserMayNotApprove(Refusal):
    """Who raises an issue does not approve it."""


class IssueOfOtherUnit(Refusal):
    """A unit is told its own issues only."""


class IssueStatus(StrEnum):
    """How far the issue has come."""

    NEW = "new"
    RAISED = "raised"
    APPROVED = "approved"
    FED_BACK = "fed_back"
    RESOLVED = "resolved"


@frozen
class Issue:
    """Only what `decide` asks about; screens read projections."""

    status: IssueStatus = IssueStatus.NEW
    about: UnitCode | None = None
    raised_by: ActorId | None = None

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the issue: the one it is about, once told."""
        told = self.status in {IssueStatus.FED_BACK, IssueStatus.RESOLVED}
        return self.about if told else None


# Feedback and write-off come from two services, so either may be heard of first.
ALLOWED: Final = {
    RaiseIssue: allow(GROUP_LEADER, OFFICE, when={IssueStatus.NEW}),
    ApproveIssue: allow(OFFICE, DISPATCHING_COMMITTEE, when={IssueStatus.RAISED}),
    MarkFedBack: allow(SYSTEM, when={IssueStatus.APPROVED, IssueStatus.RESOLVED}),
    ResolveIssue: allow(SYSTEM, when={IssueStatus.APPROVED, IssueStatus.FED_BACK}),
}


def decide(command: IssueCommand, issue: Issue, context: Context) -> list[IssueEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case RaiseIssue():
            return [_raised(command, ActorId(context.actor))]
        case ApproveIssue():
            if context.actor == issue.raised_by:
                raise RaiserMayNotApprove
            return [IssueApproved()]
        case MarkFedBack(feedback=feedback, unit=unit):
            if unit != issue.about:
                raise IssueOfOtherUnit
            return [IssueFedBack(feedback=feedback)]
        case ResolveIssue():
            return [IssueResolved()]
        case _:
            assert_never(command)


def evolve(issue: Issue, event: IssueEvent) -> Issue:
    """Take in what happened."""
    match event:
        case IssueRaised(unit=unit, by=raiser):
            return replace(issue, status=IssueStatus.RAISED, about=unit, raised_by=raiser)
        case IssueApproved():
            return replace(issue, status=IssueStatus.APPROVED)
        case IssueFedBack():
            resolved = issue.status is IssueStatus.RESOLVED
            return issue if resolved else replace(issue, status=IssueStatus.FED_BACK)
        case IssueResolved():
            return replace(issue, status=IssueStatus.RESOLVED)
        case _:
            assert_never(event)


def _raised(command: RaiseIssue, raiser: ActorId) -> IssueRaised:
    return IssueRaised(
        issue=command.issue,
        round=command.round,
        unit=command.unit,
        code=command.code,
        title=command.title,
        domain=command.domain,
        item_type=command.item_type,
        by=raiser,
    )


issue: Final = Aggregate(
    kind="issue",
    initial=Issue(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
