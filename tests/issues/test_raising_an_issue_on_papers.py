"""A group raises an issue of its engagement, by leader or liaison officer, on signed papers."""

from dataclasses import replace

from libs.common.decider.roles import GROUP_LEADER, LIAISON_OFFICER, OFFICE
from libs.common.testing.given import Given, scenario
from services.issues.domain.group import NotOfTheGroup
from services.issues.domain.issue.commands import IssueCommand, RaiseIssue
from services.issues.domain.issue.facts import IssueEvent
from services.issues.domain.issue.raising import (
    EngagementNeeded,
    IssueOutsideEngagement,
    PaperNotSigned,
    SignedPaperNeeded,
)
from services.issues.domain.issue.rules import issue
from services.issues.domain.issue.state import Issue
from services.issues.domain.issue_list.facts import IssueListEvent
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.issue_list.state import ListNotOpen
from services.issues.domain.paper.facts import WorkingPaperEvent
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.vocabulary import ActorId, RoundKey
from services.issues.wire import WIRE
from tests.issues.issue_examples import (
    ANA,
    BO,
    CY,
    ENGAGEMENT,
    OTHER_ENGAGEMENT,
    OTHER_TOWN,
    PAPER,
    STRANGER,
    found,
    raised,
)
from tests.issues.list_examples import frozen_list, opened, sorted_once, sorted_twice
from tests.issues.paper_examples import (
    attached,
    consulted,
    drafted,
    facts_confirmed,
    filed,
    reviewed,
    signed,
)

raise_it = RaiseIssue(
    issue=found.issue,
    round=found.round,
    unit=found.unit,
    code=found.code,
    title=found.title,
    domain=found.domain,
    item_type=found.item_type,
    engagement=ENGAGEMENT,
    papers=(PAPER,),
)
ready = (drafted, attached, facts_confirmed, reviewed, consulted)


def found_by_the_group(
    *paper: WorkingPaperEvent, engagement: tuple[IssueListEvent, ...] = (opened,)
) -> Given[IssueCommand, IssueEvent, Issue]:
    """Say how far paper and list are."""
    listed = scenario(issue)().seeing(issue_list, ENGAGEMENT, *engagement)
    return listed.seeing(working_paper, PAPER, *(paper or (*ready, signed)))


def test_the_leader_raises_it_on_a_signed_paper() -> None:
    found_by_the_group().when(raise_it, by=ANA, role=GROUP_LEADER).then(found)


def test_the_liaison_officer_raises_it_on_a_filed_paper() -> None:
    by_cy = replace(found, by=ActorId(CY))
    found_by_the_group(*ready, signed, filed).when(raise_it, by=CY, role=LIAISON_OFFICER).then(
        by_cy
    )


def test_another_groups_leader_does_not_raise_it() -> None:
    for actor in (BO, STRANGER):
        found_by_the_group().when(raise_it, by=actor, role=GROUP_LEADER).then_refused(NotOfTheGroup)


def test_an_unsigned_paper_carries_no_issue() -> None:
    found_by_the_group(*ready).when(raise_it, by=ANA, role=GROUP_LEADER).then_refused(
        PaperNotSigned, paper=PAPER
    )


def test_a_paper_of_another_engagement_carries_no_issue() -> None:
    elsewhere = (replace(drafted, engagement=OTHER_ENGAGEMENT), *ready[1:], signed)
    found_by_the_group(*elsewhere).when(raise_it, by=ANA, role=GROUP_LEADER).then_refused(
        PaperNotSigned
    )


def test_without_a_paper_there_is_no_issue_of_an_engagement() -> None:
    found_by_the_group().when(replace(raise_it, papers=()), by=ANA, role=GROUP_LEADER).then_refused(
        SignedPaperNeeded
    )


def test_it_is_about_the_unit_and_round_of_its_engagement() -> None:
    for wrong in (replace(raise_it, unit=OTHER_TOWN), replace(raise_it, round=RoundKey("C02"))):
        found_by_the_group().when(wrong, by=ANA, role=GROUP_LEADER).then_refused(
            IssueOutsideEngagement
        )


def test_before_the_entry_and_after_the_freeze_nothing_is_raised() -> None:
    for facts in ((), (opened, sorted_once, sorted_twice, frozen_list)):
        found_by_the_group(engagement=facts).when(raise_it, by=ANA, role=GROUP_LEADER).then_refused(
            ListNotOpen
        )


def test_a_group_raises_nothing_outside_an_engagement() -> None:
    outside = replace(raise_it, engagement=None, papers=())
    scenario(issue)().when(outside, by=ANA, role=GROUP_LEADER).then_refused(EngagementNeeded)


def test_the_office_names_no_papers_without_an_engagement() -> None:
    outside = replace(raise_it, engagement=None)
    scenario(issue)().when(outside, by=ANA, role=OFFICE).then_refused(EngagementNeeded)


def test_an_issue_is_tagged_by_its_engagement_if_it_has_one() -> None:
    tags = WIRE.line(found, "issue").tags
    assert tags(found) == ["round:C01", "unit:360722-U01", f"engagement:{ENGAGEMENT}"]
    assert tags(raised) == ["round:C01", "unit:360722-U01"]
