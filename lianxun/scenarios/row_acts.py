"""What a unit, the reviewer and the office do about one ledger row."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from lianxun.scenarios.actors import OFFICE, REVIEWER, member
from lianxun.scenarios.acts import Act, moment
from lianxun.scenarios.cases import COUNTY, GeneratedIssue
from libs.common.auth.claims import Claims
from services.rectification.domain.item.commands import (
    AddEvidence,
    ClaimCompletion,
    RejectClaim,
    ReportProgress,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.facts import Outcome, VerificationMethod
from services.rectification.domain.item.rules import item

MINUTES_BETWEEN_ROWS: Final = 11
TO_CLAIM: Final = timedelta(minutes=5)
EVIDENCE_BYTES: Final = 48_000

NOTES: Final = (
    "已制定整改措施，明确责任人和完成时限。",
    "已完成清查，正在逐项整改。",
    "已整改过半，其余事项正在办理。",
)
REASONS_AGAINST: Final = ("佐证材料不足以证明整改到位，请补充。", "仅有方案，尚未见到实际成效。")
REASON_FOR_WRITE_OFF: Final = "整改措施已落实，佐证材料齐全，核验通过。"


class Row(NamedTuple):
    """One row, the clerk who works on it, and from when its days count."""

    issue: GeneratedIssue
    key: str
    clerk: Claims
    day: int
    minutes: int

    @property
    def stream(self) -> str:
        """The item's stream."""
        return item.stream(self.key)

    @property
    def outcome(self) -> Outcome:
        """What the unit claims: a row for the long term is rightly open, or done in the main."""
        if self.issue.item_type != "long_term":
            return Outcome.COMPLETED
        return Outcome.BASICALLY if self.issue.written_off else Outcome.CONTINUING


def row_acts(row: Row) -> Iterator[Act]:
    """Give the acts of a row."""
    for number, step in enumerate(row.issue.steps):
        at = moment(row.day + step.day, 9, row.minutes)
        match step.kind:
            case "progress_reported":
                note = ReportProgress(note=NOTES[number % len(NOTES)])
                yield Act(at, row.clerk, row.stream, note)
            case "claimed":
                yield from _claim(row, number, at)
            case "rejected":
                rejected = RejectClaim(reason=REASONS_AGAINST[number % len(REASONS_AGAINST)])
                yield Act(at, _REVIEWER, row.stream, rejected)
            case "verified":
                yield Act(at, _REVIEWER, row.stream, VerifyItem(method=_method(row)))
            case "written_off":
                yield Act(at, _CLERK, row.stream, WriteOffItem(reason=REASON_FOR_WRITE_OFF))


_REVIEWER: Final = member(COUNTY, REVIEWER)
_CLERK: Final = member(COUNTY, OFFICE)


def _claim(row: Row, number: int, at: datetime) -> Iterator[Act]:
    """File a piece of evidence, and claim on it."""
    digest = sha256(f"{row.key}/{number}".encode()).hexdigest()
    filed = AddEvidence(digest=digest, size_bytes=EVIDENCE_BYTES, media_type="application/pdf")
    yield Act(at, row.clerk, row.stream, filed)
    claimed = ClaimCompletion(outcome=row.outcome, evidence=(digest,))
    yield Act(at + TO_CLAIM, row.clerk, row.stream, claimed)


def _method(row: Row) -> VerificationMethod:
    immediate = row.issue.item_type == "immediate_fix"
    return VerificationMethod.SITE_VISIT if immediate else VerificationMethod.EVIDENCE_CHECK
