"""What an item knows of itself, and how it changes."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from libs.common.decider import frozen
from libs.common.decider.texts import Digest
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
from services.rectification.domain.vocabulary import ActorId, UnitCode


class ItemStatus(StrEnum):
    """How far the row has come."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    CLAIMED = "claimed"
    CONTINUING = "continuing"
    LONG_TERM = "long_term"
    VERIFIED = "verified"
    WRITTEN_OFF = "written_off"


@frozen
class Item:
    """Only what `decide` asks about; screens read projections."""

    status: ItemStatus = ItemStatus.NEW
    assigned: ItemAssigned | None = None
    description: Description | None = None
    evidence: frozenset[Digest] = frozenset()
    outcome: Outcome = Outcome.COMPLETED
    claimed_by: ActorId | None = None
    verified_by: ActorId | None = None
    due_at: datetime | None = None
    is_long_term: bool = False

    @property
    def row(self) -> ItemAssigned:
        """The assignment; the who-and-when table lets nobody ask before there is one."""
        if self.assigned is None:
            raise LookupError("assignment")
        return self.assigned

    @property
    def unit(self) -> UnitCode | None:
        """The unit that has the row, and that may see it."""
        return self.assigned.unit if self.assigned else None

    @property
    def code(self) -> str | None:
        """The issue's code, once it is known here."""
        return self.description.code if self.description else None


def evolve(item: Item, event: ItemEvent) -> Item:  # noqa: C901, PLR0911 - a table
    """Take in what happened."""
    match event:
        case ItemAssigned(description=description):
            status = ItemStatus.IN_PROGRESS
            return replace(item, status=status, assigned=event, description=description)
        case ItemDescribed(description=description):
            return replace(item, description=description)
        case ItemProgressReported():
            return item
        case ItemEvidenceAdded(digest=digest):
            return replace(item, evidence=item.evidence | {digest})
        case CompletionClaimed(outcome=outcome, by=claimer):
            return replace(item, status=ItemStatus.CLAIMED, outcome=outcome, claimed_by=claimer)
        case ClaimRejected():
            return replace(item, status=status_with_unit(is_long_term=item.is_long_term))
        case ItemVerified(outcome=outcome, by=verifier):
            status = status_when_verified(outcome, is_long_term=item.is_long_term)
            return replace(item, status=status, verified_by=verifier)
        case IssueWrittenOff():
            return replace(item, status=ItemStatus.WRITTEN_OFF, is_long_term=False)
        case ItemDueDateFixed(due_at=moment):
            return replace(item, due_at=moment)
        case ItemMarkedLongTerm():
            return replace(item, status=ItemStatus.LONG_TERM, is_long_term=True)
        case ItemReopened():
            return replace(item, status=ItemStatus.IN_PROGRESS, claimed_by=None, verified_by=None)
        case _:
            assert_never(event)


def status_with_unit(*, is_long_term: bool) -> ItemStatus:
    """Give a row back to its unit as what it was."""
    return ItemStatus.LONG_TERM if is_long_term else ItemStatus.IN_PROGRESS


def status_when_verified(outcome: Outcome, *, is_long_term: bool) -> ItemStatus:
    """Keep a row open that rightly runs on: it is no candidate for a write-off."""
    if outcome is not Outcome.CONTINUING:
        return ItemStatus.VERIFIED
    return ItemStatus.LONG_TERM if is_long_term else ItemStatus.CONTINUING
