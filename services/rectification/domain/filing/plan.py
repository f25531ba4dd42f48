"""The rectification plan: a filing that promises at least one measure for each issue."""

from dataclasses import replace
from operator import attrgetter
from typing import Final, TypeAlias

from libs.common.decider import Aggregate, Context, allow
from libs.common.decider.roles import UNIT
from services.rectification.domain.day import end_of_working_day
from services.rectification.domain.filing import rules, state
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    AssignReviewers,
    OpenFiling,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SavePlanDraft,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    Measure,
    PlanDrafted,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.filing.state import Filing
from services.rectification.domain.own_unit import check_own

PlanEvent: TypeAlias = (
    FilingOpened
    | PlanDrafted
    | FilingSubmitted
    | FilingReviewersAssigned
    | ReviewerOpinionRecorded
    | FilingReturned
    | FilingResubmitted
    | FilingAccepted
)
PlanCommand: TypeAlias = (
    OpenFiling
    | SavePlanDraft
    | SubmitFiling
    | AssignReviewers
    | RecordOpinion
    | ReturnFiling
    | ResubmitFiling
    | AcceptFiling
)

ALLOWED: Final = {**rules.ALLOWED, SavePlanDraft: allow(UNIT, when=rules.DRAFTED_WHEN)}


def decide(command: PlanCommand, filing: Filing, context: Context) -> list[PlanEvent]:
    """Say what happens to a plan; but for its draft, what happens to any filing."""
    match command:
        case SavePlanDraft(measures=measures):
            check_own(filing.unit, context)
            _check_measures(filing, measures)
            return [PlanDrafted(measures=measures)]
        case _:
            return [*rules.decide(command, filing, context)]


def evolve(filing: Filing, event: PlanEvent) -> Filing:
    """Take in what happened to a plan."""
    match event:
        case PlanDrafted(measures=measures):
            return replace(filing, measures=measures)
        case _:
            return state.evolve(filing, event)


def _check_measures(filing: Filing, measures: tuple[Measure, ...]) -> None:
    rules.check_told(filing, tuple(measure.issue for measure in measures))
    for measure in measures:
        end_of_working_day(measure.due_on)


plan: Final = Aggregate(
    kind="plan",
    initial=Filing(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=rules.reads,
)
