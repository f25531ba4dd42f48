"""An issue is raised, approved by somebody else, fed back to its unit, and resolved."""

from libs.common.decider import RoleMayNot, WrongState
from libs.common.decider.roles import DISPATCHING_COMMITTEE, GROUP_LEADER, OFFICE
from libs.common.testing.given import scenario
from services.issues.domain.issue.commands import (
    ApproveIssue,
    CloseIssue,
    DropIssue,
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
from services.issues.domain.issue.rules import (
    IssueCodeTaken,
    IssueOfOtherUnit,
    ListDecides,
    RaiserMayNotApprove,
    issue,
)
from services.issues.domain.issue.state import IssueStatus
from services.issues.wire import WIRE
from tests.issues.issue_examples import (
    ANA,
    BO,
    CASE,
    FEEDBACK,
    OTHER_TOWN,
    PERMITS,
    TOWN,
    approved,
    case_closed,
    closed,
    confirmed,
    dropped,
    fed_back,
    found,
    in_rectification,
    listed,
    merged,
    raised,
    reopened,
    resolved,
    tagged,
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


def test_the_office_takes_an_issue_over() -> None:
    given().when(raise_it, by=ANA, role=OFFICE).then(raised)


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


def test_it_is_tagged_for_the_government_and_a_sector_once() -> None:
    tag = TagIssue(gov_function=True, sector=tagged.sector)
    given(raised).when(tag, role=OFFICE).then(tagged)
    given(raised, tagged).when(tag, role=OFFICE).then()
    given(raised, tagged).when(TagIssue(gov_function=True), role=OFFICE).then(
        type(tagged)(gov_function=True)
    )


def test_what_was_dropped_is_not_tagged() -> None:
    tag = TagIssue(gov_function=True)
    given(found, listed, dropped).when(tag, role=OFFICE).then_refused(WrongState)


def test_an_issue_of_an_engagement_is_listed_confirmed_and_approved_with_its_list() -> None:
    given(found).when(MarkListed()).then(listed)
    given(found, listed).when(MarkConfirmed()).then(confirmed)
    given(found, listed, confirmed).when(MarkApproved()).then(approved)


def test_an_issue_of_an_engagement_is_not_approved_by_hand() -> None:
    given(found).when(ApproveIssue(), by=BO, role=OFFICE).then_refused(ListDecides)


def test_it_is_merged_or_dropped_with_a_reason() -> None:
    given(found, listed).when(MergeIssue(into=PERMITS)).then(merged)
    given(found, listed).when(DropIssue(reason=dropped.reason)).then(dropped)


def test_it_is_in_rectification_until_its_row_is_written_off_and_its_case_closed() -> None:
    given(raised, approved, fed_back).when(MarkInRectification(case=CASE)).then(in_rectification)
    so_far = (raised, approved, fed_back, in_rectification)
    given(*so_far).when(ResolveIssue()).then(resolved)
    given(*so_far, resolved).when(CloseIssue()).then(closed)
    assert given(*so_far, resolved, closed).state().status is IssueStatus.CLOSED


def test_an_issue_that_rightly_runs_on_closes_when_it_is_resolved_after_its_case() -> None:
    so_far = (raised, approved, fed_back, in_rectification)
    given(*so_far).when(CloseIssue()).then(case_closed)
    given(*so_far, case_closed).when(ResolveIssue()).then(resolved, closed)


def test_a_closed_issue_is_reopened_and_goes_the_same_way_again() -> None:
    done = (raised, approved, fed_back, in_rectification, resolved, closed)
    given(*done).when(ReopenIssue()).then(reopened)
    assert given(*done, reopened).state().status is IssueStatus.IN_RECTIFICATION
    given(*done, reopened).when(ResolveIssue()).then(resolved)
    given(*done, reopened, resolved).when(CloseIssue()).then(closed)


def test_nothing_that_is_open_is_reopened() -> None:
    given(raised, approved, fed_back).when(ReopenIssue()).then()


def test_what_is_heard_again_changes_nothing() -> None:
    done = (found, listed, confirmed, approved, fed_back, in_rectification, resolved, closed)
    for heard in (
        *(MarkListed(), MarkConfirmed(), MarkApproved(), mark),
        *(MarkInRectification(case=CASE), ResolveIssue(), CloseIssue()),
    ):
        given(*done).when(heard).then()


def test_only_rectification_moves_it_from_there_on() -> None:
    given(raised, approved).when(ResolveIssue(), role=OFFICE).then_refused(RoleMayNot)
    given(raised, approved).when(MarkInRectification(case=CASE), role=GROUP_LEADER).then_refused(
        RoleMayNot
    )
