"""Which rules say no to what is asked of an issue list, and how it changes."""

from dataclasses import replace
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, allow
from libs.common.decider.roles import DEPUTY_LEADER, GROUP_LEADER, LIAISON_OFFICER
from services.issues.domain.group import of_the_group
from services.issues.domain.issue.state import issue_stream
from services.issues.domain.issue_list.commands import (
    FreezeList,
    IssueListCommand,
    NoteResultUse,
    OpenList,
    SortList,
    SortListAgain,
)
from services.issues.domain.issue_list.facts import (
    FindingsReported,
    IssueListApproved,
    IssueListEvent,
    IssueListFrozen,
    IssueListOpened,
    IssueListSorted,
    ResultUseNoted,
)
from services.issues.domain.issue_list.sorting import first_sorting, issues_of, second_sorting
from services.issues.domain.issue_list.state import KIND, IssueList, IssueListStatus

_SORTED: Final = {IssueListStatus.SORTED_ONCE, IssueListStatus.SORTED_TWICE}

# Entry and use of results come from two streams of another service, so in any order.
ALLOWED: Final = {
    OpenList: allow(SYSTEM, when=set(IssueListStatus)),
    SortList: allow(*(GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER), when={IssueListStatus.OPENED}),
    SortListAgain: allow(*(GROUP_LEADER, DEPUTY_LEADER, LIAISON_OFFICER), when=_SORTED),
    FreezeList: allow(GROUP_LEADER, when={IssueListStatus.SORTED_TWICE}),
    NoteResultUse: allow(SYSTEM, when=set(IssueListStatus)),
}


def reads(command: IssueListCommand) -> tuple[str, ...]:
    """Sorting is decided on the issues that it names."""
    return tuple(map(issue_stream, dict.fromkeys(issues_of(command))))


def decide(
    command: IssueListCommand, issue_list: IssueList, context: Context
) -> list[IssueListEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case OpenList():
            return [_opened(command)] if issue_list.opened is None else []
        case SortList():
            of_the_group(context.actor, issue_list.head.team.paperwork)
            return [first_sorting(command, issue_list.head.engagement, context.others)]
        case SortListAgain():
            of_the_group(context.actor, issue_list.head.team.paperwork)
            return [second_sorting(command, issue_list, context.others)]
        case FreezeList():
            of_the_group(context.actor, frozenset({issue_list.head.team.leader}))
            final = _frozen(issue_list)
            return [final, *(_approved(issue_list) if issue_list.use_noted else [])]
        case NoteResultUse(hearing=hearing, use=use):
            if issue_list.use_noted:
                return []
            stands = issue_list.status is IssueListStatus.FROZEN
            noted = ResultUseNoted(hearing=hearing, use=use)
            return [noted, *(_approved(issue_list) if stands else [])]
        case _:
            assert_never(command)


def evolve(  # noqa: PLR0911 - a table
    issue_list: IssueList, event: IssueListEvent
) -> IssueList:
    """Take in what happened."""
    match event:
        case IssueListOpened():
            return replace(issue_list, status=IssueListStatus.OPENED, opened=event)
        case IssueListSorted(sorting=1, kept=kept):
            first = tuple(line.issue for line in kept)
            return replace(issue_list, status=IssueListStatus.SORTED_ONCE, first=first)
        case IssueListSorted():
            return replace(issue_list, status=IssueListStatus.SORTED_TWICE, second=event)
        case IssueListFrozen():
            return replace(issue_list, status=IssueListStatus.FROZEN)
        case ResultUseNoted():
            return replace(issue_list, use_noted=True)
        case IssueListApproved():
            return replace(issue_list, status=IssueListStatus.APPROVED)
        case FindingsReported():
            return issue_list
        case _:
            assert_never(event)


def _opened(command: OpenList) -> IssueListOpened:
    return IssueListOpened(
        engagement=command.engagement,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        group=command.group,
        team=command.team,
        programme=command.programme,
    )


def _frozen(issue_list: IssueList) -> IssueListFrozen:
    head, last = issue_list.head, issue_list.last
    return IssueListFrozen(
        engagement=head.engagement,
        round=head.round,
        unit=head.unit,
        issues=tuple(line.issue for line in last.kept),
        merged=last.merged,
        dropped=last.dropped,
    )


def _approved(issue_list: IssueList) -> list[IssueListEvent]:
    """Let the confirmed issues stand, and tell them to the level that leads the programme."""
    head, last = issue_list.head, issue_list.last
    approved = IssueListApproved(
        engagement=head.engagement,
        round=head.round,
        unit=head.unit,
        issues=tuple(line.issue for line in last.kept),
    )
    if head.programme is None:
        return [approved]
    reported = FindingsReported(
        programme=head.programme,
        engagement=head.engagement,
        division=head.division,
        findings=last.kept,
    )
    return [approved, reported]


issue_list: Final = Aggregate(
    kind=KIND,
    initial=IssueList(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
