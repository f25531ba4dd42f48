"""A common issue: what several units of this site have alike, told without their names."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, Final, TypeAlias, assert_never

from annotated_types import Len

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DISPATCHING_COMMITTEE, LEADING_GROUP, OFFICE
from libs.common.decider.texts import Title
from services.issues.domain.issue.state import IssueStatus, issue_among, issue_stream
from services.issues.domain.taxonomy import IssueDomain
from services.issues.domain.vocabulary import ActorId, CommonIssueKey, IssueId

CHILDREN_MIN: Final = 2
CHILDREN_MAX: Final = 200
UNITS_MIN: Final = 2


@frozen
class CommonIssueProposed:
    """The office saw the same in several units; it cites their issues and names no unit."""

    common_issue: CommonIssueKey
    title: str
    domain: IssueDomain
    issues: tuple[IssueId, ...]
    units: int
    by: ActorId


@frozen
class CommonIssueApproved:
    """It stands as a common issue."""


CommonIssueEvent: TypeAlias = CommonIssueProposed | CommonIssueApproved


@frozen
class ProposeCommonIssue:
    """Cite what is alike."""

    common_issue: CommonIssueKey
    title: Title
    domain: IssueDomain
    issues: Annotated[tuple[IssueId, ...], Len(0, CHILDREN_MAX)]


@frozen
class ApproveCommonIssue:
    """Let it stand."""


CommonIssueCommand: TypeAlias = ProposeCommonIssue | ApproveCommonIssue


class TwoChildIssuesNeeded(Refusal):
    """What is common is cited by two issues or more."""


class TwoUnitsNeeded(Refusal):
    """What is common was found in two units or more."""


class ChildIssueNotApproved(Refusal):
    """A common issue cites issues that stand."""


class ProposerMayNotApprove(Refusal):
    """Who proposes a common issue does not approve it."""


class CommonIssueStatus(StrEnum):
    """How far the common issue has come."""

    NEW = "new"
    PROPOSED = "proposed"
    APPROVED = "approved"


@frozen
class CommonIssue:
    """Only what `decide` asks about."""

    status: CommonIssueStatus = CommonIssueStatus.NEW
    proposed: CommonIssueProposed | None = None


ALLOWED: Final = {
    ProposeCommonIssue: allow(OFFICE, when={CommonIssueStatus.NEW}),
    ApproveCommonIssue: allow(
        *(LEADING_GROUP, DISPATCHING_COMMITTEE, OFFICE), when={CommonIssueStatus.PROPOSED}
    ),
}

_STANDS: Final = {
    IssueStatus.APPROVED,
    IssueStatus.FED_BACK,
    IssueStatus.IN_RECTIFICATION,
    IssueStatus.RESOLVED,
    IssueStatus.CLOSED,
}


def reads(command: CommonIssueCommand) -> tuple[str, ...]:
    """A common issue is proposed on the issues that it cites."""
    match command:
        case ProposeCommonIssue(issues=issues):
            return tuple(map(issue_stream, dict.fromkeys(issues)))
        case _:
            return ()


def decide(
    command: CommonIssueCommand, common: CommonIssue, context: Context
) -> list[CommonIssueEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case ProposeCommonIssue():
            return [_proposed(command, context)]
        case ApproveCommonIssue():
            if common.proposed is not None and context.actor == common.proposed.by:
                raise ProposerMayNotApprove
            return [CommonIssueApproved()]
        case _:
            assert_never(command)


def evolve(common: CommonIssue, event: CommonIssueEvent) -> CommonIssue:
    """Take in what happened."""
    match event:
        case CommonIssueProposed():
            return replace(common, status=CommonIssueStatus.PROPOSED, proposed=event)
        case CommonIssueApproved():
            return replace(common, status=CommonIssueStatus.APPROVED)
        case _:
            assert_never(event)


def _proposed(command: ProposeCommonIssue, context: Context) -> CommonIssueProposed:
    issues = tuple(dict.fromkeys(command.issues))
    if len(issues) < CHILDREN_MIN:
        raise TwoChildIssuesNeeded
    units = {_unit_of(issue, context.others) for issue in issues}
    if len(units) < UNITS_MIN:
        raise TwoUnitsNeeded
    return CommonIssueProposed(
        common_issue=command.common_issue,
        title=command.title,
        domain=command.domain,
        issues=issues,
        units=len(units),
        by=ActorId(context.actor),
    )


def _unit_of(issue: IssueId, others: Mapping[str, Any]) -> str | None:
    found = issue_among(others, issue)
    if found.status not in _STANDS:
        raise ChildIssueNotApproved(issue=issue)
    return found.about


common_issue: Final = Aggregate(
    kind="common_issue",
    initial=CommonIssue(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
