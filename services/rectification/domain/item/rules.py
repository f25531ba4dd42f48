"""Which rules say no to what is asked of an item, and how it changes."""

from dataclasses import replace
from enum import StrEnum
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Denial, Refusal, allow, frozen
from libs.common.decider.roles import OFFICE, REVIEWER, UNIT
from libs.common.decider.texts import Digest
from services.rectification.domain.item.commands import (
    AddEvidence,
    AssignItem,
    ClaimCompletion,
    DescribeItem,
    ItemCommand,
    RejectClaim,
    ReportProgress,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    Description,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemEvent,
    ItemEvidenceAdded,
    ItemProgressReported,
    ItemVerified,
    Outcome,
)
from services.rectification.domain.vocabulary import ActorId, UnitCode


class IssueOfOtherUnit(Refusal):
    """A unit is told its own issues only."""


class NotYourUnit(Denial):
    """A unit reports and claims on its own rows only."""


class UnitMayNotJudgeItself(Denial):
    """Nobody judges the rows of the body for which they act."""


class EvidenceNeeded(Refusal):
    """A claim without evidence is none."""


class EvidenceNotAdded(Refusal):
    """A claim rests on evidence that was filed with the row."""


class ClaimerMayNotVerify(Refusal):
    """Who claims a row done does not verify it."""


class ThreeActorsNeeded(Refusal):
    """Who claimed or verified a row does not write it off."""


class ItemStatus(StrEnum):
    """How far the row has come."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    CLAIMED = "claimed"
    CONTINUING = "continuing"
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


_WITH_UNIT: Final = {ItemStatus.IN_PROGRESS, ItemStatus.CONTINUING}

# The description comes from another service than the assignment, so at any time.
ALLOWED: Final = {
    AssignItem: allow(SYSTEM, when={ItemStatus.NEW}),
    DescribeItem: allow(SYSTEM, when=set(ItemStatus)),
    ReportProgress: allow(UNIT, when=_WITH_UNIT),
    AddEvidence: allow(UNIT, when=_WITH_UNIT),
    ClaimCompletion: allow(UNIT, when=_WITH_UNIT),
    RejectClaim: allow(REVIEWER, OFFICE, when={ItemStatus.CLAIMED}),
    VerifyItem: allow(REVIEWER, OFFICE, when={ItemStatus.CLAIMED}),
    WriteOffItem: allow(OFFICE, when={ItemStatus.VERIFIED}),
}


def decide(  # noqa: C901, PLR0911 - a table
    command: ItemCommand, item: Item, context: Context
) -> list[ItemEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case AssignItem(unit=unit):
            _same_unit(item.description, unit)
            return [_assigned(command, item.description)]
        case DescribeItem(description=description):
            _same_unit(description, item.unit)
            known = description == item.description
            return [] if known else [ItemDescribed(description=description)]
        case ReportProgress(note=note):
            _own_row(item, context)
            return [ItemProgressReported(note=note)]
        case AddEvidence():
            _own_row(item, context)
            return [] if command.digest in item.evidence else [_added(command)]
        case ClaimCompletion(evidence=evidence):
            _own_row(item, context)
            _well_founded(item, evidence)
            return [_claimed(command, item, ActorId(context.actor))]
        case RejectClaim(reason=reason):
            _not_of_the_unit(item, context)
            return [_rejected(item, reason)]
        case VerifyItem(method=method):
            _not_of_the_unit(item, context)
            if context.actor == item.claimed_by:
                raise ClaimerMayNotVerify
            return [ItemVerified(outcome=item.outcome, method=method, by=ActorId(context.actor))]
        case WriteOffItem(reason=reason):
            _not_of_the_unit(item, context)
            if context.actor in {item.claimed_by, item.verified_by}:
                raise ThreeActorsNeeded
            return [_written_off(item.row, reason)]
        case _:
            assert_never(command)


def evolve(item: Item, event: ItemEvent) -> Item:  # noqa: PLR0911 - a table
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
            return replace(item, status=ItemStatus.IN_PROGRESS)
        case ItemVerified(outcome=outcome, by=verifier):
            return replace(item, status=status_when_verified(outcome), verified_by=verifier)
        case IssueWrittenOff():
            return replace(item, status=ItemStatus.WRITTEN_OFF)
        case _:
            assert_never(event)


def status_when_verified(outcome: Outcome) -> ItemStatus:
    """Keep a row open that rightly runs on: it is no candidate for a write-off."""
    return ItemStatus.CONTINUING if outcome is Outcome.CONTINUING else ItemStatus.VERIFIED


def _same_unit(description: Description | None, unit: UnitCode | None) -> None:
    if description and unit and description.unit != unit:
        raise IssueOfOtherUnit


def _own_row(item: Item, context: Context) -> None:
    if context.unit != item.unit:
        raise NotYourUnit


def _not_of_the_unit(item: Item, context: Context) -> None:
    if item.unit in {context.unit, context.body}:
        raise UnitMayNotJudgeItself


def _well_founded(item: Item, evidence: tuple[Digest, ...]) -> None:
    if not evidence:
        raise EvidenceNeeded
    if not item.evidence.issuperset(evidence):
        raise EvidenceNotAdded


def _assigned(command: AssignItem, description: Description | None) -> ItemAssigned:
    return ItemAssigned(
        issue=command.issue,
        case=command.case,
        round=command.round,
        unit=command.unit,
        unit_name=command.unit_name,
        division=command.division,
        description=description,
    )


def _added(command: AddEvidence) -> ItemEvidenceAdded:
    return ItemEvidenceAdded(
        digest=command.digest, size_bytes=command.size_bytes, media_type=command.media_type
    )


def _claimed(command: ClaimCompletion, item: Item, claimer: ActorId) -> CompletionClaimed:
    row = item.row
    return CompletionClaimed(
        issue=row.issue,
        case=row.case,
        unit=row.unit,
        unit_name=row.unit_name,
        code=item.code,
        outcome=command.outcome,
        evidence=command.evidence,
        by=claimer,
    )


def _rejected(item: Item, reason: str) -> ClaimRejected:
    row = item.row
    return ClaimRejected(
        issue=row.issue,
        case=row.case,
        unit=row.unit,
        unit_name=row.unit_name,
        code=item.code,
        reason=reason,
    )


def _written_off(row: ItemAssigned, reason: str) -> IssueWrittenOff:
    return IssueWrittenOff(issue=row.issue, case=row.case, unit=row.unit, reason=reason)


item: Final = Aggregate(
    kind="item",
    initial=Item(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
