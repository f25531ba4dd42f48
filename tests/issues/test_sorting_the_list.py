"""The list is sorted twice, and the second sorting accounts for every line of the first."""

from dataclasses import replace

from libs.common.decider import WrongState
from libs.common.decider.roles import DEPUTY_LEADER, LIAISON_OFFICER
from libs.common.testing.given import Given, scenario
from services.issues.domain.group import NotOfTheGroup
from services.issues.domain.issue.rules import issue
from services.issues.domain.issue_list.commands import (
    DroppedLine,
    FreezeList,
    IssueListCommand,
    MergedLine,
    NoteResultUse,
    OpenList,
    SortList,
    SortListAgain,
)
from services.issues.domain.issue_list.facts import IssueListEvent
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.issue_list.sorting import (
    IssueOfOtherEngagement,
    IssueSortedTwice,
    LineForgotten,
    MergeNeedsKeptLine,
)
from services.issues.domain.issue_list.state import IssueList
from services.issues.domain.vocabulary import IssueId
from tests.issues.issue_examples import (
    ANA,
    BO,
    CY,
    DI,
    ENGAGEMENT,
    GROUP,
    LAND,
    OTHER_ENGAGEMENT,
    PERMITS,
    PURCHASES,
    found,
    found_land,
    found_purchases,
)
from tests.issues.list_examples import (
    finding,
    findings_reported,
    frozen_list,
    linked,
    list_approved,
    opened,
    sorted_once,
    sorted_twice,
    use_noted,
)

LATE = IssueId("0195e100-0000-7000-8000-000000000013")
found_late = replace(found_land, issue=LATE)
open_it = OpenList(
    engagement=ENGAGEMENT,
    round=opened.round,
    unit=opened.unit,
    unit_name=opened.unit_name,
    division=opened.division,
    group=opened.group,
    team=GROUP,
)
first = SortList(issues=(PERMITS, PURCHASES, LAND))
second = SortListAgain(
    kept=(PERMITS,),
    merged=(MergedLine(issue=PURCHASES, into=PERMITS),),
    dropped=(DroppedLine(issue=LAND, reason="事实不足以支撑"),),
)
note = NoteResultUse(hearing=use_noted.hearing, use=use_noted.use)


def given(*facts: IssueListEvent) -> Given[IssueListCommand, IssueListEvent, IssueList]:
    """Say what happened to the list, where all these issues are raised."""
    so_far = scenario(issue_list)(*facts)
    for each in (found, found_purchases, found_land, found_late):
        so_far = so_far.seeing(issue, each.issue, each)
    return so_far


def test_a_list_is_opened_when_the_group_enters_and_once() -> None:
    given().when(open_it).then(opened)
    given(opened).when(open_it).then()


def test_the_first_sorting_takes_up_what_was_raised() -> None:
    given(opened).when(first, by=CY, role=LIAISON_OFFICER).then(sorted_once)


def test_what_nobody_raised_in_this_engagement_is_no_line() -> None:
    unraised = given(opened).seeing(issue, PERMITS)
    refused = unraised.when(first, by=CY, role=LIAISON_OFFICER)
    refused.then_refused(IssueOfOtherEngagement, issue=PERMITS)
    elsewhere = replace(found_purchases, engagement=OTHER_ENGAGEMENT)
    other = given(opened).seeing(issue, PURCHASES, elsewhere)
    other.when(first, by=CY, role=LIAISON_OFFICER).then_refused(
        IssueOfOtherEngagement, issue=PURCHASES
    )


def test_a_line_stands_once_in_a_sorting() -> None:
    twice = SortList(issues=(PERMITS, PERMITS))
    given(opened).when(twice, by=CY, role=LIAISON_OFFICER).then_refused(
        IssueSortedTwice, issue=PERMITS
    )
    both = replace(second, kept=(PERMITS, LAND))
    given(opened, sorted_once).when(both, by=BO, role=DEPUTY_LEADER).then_refused(
        IssueSortedTwice, issue=LAND
    )


def test_mechanism_44_the_second_sorting_keeps_merges_or_drops_every_line() -> None:
    given(opened, sorted_once).when(second, by=BO, role=DEPUTY_LEADER).then(sorted_twice)


def test_mechanism_44_a_forgotten_line_is_refused_by_name() -> None:
    forgetful = replace(second, dropped=())
    given(opened, sorted_once).when(forgetful, by=BO, role=DEPUTY_LEADER).then_refused(
        LineForgotten, issue=LAND
    )


def test_the_second_sorting_adds_what_was_found_since() -> None:
    more = replace(second, kept=(PERMITS, LATE))
    wanted = replace(sorted_twice, kept=(finding(found), finding(found_late)))
    given(opened, sorted_once).when(more, by=BO, role=DEPUTY_LEADER).then(wanted)


def test_a_line_is_merged_into_one_that_is_kept() -> None:
    wrong = replace(second, merged=(MergedLine(issue=PURCHASES, into=LAND),))
    given(opened, sorted_once).when(wrong, by=BO, role=DEPUTY_LEADER).then_refused(
        MergeNeedsKeptLine, issue=PURCHASES
    )


def test_the_second_sorting_is_done_anew_until_the_list_is_frozen() -> None:
    so_far = (opened, sorted_once, sorted_twice)
    given(*so_far).when(second, by=BO, role=DEPUTY_LEADER).then(sorted_twice)
    given(*so_far, frozen_list).when(second, by=BO, role=DEPUTY_LEADER).then_refused(WrongState)


def test_a_list_sorted_once_is_not_frozen() -> None:
    given(opened, sorted_once).when(FreezeList(), by=ANA).then_refused(WrongState)


def test_the_leader_of_the_group_freezes_the_list() -> None:
    so_far = (opened, sorted_once, sorted_twice)
    given(*so_far).when(FreezeList(), by=ANA).then(frozen_list)
    given(*so_far).when(FreezeList(), by=BO).then_refused(NotOfTheGroup)


def test_a_member_does_not_sort_even_in_another_groups_office() -> None:
    given(opened).when(first, by=DI, role=LIAISON_OFFICER).then_refused(NotOfTheGroup)


def test_the_use_of_results_approves_a_frozen_list_once() -> None:
    so_far = (opened, sorted_once, sorted_twice, frozen_list)
    given(*so_far).when(note).then(use_noted, list_approved)
    given(*so_far, use_noted, list_approved).when(note).then()


def test_a_use_that_is_heard_of_first_approves_the_list_at_its_freeze() -> None:
    given().when(note).then(use_noted)
    given(use_noted).when(open_it).then(opened)
    so_far = (use_noted, opened, sorted_once, sorted_twice)
    given(*so_far).when(FreezeList(), by=ANA).then(frozen_list, list_approved)


def test_a_linked_engagement_reports_its_findings_without_the_units_name() -> None:
    so_far = (linked, sorted_once, sorted_twice, frozen_list)
    given(*so_far).when(note).then(use_noted, list_approved, findings_reported)
    assert linked.unit_name not in str(findings_reported)
