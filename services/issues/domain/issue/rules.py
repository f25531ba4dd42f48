"""Which rules say no to what is asked of an issue, and how it changes."""

from dataclasses import replace
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow
from libs.common.decider.roles import DISPATCHING_COMMITTEE, GROUP_LEADER, LIAISON_OFFICER, OFFICE
from services.issues.domain.issue.commands import (
    ApproveIssue,
    CloseIssue,
    DropIssue,
    IssueCommand,
    MarkApproved,
    MarkConfirmed,
    MarkFedBack,
    MarkInRectification,
    MarkListed,
    MergeIssue,
    RaiseIssue,
    ReopenIssue,
    ResolveIssue,
    TagIssue,
)
from services.issues.domain.issue.facts import (
    IssueApproved,
    IssueCaseClosed,
    IssueClosed,
    IssueConfirmed,
    IssueDropped,
    IssueEvent,
    IssueFedBack,
    IssueInRectification,
    IssueListed,
    IssueMerged,
    IssueRaised,
    IssueReopened,
    IssueResolved,
    IssueTagged,
)
from services.issues.domain.issue.raising import found_in, grounds
from services.issues.domain.issue.state import KIND, Issue, IssueStatus, furthest
from services.issues.domain.vocabulary import ActorId


class IssueCodeTaken(Refusal):
    """Another issue has this code."""


class RaiserMayNotApprove(Refusal):
    """Who raises an issue does not approve it."""


class ListDecides(Refusal):
    """An issue of an engagement stands with its list, by the use that was decided of results."""


class IssueOfOtherUnit(Refusal):
    """A unit is told its own issues only."""


_OUT: Final = {IssueStatus.NEW, IssueStatus.MERGED, IssueStatus.DROPPED}
_RAISED: Final = set(IssueStatus) - {IssueStatus.NEW}
_DONE: Final = {IssueStatus.RESOLVED, IssueStatus.CLOSED}

# What the system marks comes from several streams, so in any order once there is an issue.
ALLOWED: Final = {
    RaiseIssue: allow(GROUP_LEADER, LIAISON_OFFICER, OFFICE, when={IssueStatus.NEW}),
    TagIssue: allow(*(GROUP_LEADER, LIAISON_OFFICER, OFFICE), when=set(IssueStatus) - _OUT),
    ApproveIssue: allow(OFFICE, DISPATCHING_COMMITTEE, when={IssueStatus.RAISED}),
    MarkListed: allow(SYSTEM, when=_RAISED),
    MarkConfirmed: allow(SYSTEM, when=_RAISED),
    MergeIssue: allow(SYSTEM, when=_RAISED),
    DropIssue: allow(SYSTEM, when=_RAISED),
    MarkApproved: allow(SYSTEM, when=_RAISED),
    MarkFedBack: allow(SYSTEM, when=_RAISED),
    MarkInRectification: allow(SYSTEM, when=_RAISED),
    ResolveIssue: allow(SYSTEM, when=_RAISED),
    ReopenIssue: allow(SYSTEM, when=_RAISED),
    CloseIssue: allow(SYSTEM, when=_RAISED),
}


def reads(command: IssueCommand) -> tuple[str, ...]:
    """An issue of an engagement is raised on its list and on the papers behind it."""
    return grounds(command) if isinstance(command, RaiseIssue) else ()


def decide(  # noqa: C901, PLR0911, PLR0912 - a table
    command: IssueCommand, issue: Issue, context: Context
) -> list[IssueEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case RaiseIssue():
            found_in(command, context)
            return [_raised(command, ActorId(context.actor))]
        case TagIssue(gov_function=government, sector=sector):
            same = (government, sector) == (issue.gov_function, issue.sector)
            return [] if same else [IssueTagged(gov_function=government, sector=sector)]
        case ApproveIssue():
            if issue.engagement is not None:
                raise ListDecides
            if context.actor == issue.raised_by:
                raise RaiserMayNotApprove
            return [IssueApproved()]
        case MarkListed():
            return _once(issue, IssueStatus.LISTED, IssueListed())
        case MarkConfirmed():
            return _once(issue, IssueStatus.CONFIRMED, IssueConfirmed())
        case MergeIssue(into=into):
            return _once(issue, IssueStatus.MERGED, IssueMerged(into=into))
        case DropIssue(reason=reason):
            return _once(issue, IssueStatus.DROPPED, IssueDropped(reason=reason))
        case MarkApproved():
            return _once(issue, IssueStatus.APPROVED, IssueApproved())
        case MarkFedBack(feedback=feedback, unit=unit):
            if unit != issue.about:
                raise IssueOfOtherUnit
            return _once(issue, IssueStatus.FED_BACK, IssueFedBack(feedback=feedback))
        case MarkInRectification(case=case):
            return _once(issue, IssueStatus.IN_RECTIFICATION, IssueInRectification(case=case))
        case ResolveIssue():
            return _resolved(issue)
        case ReopenIssue():
            return [IssueReopened()] if issue.status in _DONE else []
        case CloseIssue():
            return _closed(issue)
        case _:
            assert_never(command)


def evolve(issue: Issue, event: IssueEvent) -> Issue:  # noqa: C901, PLR0911, PLR0912 - a table
    """Take in what happened."""
    match event:
        case IssueRaised():
            return replace(issue, status=IssueStatus.RAISED, raised=event)
        case IssueTagged(gov_function=government, sector=sector):
            return replace(issue, gov_function=government, sector=sector)
        case IssueListed():
            return _marked(issue, IssueStatus.LISTED)
        case IssueConfirmed():
            return _marked(issue, IssueStatus.CONFIRMED)
        case IssueMerged():
            return _marked(issue, IssueStatus.MERGED)
        case IssueDropped():
            return _marked(issue, IssueStatus.DROPPED)
        case IssueApproved():
            return _marked(issue, IssueStatus.APPROVED)
        case IssueFedBack():
            return _marked(issue, IssueStatus.FED_BACK)
        case IssueInRectification():
            return _marked(issue, IssueStatus.IN_RECTIFICATION)
        case IssueResolved():
            return _marked(issue, IssueStatus.RESOLVED)
        case IssueReopened():
            return replace(issue, status=IssueStatus.IN_RECTIFICATION, case_closed=False)
        case IssueCaseClosed():
            return replace(issue, case_closed=True)
        case IssueClosed():
            return _marked(issue, IssueStatus.CLOSED)
        case _:
            assert_never(event)


def _once(issue: Issue, mark: IssueStatus, event: IssueEvent) -> list[IssueEvent]:
    """Let a step be heard of once."""
    return [] if mark in issue.marks else [event]


def _marked(issue: Issue, mark: IssueStatus) -> Issue:
    return replace(issue, status=furthest(issue.status, mark), marks=issue.marks | {mark})


def _resolved(issue: Issue) -> list[IssueEvent]:
    """Resolve, and close with it what waits for nothing else."""
    if issue.status in _DONE:
        return []
    return [IssueResolved(), *([IssueClosed()] if issue.case_closed else [])]


def _closed(issue: Issue) -> list[IssueEvent]:
    """Close what is resolved; what rightly runs on is closed when it is resolved."""
    if issue.status is IssueStatus.CLOSED or issue.case_closed:
        return []
    return [IssueClosed() if issue.status is IssueStatus.RESOLVED else IssueCaseClosed()]


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
        engagement=command.engagement,
        papers=command.papers,
    )


issue: Final = Aggregate(
    kind=KIND,
    initial=Issue(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
