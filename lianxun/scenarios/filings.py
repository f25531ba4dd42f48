"""What a unit and the bodies that review do about its plan and about its progress report."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lianxun.scenarios.acts import Act, calendar_day, working_day
from lianxun.scenarios.cases import DAYS_TO_PLAN, DAYS_TO_REPORT
from lianxun.scenarios.county import CLERK, HEAD, ORGANISATION, SUPERVISION
from lianxun.scenarios.dossier import Dossier
from lianxun.scenarios.evidence import digest_of
from lianxun.scenarios.row_acts import Row
from lianxun.scenarios.vocabulary import ItemType
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    Assignment,
    AssignReviewers,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SavePlanDraft,
    SaveReportDraft,
    SignTruthStatement,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import Answer, Measure, Rating, ReviewBody
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import progress
from services.rectification.domain.vocabulary import ActorId, CaseId, IssueId

DAYS_OF_PLAN: Final = 11
DAYS_OF_REPORT: Final = 10
DAYS_OF_ONE_RETURN: Final = 3
DAYS_TO_MEASURE: Final[dict[ItemType, int]] = {
    "immediate_fix": 30,
    "concentrated": 150,
    "long_term": 360,
}

COMMENT: Final = "第一项措施应当写明完成标准。"
ANSWER: Final = "已写明完成标准和责任科室。"
REVIEWERS: Final = {
    ReviewBody.OFFICE: CLERK,
    ReviewBody.SUPERVISION_BODY: SUPERVISION,
    ReviewBody.ORGANISATION_DEPARTMENT: ORGANISATION,
}


class Filing(NamedTuple):
    """One filing: from the day on which it is drafted to that on which it is accepted."""

    stream: str
    drafts: Sequence[object]
    begun: int
    accepted: int
    returns: int


def plan_acts(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Act]:
    """Have the plan accepted, with a measure for each issue."""
    accepted = dossier.round.feedback_day + DAYS_TO_PLAN
    measures = tuple(_measure(row, dossier) for row in rows)
    stream, returns = plan.stream(dossier.rectification), dossier.case.plan_returns
    drafts = [SavePlanDraft(measures=measures)]
    return _acts(dossier, Filing(stream, drafts, accepted - DAYS_OF_PLAN, accepted, returns))


def report_acts(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Act]:
    """Have the progress report accepted, which says how far each row is when it is drafted."""
    accepted = dossier.round.feedback_day + DAYS_TO_REPORT
    begun = accepted - DAYS_OF_REPORT
    outcomes = tuple(row.outcome_on(begun) for row in rows)
    statement = digest_of(f"{dossier.rectification}/statement")
    drafts = [
        SaveReportDraft(outcomes=outcomes),
        SignTruthStatement(statement=statement, as_head=True),
    ]
    stream, returns = progress.stream(dossier.rectification), dossier.case.report_returns
    return _acts(dossier, Filing(stream, drafts, begun, accepted, returns))


def _measure(row: Row, dossier: Dossier) -> Measure:
    due = working_day(dossier.round.feedback_day + DAYS_TO_MEASURE[row.issue.item_type])
    return Measure(
        issue=IssueId(row.key), goal="整改到位", owner="办公室", due_on=calendar_day(due)
    )


def _acts(dossier: Dossier, filing: Filing) -> Iterator[Act]:
    stream, day, unit = filing.stream, filing.begun, dossier.clerk
    submitted = SubmitFiling(case=CaseId(dossier.rectification))
    for place, command in enumerate([*filing.drafts, submitted]):
        yield Act(dossier.at(day, 15, place), unit, stream, command)
    assigned = AssignReviewers(
        reviewers=tuple(
            Assignment(body=body, reviewer=ActorId(who.actor)) for body, who in REVIEWERS.items()
        )
    )
    yield Act(dossier.at(day + 1, 15), CLERK, stream, assigned)
    yield from _opinions(dossier, stream, day + 1)
    for _ in range(filing.returns):
        day += DAYS_OF_ONE_RETURN
        answered = ResubmitFiling(answers=(Answer(number=1, text=ANSWER),))
        yield Act(dossier.at(day, 15), CLERK, stream, ReturnFiling(comments=(COMMENT,)))
        yield Act(dossier.at(day + 1, 15), unit, stream, answered)
        yield from _opinions(dossier, stream, day + 1)
    yield Act(dossier.at(filing.accepted, 17), HEAD, stream, AcceptFiling())


def _opinions(dossier: Dossier, stream: str, day: int) -> Iterator[Act]:
    for place, (body, who) in enumerate(REVIEWERS.items()):
        opinion = RecordOpinion(body=body, rating=Rating.GOOD)
        yield Act(dossier.at(day, 16, place), who, stream, opinion)
