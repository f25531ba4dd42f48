"""What a unit, the reviewer and the office do about one ledger row."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from lianxun.scenarios.acts import Act, moment
from lianxun.scenarios.cases import DAYS_TO_PLAN, GeneratedIssue
from lianxun.scenarios.county import CLERK, VERIFIER
from lianxun.scenarios.evidence import EVIDENCE_BYTES, MEDIA_TYPE, digest_of
from libs.common.auth.claims import Claims
from services.rectification.domain.filing.facts import IssueOutcome
from services.rectification.domain.item.commands import (
    AddEvidence,
    ClaimCompletion,
    MarkLongTerm,
    RejectClaim,
    ReportProgress,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.facts import Outcome, VerificationMethod
from services.rectification.domain.item.rules import item
from services.rectification.domain.vocabulary import IssueId

MINUTES_BETWEEN_ROWS: Final = 11
STANDING: Final = frozenset({"claimed", "verified", "written_off"})
"""What was done last to a row whose claim was not rejected."""

TO_CLAIM: Final = timedelta(minutes=5)

NOTES: Final = (
    "已制定整改措施，明确责任人和完成时限。",
    "已完成清查，正在逐项整改。",
    "已整改过半，其余事项正在办理。",
)
REASONS_AGAINST: Final = ("佐证材料不足以证明整改到位，请补充。", "仅有方案，尚未见到实际成效。")
REASON_FOR_WRITE_OFF: Final = "整改措施已落实，佐证材料齐全，核验通过。"
REASON_FOR_LONG_TERM: Final = "需要分年度持续推进。"


class Row(NamedTuple):
    """One row, the clerk who works on it, and the feedback from which its days count."""

    issue: GeneratedIssue
    key: str
    clerk: Claims
    feedback_day: int
    minutes: int

    @property
    def stream(self) -> str:
        """The item's stream."""
        return item.stream(self.key)

    @property
    def begins(self) -> int:
        """The day on which the plan by which the row goes is accepted."""
        return self.feedback_day + DAYS_TO_PLAN

    @property
    def outcome(self) -> Outcome:
        """What the unit claims: a row for the long term is rightly open, or done in the main."""
        if self.issue.item_type != "long_term":
            return Outcome.COMPLETED
        return Outcome.CONTINUING if self.issue.written_off_on is None else Outcome.BASICALLY

    def outcome_on(self, day: int) -> IssueOutcome:
        """Give how far the row is before a day, with the evidence of a claim that stands."""
        taken = [step.kind for step in self.issue.steps if self.begins + step.day < day]
        if not taken or taken[-1] not in STANDING:
            return IssueOutcome(issue=IssueId(self.key), outcome=Outcome.CONTINUING, evidence=())
        last = max(place for place, kind in enumerate(taken) if kind == "claimed")
        evidence = (self.evidence(last),)
        return IssueOutcome(issue=IssueId(self.key), outcome=self.outcome, evidence=evidence)

    def evidence(self, number: int) -> str:
        """Give the digest of what a claim rests on."""
        return digest_of(f"{self.key}/{number}")


def row_acts(row: Row) -> Iterator[Act]:
    """Give the acts of a row, once the plan is accepted."""
    if row.issue.item_type == "long_term":
        marked = MarkLongTerm(reason=REASON_FOR_LONG_TERM)
        yield Act(moment(row.begins + 1, 8, row.minutes), CLERK, row.stream, marked)
    for number, step in enumerate(row.issue.steps):
        at = moment(row.begins + step.day, 9, row.minutes)
        match step.kind:
            case "progress_reported":
                note = ReportProgress(note=NOTES[number % len(NOTES)])
                yield Act(at, row.clerk, row.stream, note)
            case "claimed":
                yield from _claim(row, number, at)
            case "rejected":
                rejected = RejectClaim(reason=REASONS_AGAINST[number % len(REASONS_AGAINST)])
                yield Act(at, VERIFIER, row.stream, rejected)
            case "verified":
                yield Act(at, VERIFIER, row.stream, VerifyItem(method=_method(row)))
            case "written_off":
                yield Act(at, CLERK, row.stream, WriteOffItem(reason=REASON_FOR_WRITE_OFF))


def _claim(row: Row, number: int, at: datetime) -> Iterator[Act]:
    """File a piece of evidence, and claim on it."""
    digest = row.evidence(number)
    filed = AddEvidence(digest=digest, size_bytes=EVIDENCE_BYTES, media_type=MEDIA_TYPE)
    yield Act(at, row.clerk, row.stream, filed)
    claimed = ClaimCompletion(outcome=row.outcome, evidence=(digest,))
    yield Act(at + TO_CLAIM, row.clerk, row.stream, claimed)


def _method(row: Row) -> VerificationMethod:
    immediate = row.issue.item_type == "immediate_fix"
    return VerificationMethod.SITE_VISIT if immediate else VerificationMethod.EVIDENCE_CHECK
