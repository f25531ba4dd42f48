"""The two sortings: the second accounts for every line of the first."""

from collections.abc import Iterable, Mapping
from typing import Any

from libs.common.decider import Refusal
from services.issues.domain.issue.state import issue_among
from services.issues.domain.issue_list.commands import IssueListCommand, SortList, SortListAgain
from services.issues.domain.issue_list.facts import Drop, Finding, IssueListSorted, Merge
from services.issues.domain.issue_list.state import IssueList
from services.issues.domain.vocabulary import EngagementKey, IssueId


class IssueSortedTwice(Refusal):
    """An issue is one line of a sorting: kept, merged or dropped."""


class IssueOfOtherEngagement(Refusal):
    """A list holds the issues that were raised in its own engagement."""


class LineForgotten(Refusal):
    """The second sorting accounts for every line of the first: kept, merged or dropped."""


class MergeNeedsKeptLine(Refusal):
    """A line is merged into one that is kept."""


def issues_of(command: IssueListCommand) -> tuple[IssueId, ...]:
    """List the issues that a sorting names as lines."""
    match command:
        case SortList(issues=issues):
            return issues
        case SortListAgain(kept=kept, merged=merged, dropped=dropped):
            return *kept, *(line.issue for line in merged), *(line.issue for line in dropped)
        case _:
            return ()


def first_sorting(
    command: SortList, engagement: EngagementKey, others: Mapping[str, Any]
) -> IssueListSorted:
    """Put raised issues on the list."""
    _each_once(command.issues)
    return IssueListSorted(sorting=1, kept=_findings(command.issues, engagement, others))


def second_sorting(
    command: SortListAgain, before: IssueList, others: Mapping[str, Any]
) -> IssueListSorted:
    """Say of every line what becomes of it."""
    named = issues_of(command)
    _each_once(named)
    for issue in before.first:
        if issue not in named:
            raise LineForgotten(issue=issue)
    for line in command.merged:
        if line.into not in command.kept:
            raise MergeNeedsKeptLine(issue=line.issue)
    _findings(named, before.head.engagement, others)
    return IssueListSorted(
        sorting=2,
        kept=_findings(command.kept, before.head.engagement, others),
        merged=tuple(Merge(issue=line.issue, into=line.into) for line in command.merged),
        dropped=tuple(Drop(issue=line.issue, reason=line.reason) for line in command.dropped),
    )


def _each_once(issues: tuple[IssueId, ...]) -> None:
    for issue in issues:
        if issues.count(issue) > 1:
            raise IssueSortedTwice(issue=issue)


def _findings(
    issues: Iterable[IssueId], engagement: EngagementKey, others: Mapping[str, Any]
) -> tuple[Finding, ...]:
    return tuple(_finding(issue, engagement, others) for issue in issues)


def _finding(issue: IssueId, engagement: EngagementKey, others: Mapping[str, Any]) -> Finding:
    raised = issue_among(others, issue).raised
    if raised is None or raised.engagement != engagement:
        raise IssueOfOtherEngagement(issue=issue)
    return Finding(
        issue=issue,
        code=raised.code,
        title=raised.title,
        domain=raised.domain,
        item_type=raised.item_type,
    )
