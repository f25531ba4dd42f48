"""The progress report: a filing that says how far each issue has come, signed as true."""

from dataclasses import replace
from operator import attrgetter
from typing import Final, TypeAlias

from libs.common.decider import Aggregate, Context, Refusal, allow
from libs.common.decider.roles import UNIT
from services.rectification.domain.filing import rules, state
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    AssignReviewers,
    OpenFiling,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SaveReportDraft,
    SignTruthStatement,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    IssueOutcome,
    ProgressReportDrafted,
    ReviewerOpinionRecorded,
    TruthStatementSigned,
)
from services.rectification.domain.filing.state import Filing
from services.rectification.domain.item.facts import Outcome
from services.rectification.domain.own_unit import check_own
from services.rectification.domain.vocabulary import ActorId

ProgressEvent: TypeAlias = (
    FilingOpened
    | ProgressReportDrafted
    | TruthStatementSigned
    | FilingSubmitted
    | FilingReviewersAssigned
    | ReviewerOpinionRecorded
    | FilingReturned
    | FilingResubmitted
    | FilingAccepted
)
ProgressCommand: TypeAlias = (
    OpenFiling
    | SaveReportDraft
    | SignTruthStatement
    | SubmitFiling
    | AssignReviewers
    | RecordOpinion
    | ReturnFiling
    | ResubmitFiling
    | AcceptFiling
)


class OutcomeNamedTwice(Refusal):
    """A report says one thing of an issue."""


class OutcomeWithoutEvidence(Refusal):
    """What is said to be done, or done in the main, is shown."""


class HeadMustSign(Refusal):
    """The first responsible person signs that the report is true; nobody signs in their place."""


class TruthStatementNeeded(Refusal):
    """A report is filed as it was signed: who changes the draft has it signed again."""


ALLOWED: Final = {
    **rules.ALLOWED,
    SaveReportDraft: allow(UNIT, when=rules.DRAFTED_WHEN),
    SignTruthStatement: allow(UNIT, when=rules.DRAFTED_WHEN),
}


def decide(command: ProgressCommand, filing: Filing, context: Context) -> list[ProgressEvent]:
    """Say what happens to a report; but for draft and signature, what happens to any filing."""
    match command:
        case SaveReportDraft(outcomes=outcomes):
            check_own(filing.unit, context)
            _check_outcomes(filing, outcomes)
            return [ProgressReportDrafted(outcomes=outcomes)]
        case SignTruthStatement(statement=statement, as_head=as_head):
            check_own(filing.unit, context)
            if not as_head:
                raise HeadMustSign
            return [TruthStatementSigned(statement=statement, by=ActorId(context.actor))]
        case SubmitFiling() | ResubmitFiling():
            filed = rules.decide(command, filing, context)
            if filing.statement is None:
                raise TruthStatementNeeded
            return [*filed]
        case _:
            return [*rules.decide(command, filing, context)]


def evolve(filing: Filing, event: ProgressEvent) -> Filing:
    """Take in what happened to a report."""
    match event:
        case ProgressReportDrafted(outcomes=outcomes):
            return replace(filing, outcomes=outcomes, statement=None)
        case TruthStatementSigned(statement=statement):
            return replace(filing, statement=statement)
        case _:
            return state.evolve(filing, event)


def _check_outcomes(filing: Filing, outcomes: tuple[IssueOutcome, ...]) -> None:
    issues = [line.issue for line in outcomes]
    rules.check_told(filing, tuple(issues))
    for line in outcomes:
        if issues.count(line.issue) > 1:
            raise OutcomeNamedTwice(issue=line.issue)
        if line.outcome is not Outcome.CONTINUING and not line.evidence:
            raise OutcomeWithoutEvidence(issue=line.issue)


progress: Final = Aggregate(
    kind="progress",
    initial=Filing(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=rules.reads,
)
