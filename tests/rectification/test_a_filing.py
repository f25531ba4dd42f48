"""Plan and progress report go through one machine: filed, read, returned, answered, accepted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from libs.common.decider import Aggregate, RoleMayNot
from libs.common.decider.roles import GROUP_LEADER, OFFICE, REVIEWER, SUPERVISION_BODY
from libs.common.testing.given import Given, scenario
from services.rectification.domain.case.rules import case
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    Assignment,
    AssignReviewers,
    OpenFiling,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import Answer, Rating, ReviewBody
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import progress
from services.rectification.domain.filing.rules import (
    AcceptorMustBeThird,
    CommentUnanswered,
    IssueUnanswered,
    NoSuchComment,
    NotAssignedToReview,
    OpinionGivenAlready,
    OpinionMissing,
    SubmitterMayNotReview,
)
from services.rectification.domain.filing.state import Filing, FilingStatus
from services.rectification.domain.own_unit import NotYourUnit, UnitMayNotJudgeItself
from services.rectification.domain.vocabulary import ActorId, FilingKind, IssueId
from tests.rectification.examples import due_date_moved, opened
from tests.rectification.filing_examples import (
    DRAFTS,
    answers,
    filing_opened,
    opinion,
    opinions,
    plan_accepted,
    report_accepted,
    resubmitted,
    returned,
    reviewers,
    reviewers_assigned,
    submitted,
)
from tests.rectification.ground import (
    ANA,
    BO,
    CASE,
    CY,
    DI,
    DIVISION,
    OTHER_TOWN,
    PERMITS,
    PLAN_DUE,
    PROGRESS_DUE,
    PURCHASES,
    ROUND,
    TOWN,
    TOWN_NAME,
)

MACHINES: dict[FilingKind, Aggregate[Any, Any, Any]] = {
    FilingKind.PLAN: plan,
    FilingKind.PROGRESS: progress,
}
DUE = {FilingKind.PLAN: PLAN_DUE, FilingKind.PROGRESS: PROGRESS_DUE}
ACCEPTED = {FilingKind.PLAN: plan_accepted, FilingKind.PROGRESS: report_accepted}
submit = SubmitFiling(case=CASE)
assign = AssignReviewers(
    reviewers=tuple(Assignment(body=body, reviewer=actor) for body, actor in reviewers.items())
)
send_back = ReturnFiling(comments=("第一条措施无责任人", "时限过长"))
resubmit = ResubmitFiling(answers=answers)
each_filing = pytest.mark.parametrize("filing", list(FilingKind))


def given(filing: FilingKind, *facts: object) -> Given[Any, Any, Filing]:
    """Begin with a filing that is drafted."""
    return scenario(MACHINES[filing])(*DRAFTS[filing], *facts).seeing(case, CASE, opened)


def under_review(filing: FilingKind, *facts: object) -> Given[Any, Any, Filing]:
    """Begin with a filing that is filed and has its reviewers."""
    return given(filing, submitted(filing), reviewers_assigned(filing), *facts)


@each_filing
def test_a_case_lets_its_unit_owe_a_filing(filing: FilingKind) -> None:
    owe = OpenFiling(
        filing=filing,
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=(PERMITS, PURCHASES),
        due_at=DUE[filing],
    )
    scenario(MACHINES[filing])().when(owe).then(filing_opened(filing))


@each_filing
def test_a_unit_files_what_it_drafted(filing: FilingKind) -> None:
    given(filing).when(submit, by=ANA, unit=TOWN).then(submitted(filing))


@each_filing
def test_a_filing_is_late_after_the_last_second_of_its_day(filing: FilingKind) -> None:
    at = DUE[filing]
    given(filing).when(submit, by=ANA, unit=TOWN, at=at).then(submitted(filing))
    late = submitted(filing, late=True)
    given(filing).when(submit, by=ANA, unit=TOWN, at=at + timedelta(seconds=1)).then(late)


def test_lateness_goes_by_the_date_to_which_the_case_moved() -> None:
    with_more_time = given(FilingKind.PLAN).seeing(case, CASE, opened, due_date_moved)
    in_time = submitted(FilingKind.PLAN)
    with_more_time.when(submit, by=ANA, unit=TOWN, at=PLAN_DUE + timedelta(days=1)).then(in_time)


@each_filing
def test_nobody_files_for_another_unit(filing: FilingKind) -> None:
    given(filing).when(submit, unit=OTHER_TOWN).then_refused(NotYourUnit)
    back = under_review(filing, returned(filing))
    back.when(resubmit, unit=OTHER_TOWN).then_refused(NotYourUnit)


@each_filing
def test_what_is_filed_says_something_of_every_issue(filing: FilingKind) -> None:
    third = replace(filing_opened(filing), issues=(PERMITS, PURCHASES, IssueId("third")))
    owing = scenario(MACHINES[filing])(third, *DRAFTS[filing][1:]).seeing(case, CASE, opened)
    owing.when(submit, unit=TOWN).then_refused(IssueUnanswered, issue="third")


@each_filing
def test_the_office_names_who_reads_for_which_body(filing: FilingKind) -> None:
    given(filing, submitted(filing)).when(assign).then(reviewers_assigned(filing))


@each_filing
def test_who_filed_is_not_named_as_a_reviewer(filing: FilingKind) -> None:
    herself = AssignReviewers(
        reviewers=(Assignment(body=ReviewBody.OFFICE, reviewer=ActorId(ANA)),)
    )
    given(filing, submitted(filing)).when(herself).then_refused(SubmitterMayNotReview)


@each_filing
@pytest.mark.parametrize("body", list(ReviewBody))
def test_each_body_gives_its_opinion_by_whom_it_named(filing: FilingKind, body: ReviewBody) -> None:
    rate = RecordOpinion(body=body, rating=Rating.GOOD)
    reading = under_review(filing)
    reading.when(rate, by=reviewers[body], role=REVIEWER).then(opinion(filing, body))
    reading.when(rate, by=CY, role=REVIEWER).then_refused(NotAssignedToReview)


@each_filing
def test_who_reads_for_one_body_does_not_speak_for_another(filing: FilingKind) -> None:
    rate = RecordOpinion(body=ReviewBody.ORGANISATION_DEPARTMENT, rating=Rating.POOR)
    reading = under_review(filing)
    reading.when(rate, by=BO, role=SUPERVISION_BODY).then_refused(NotAssignedToReview)


@each_filing
def test_a_body_gives_one_opinion_on_a_version(filing: FilingKind) -> None:
    rate = RecordOpinion(body=ReviewBody.OFFICE, rating=Rating.GOOD)
    rated = under_review(filing, opinion(filing, ReviewBody.OFFICE))
    rated.when(rate, by=BO, role=OFFICE).then_refused(OpinionGivenAlready, body="office")
    again = under_review(filing, *opinions(filing), returned(filing), resubmitted(filing))
    second = opinion(filing, ReviewBody.OFFICE, version=2)
    again.when(rate, by=BO, role=OFFICE).then(second)


@each_filing
def test_who_filed_does_not_review_under_another_role(filing: FilingKind) -> None:
    rate = RecordOpinion(body=ReviewBody.OFFICE, rating=Rating.GOOD)
    for command in (rate, send_back):
        asked = under_review(filing).when(command, by=ANA, role=OFFICE)
        asked.then_refused(SubmitterMayNotReview)


@each_filing
def test_reviewers_and_office_return_a_filing_with_numbered_comments(filing: FilingKind) -> None:
    under_review(filing).when(send_back, by=DI, role=REVIEWER).then(returned(filing))
    under_review(filing).when(send_back, by=CY, role=OFFICE).then(returned(filing))
    stranger = under_review(filing).when(send_back, by=CY, role=REVIEWER)
    stranger.then_refused(NotAssignedToReview)


@each_filing
def test_the_unit_files_again_with_an_answer_to_each_comment(filing: FilingKind) -> None:
    back = under_review(filing, returned(filing))
    back.when(resubmit, by=ANA, unit=TOWN).then(resubmitted(filing))


@each_filing
def test_a_comment_without_an_answer_is_named(filing: FilingKind) -> None:
    half = ResubmitFiling(answers=answers[:1])
    back = under_review(filing, returned(filing))
    back.when(half, unit=TOWN).then_refused(CommentUnanswered, number=2)


@each_filing
def test_an_answer_is_to_a_comment_that_was_made(filing: FilingKind) -> None:
    beside = ResubmitFiling(answers=(*answers, Answer(number=3, text="另行说明")))
    back = under_review(filing, returned(filing))
    back.when(beside, unit=TOWN).then_refused(NoSuchComment, number=3)


@each_filing
def test_a_filing_that_was_late_first_is_late_again(filing: FilingKind) -> None:
    late = submitted(filing, late=True)
    back = given(filing, late, reviewers_assigned(filing), returned(filing))
    back.when(resubmit, by=ANA, unit=TOWN).then(replace(resubmitted(filing), late=True))


@each_filing
def test_a_third_person_accepts_once_every_body_has_its_opinion(filing: FilingKind) -> None:
    read = under_review(filing, *opinions(filing))
    read.when(AcceptFiling(), by=CY).then(ACCEPTED[filing])


@each_filing
@pytest.mark.parametrize("missing", list(ReviewBody))
def test_no_filing_is_accepted_without_the_opinion_of_each_body(
    filing: FilingKind, missing: ReviewBody
) -> None:
    given_by_others = [each for each in opinions(filing) if each.body is not missing]
    waiting = under_review(filing, *given_by_others).when(AcceptFiling(), by=CY)
    waiting.then_refused(OpinionMissing, body=missing.value)


@each_filing
def test_opinions_on_a_version_are_none_on_the_next(filing: FilingKind) -> None:
    again = under_review(filing, *opinions(filing), returned(filing), resubmitted(filing))
    again.when(AcceptFiling(), by=CY).then_refused(OpinionMissing)


@each_filing
@pytest.mark.parametrize("actor", [ANA, BO, DI])
def test_who_filed_or_reviewed_does_not_accept(filing: FilingKind, actor: str) -> None:
    read = under_review(filing, *opinions(filing))
    read.when(AcceptFiling(), by=actor).then_refused(AcceptorMustBeThird)


@each_filing
@pytest.mark.parametrize("role", [REVIEWER, GROUP_LEADER, "supervision_adviser"])
def test_an_adviser_never_accepts(filing: FilingKind, role: str) -> None:
    read = under_review(filing, *opinions(filing))
    read.when(AcceptFiling(), by=CY, role=role).then_refused(RoleMayNot)


@each_filing
def test_nobody_judges_the_filing_of_their_own_unit(filing: FilingKind) -> None:
    read = under_review(filing, *opinions(filing))
    for command in (assign, send_back, AcceptFiling()):
        asked = read.when(command, by=CY, role=OFFICE, body=TOWN)
        asked.then_refused(UnitMayNotJudgeItself)


@each_filing
def test_a_returned_filing_is_drafted_anew_and_stays_returned_until_it_is_answered(
    filing: FilingKind,
) -> None:
    redrafted = under_review(filing, returned(filing), *DRAFTS[filing][1:])
    assert redrafted.state().status is FilingStatus.RETURNED
    redrafted.when(resubmit, by=ANA, unit=TOWN).then(resubmitted(filing))
