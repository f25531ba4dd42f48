"""The rectification ledger: a row per issue that a unit was told, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    Description,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemDueDateFixed,
    ItemEvent,
    ItemEvidenceAdded,
    ItemMarkedLongTerm,
    ItemProgressReported,
    ItemReopened,
    ItemVerified,
    Outcome,
)
from services.rectification.domain.item.state import (
    ItemStatus,
    status_when_verified,
    status_with_unit,
)


@frozen
class LedgerRow:
    """One row as the ledger shows it; what the issue says may come after the assignment."""

    issue: str
    code: str | None = None
    title: str | None = None
    domain: str | None = None
    item_type: str | None = None
    case: str
    round: str
    unit: str
    unit_name: str
    division: str
    status: ItemStatus
    outcome: Outcome | None = None
    is_long_term: bool = False
    evidence: int = 0
    rejections: int = 0
    reopenings: int = 0
    due_at: datetime | None = None
    assigned_at: datetime
    progress_at: datetime | None = None
    claimed_at: datetime | None = None
    verified_at: datetime | None = None
    written_off_at: datetime | None = None


def fold(  # noqa: C901, PLR0911 - a table
    row: LedgerRow | None, recorded: Recorded[ItemEvent]
) -> LedgerRow | None:
    """Take one event into the ledger; nothing but the assignment opens a row."""
    moment = recorded.recorded_at
    match recorded.event:
        case ItemAssigned():
            return _assigned(recorded.event, moment)
        case ItemDescribed(description=description):
            return row and _described(row, description)
        case ItemProgressReported():
            return row and replace(row, progress_at=moment)
        case ItemEvidenceAdded():
            return row and replace(row, evidence=row.evidence + 1)
        case CompletionClaimed(outcome=outcome):
            status = ItemStatus.CLAIMED
            return row and replace(row, status=status, outcome=outcome, claimed_at=moment)
        case ClaimRejected():
            return row and _rejected(row)
        case ItemVerified(outcome=outcome):
            return row and _verified(row, outcome, moment)
        case IssueWrittenOff():
            return row and _written_off(row, moment)
        case ItemDueDateFixed(due_at=due_at):
            return row and replace(row, due_at=due_at)
        case ItemMarkedLongTerm():
            return row and replace(row, status=ItemStatus.LONG_TERM, is_long_term=True)
        case ItemReopened():
            return row and _reopened(row)
        case _:
            assert_never(recorded.event)


def _assigned(event: ItemAssigned, moment: datetime) -> LedgerRow:
    row = LedgerRow(
        issue=event.issue,
        case=event.case,
        round=event.round,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        status=ItemStatus.IN_PROGRESS,
        assigned_at=moment,
    )
    return _described(row, event.description) if event.description else row


def _described(row: LedgerRow, description: Description) -> LedgerRow:
    return replace(
        row,
        code=description.code,
        title=description.title,
        domain=description.domain,
        item_type=description.item_type,
    )


def _rejected(row: LedgerRow) -> LedgerRow:
    status = status_with_unit(is_long_term=row.is_long_term)
    return replace(row, status=status, rejections=row.rejections + 1)


def _verified(row: LedgerRow, outcome: Outcome, moment: datetime) -> LedgerRow:
    status = status_when_verified(outcome, is_long_term=row.is_long_term)
    return replace(row, status=status, verified_at=moment)


def _written_off(row: LedgerRow, moment: datetime) -> LedgerRow:
    return replace(row, status=ItemStatus.WRITTEN_OFF, is_long_term=False, written_off_at=moment)


def _reopened(row: LedgerRow) -> LedgerRow:
    status, reopenings = ItemStatus.IN_PROGRESS, row.reopenings + 1
    return replace(row, status=status, reopenings=reopenings, written_off_at=None)


ledger: Final = Projection(
    name="ledger",
    version=2,
    row=LedgerRow,
    key="issue",
    keys=by_stream(ItemEvent),
    fold=fold,
    as_of=True,
    filters=(
        *("case", "round", "unit", "division", "status", "outcome", "domain", "item_type"),
        "is_long_term",
    ),
    sorts=("code", "due_at", "assigned_at", "claimed_at", "verified_at", "written_off_at"),
)
