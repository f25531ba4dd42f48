"""A common issue cites approved issues of several units, and names no unit."""

from dataclasses import replace

from libs.common.decider.roles import LEADING_GROUP, OFFICE
from libs.common.testing.given import Given, scenario
from services.issues.domain.common_issue import (
    ApproveCommonIssue,
    ChildIssueNotApproved,
    CommonIssue,
    CommonIssueCommand,
    CommonIssueEvent,
    ProposeCommonIssue,
    ProposerMayNotApprove,
    TwoChildIssuesNeeded,
    TwoUnitsNeeded,
    common_issue,
)
from services.issues.domain.issue.rules import issue
from tests.issues.issue_examples import (
    ANA,
    BO,
    COMMON,
    OTHER_TOWN,
    PERMITS,
    PURCHASES,
    TOWN,
    approved,
    common_approved,
    proposed,
    raised,
    stands_elsewhere,
)

given = scenario(common_issue)
propose = ProposeCommonIssue(
    common_issue=COMMON,
    title=proposed.title,
    domain=proposed.domain,
    issues=(PERMITS, PURCHASES),
)


def found_in(
    *units: str, stands: bool = True
) -> Given[CommonIssueCommand, CommonIssueEvent, CommonIssue]:
    """Say in which units the two issues were found, and whether they stand."""
    more = (approved,) if stands else ()
    first, second = (replace(stands_elsewhere, unit=unit) for unit in units)
    return given().seeing(issue, PERMITS, first, *more).seeing(issue, PURCHASES, second, *more)


def test_mechanism_52_what_two_units_have_alike_is_proposed_without_their_names() -> None:
    found_in(TOWN, OTHER_TOWN).when(propose, by=ANA).then(proposed)
    assert TOWN not in str(proposed)


def test_mechanism_52_two_issues_of_one_unit_are_not_common() -> None:
    found_in(TOWN, TOWN).when(propose, by=ANA).then_refused(TwoUnitsNeeded)


def test_one_issue_cited_twice_is_one() -> None:
    alone = replace(propose, issues=(PERMITS, PERMITS))
    given().seeing(issue, PERMITS, raised, approved).when(alone, by=ANA).then_refused(
        TwoChildIssuesNeeded
    )


def test_what_does_not_stand_yet_is_not_cited() -> None:
    found_in(TOWN, OTHER_TOWN, stands=False).when(propose, by=ANA).then_refused(
        ChildIssueNotApproved, issue=PERMITS
    )


def test_mechanism_52_somebody_else_approves_it() -> None:
    given(proposed).when(ApproveCommonIssue(), by=BO, role=LEADING_GROUP).then(common_approved)
    given(proposed).when(ApproveCommonIssue(), by=ANA, role=OFFICE).then_refused(
        ProposerMayNotApprove
    )
