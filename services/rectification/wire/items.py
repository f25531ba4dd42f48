"""Stored names of the ledger's rows."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemDueDateFixed,
    ItemEvidenceAdded,
    ItemMarkedLongTerm,
    ItemProgressReported,
    ItemReopened,
    ItemVerified,
)

_assignment: Final = tagged("case", "round", "unit", "division")
_row: Final = tagged("case", "unit")

LINES: Final = (
    stored("ItemAssigned.v1", ItemAssigned, INTERNAL, tags=_assignment),
    stored("ItemDescribed.v1", ItemDescribed, INTERNAL),
    stored("ItemProgressReported.v1", ItemProgressReported, INTERNAL),
    stored("ItemEvidenceAdded.v1", ItemEvidenceAdded, INTERNAL),
    stored("CompletionClaimed.v1", CompletionClaimed, SITE, tags=_row),
    stored("ClaimRejected.v1", ClaimRejected, SITE, tags=_row),
    stored("ItemVerified.v1", ItemVerified, INTERNAL),
    stored("IssueWrittenOff.v1", IssueWrittenOff, SITE, tags=_row),
    stored("ItemDueDateFixed.v1", ItemDueDateFixed, INTERNAL),
    stored("ItemMarkedLongTerm.v1", ItemMarkedLongTerm, SITE, tags=_row),
    stored("ItemReopened.v1", ItemReopened, SITE, tags=_row),
)
