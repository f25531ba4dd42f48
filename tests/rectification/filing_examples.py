"""Canonical facts of plans and progress reports: tests vary only what matters."""

from dataclasses import replace
from datetime import date
from typing import Final

from libs.common.deadlines import end_of
from services.rectification.domain.filing.facts import (
    Answer,
    Comment,
    FilingAccepted,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    IssueOutcome,
    ItemDue,
    Measure,
    PlanDrafted,
    ProgressReportDrafted,
    Rating,
    ReviewBody,
    ReviewerOpinionRecorded,
    TruthStatementSigned,
)
from services.rectification.domain.item.facts import (
    Outcome,
)
from services.rectification.domain.vocabulary import (
    ActorId,
    FilingKind,
)
from tests.rectification.ground import (
    ANA,
    BO,
    CASE,
    CY,
    DI,
    DIGEST,
    DIVISION,
    OTHER_DIGEST,
    PERMITS,
    PLAN_DUE,
    PROGRESS_DUE,
    PURCHASES,
    ROUND,
    ROW_DUE,
    TOWN,
    TOWN_NAME,
)

measures: Final = (
    Measure(issue=PERMITS, goal="超期件清零", owner="镇自然资源所", due_on=date(2026, 6, 30)),
    Measure(issue=PERMITS, goal="建立周核对", owner="镇政府办", due_on=date(2026, 8, 31)),
    Measure(issue=PURCHASES, goal="补做询价", owner="镇财政所", due_on=date(2026, 7, 31)),
)
outcomes: Final = (
    IssueOutcome(issue=PERMITS, outcome=Outcome.COMPLETED, evidence=(DIGEST,)),
    IssueOutcome(issue=PURCHASES, outcome=Outcome.CONTINUING, evidence=()),
)
reviewers: Final = {
    ReviewBody.OFFICE: ActorId(BO),
    ReviewBody.SUPERVISION_BODY: ActorId(BO),
    ReviewBody.ORGANISATION_DEPARTMENT: ActorId(DI),
}


def filing_opened(filing: FilingKind) -> FilingOpened:
    """Let the unit owe this filing."""
    due_at = {FilingKind.PLAN: PLAN_DUE, FilingKind.PROGRESS: PROGRESS_DUE}[filing]
    return FilingOpened(
        filing=filing,
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=(PERMITS, PURCHASES),
        due_at=due_at,
    )


def submitted(filing: FilingKind, *, late: bool = False) -> FilingSubmitted:
    """Let the unit have filed it."""
    return FilingSubmitted(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=1,
        late=late,
        by=ActorId(ANA),
    )


def reviewers_assigned(filing: FilingKind) -> FilingReviewersAssigned:
    """Let the office have named who reads it."""
    return FilingReviewersAssigned(filing=filing, case=CASE, reviewers=reviewers)


def opinion(
    filing: FilingKind, body: ReviewBody, version: int = 1, rating: Rating = Rating.GOOD
) -> ReviewerOpinionRecorded:
    """Let a body have rated it."""
    return ReviewerOpinionRecorded(
        filing=filing, case=CASE, version=version, body=body, rating=rating, by=reviewers[body]
    )


def opinions(filing: FilingKind, version: int = 1) -> tuple[ReviewerOpinionRecorded, ...]:
    """Let every body have rated it."""
    return tuple(opinion(filing, body, version) for body in ReviewBody)


def returned(filing: FilingKind) -> FilingReturned:
    """Let it have gone back with two comments."""
    return FilingReturned(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=1,
        comments=2,
        wording=(
            Comment(number=1, text="第一条措施无责任人"),
            Comment(number=2, text="时限过长"),
        ),
    )


answers: Final = (
    Answer(number=1, text="已明确责任单位"),
    Answer(number=2, text="已提前一个月"),
)


def resubmitted(filing: FilingKind) -> FilingResubmitted:
    """Let the unit have filed it again."""
    return FilingResubmitted(
        filing=filing,
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        version=2,
        late=False,
        answers=answers,
        by=ActorId(ANA),
    )


plan_drafted: Final = PlanDrafted(measures=measures)
report_drafted: Final = ProgressReportDrafted(outcomes=outcomes)
truth_signed: Final = TruthStatementSigned(statement=OTHER_DIGEST, by=ActorId(CY))
DRAFTS: Final = {
    FilingKind.PLAN: (filing_opened(FilingKind.PLAN), plan_drafted),
    FilingKind.PROGRESS: (filing_opened(FilingKind.PROGRESS), report_drafted, truth_signed),
}
plan_accepted: Final = FilingAccepted(
    filing=FilingKind.PLAN,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    version=1,
    due=(
        ItemDue(issue=PERMITS, due_at=ROW_DUE),
        ItemDue(issue=PURCHASES, due_at=end_of(date(2026, 7, 31))),
    ),
)
report_accepted: Final = FilingAccepted(
    filing=FilingKind.PROGRESS,
    case=CASE,
    unit=TOWN,
    unit_name=TOWN_NAME,
    version=1,
    outcomes=outcomes,
)


def _sent_back(filing: FilingKind) -> tuple[object, ...]:
    asked = (DRAFTS[filing], (submitted(filing), reviewers_assigned(filing), returned(filing)))
    return tuple(event for events in asked for event in events)


def _rated(filing: FilingKind) -> tuple[object, ...]:
    return (
        *DRAFTS[filing],
        submitted(filing),
        replace(reviewers_assigned(filing), reviewers=dict.fromkeys(reviewers, ActorId(BO))),
        *(replace(each, by=ActorId(BO)) for each in opinions(filing)),
    )
