"""An issue is raised, approved by somebody else, fed back to its unit, and resolved."""

from libs.common.decider.roles import DISPATCHING_COMMITTEE, GROUP_LEADER
from libs.common.testing.given import scenario
from services.issues.domain.issue import (
    ApproveIssue,
    IssueCodeTaken,
    IssueOfOtherUnit,
    IssueStatus,
    MarkFedBack,
    RaiseIssue,
    RaiserMayNotApprove,
    ResolveIssue,
    issue,
)
from services.issues.wire import WIRE
from tests.issues.examples import (
    ANA,
    BO,
    FEEDBACK,
    OTHER_TOWN,
    PERMITS,
    TOWN,
    approved,
    fed_back,
    raised,
    resolved,
)

given = scenario(issue)
raise_it = RaiseIssue(
    issue=PERMITS,
    round=raised.round,
    unit=TOWN,
    code=raised.code,
    title=raised.title,
    domain=raised.domain,
    item_type=raised.item_type,
)
mark = MarkFedBack(feedback=FEEDBACK, unit=TOWN)


def test_a_group_leader_raises_an_issue() -> None:
    given().when(raise_it, by=ANA, role=GROUP_LEADER).then(raised)


def test_somebody_else_approves_it() -> None:
    given(raised).when(ApproveIssue(), by=BO, role=DISPATCHING_COMMITTEE).then(approved)


def test_the_raiser_may_not_approve_it() -> None:
    again = given(raised).when(ApproveIssue(), by=ANA, role=DISPATCHING_COMMITTEE)
    again.then_refused(RaiserMayNotApprove)


def test_it_is_fed_back_to_its_unit() -> None:
    given(raised, approved).when(mark).then(fed_back)


def test_another_unit_is_not_told_of_it() -> None:
    wrong = MarkFedBack(feedback=FEEDBACK, unit=OTHER_TOWN)
    given(raised, approved).when(wrong).then_refused(IssueOfOtherUnit)


def test_it_is_resolved_when_its_row_is_written_off() -> None:
    given(raised, approved, fed_back).when(ResolveIssue()).then(resolved)


def test_the_write_off_may_be_heard_of_before_the_feedback() -> None:
    given(raised, approved).when(ResolveIssue()).then(resolved)
    late = given(raised, approved, resolved)
    late.when(mark).then(fed_back)
    assert given(raised, approved, resolved, fed_back).state().status is IssueStatus.RESOLVED


def test_a_unit_sees_an_issue_only_once_it_was_told() -> None:
    assert given(raised, approved).state().unit is None
    assert given(raised, approved, fed_back).state().unit == TOWN


def test_a_code_belongs_to_one_issue() -> None:
    (claim,) = WIRE.line(raised, "issue").claims(raised)
    assert claim.key == "issue-code:ISS-360722-C01-001"
    assert claim.refusal is IssueCodeTaken
