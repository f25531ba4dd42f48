"""Which rules say no to what is asked of an item."""

from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow
from libs.common.decider.roles import OFFICE, REVIEWER, UNIT
from libs.common.decider.texts import Digest
from services.rectification.domain.item.commands import (
    AddEvidence,
    AssignItem,
    ClaimCompletion,
    DescribeItem,
    FixDueDate,
    ItemCommand,
    MarkLongTerm,
    RejectClaim,
    ReopenItem,
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
    ItemDueDateFixed,
    ItemEvent,
    ItemEvidenceAdded,
    ItemMarkedLongTerm,
    ItemProgressReported,
    ItemReopened,
    ItemVerified,
    VerificationMethod,
)
from services.rectification.domain.item.state import Item, ItemStatus, evolve
from services.rectification.domain.own_unit import check_judge, check_own
from services.rectification.domain.vocabulary import ActorId, UnitCode


class IssueOfOtherUnit(Refusal):
    """A unit is told its own issues only."""


class EvidenceNeeded(Refusal):
    """A claim without evidence is none."""


class EvidenceNotAdded(Refusal):
    """A claim rests on evidence that was filed with the row."""


class ClaimerMayNotVerify(Refusal):
    """Who claims a row done does not verify it."""


class PlanLineNeeded(Refusal):
    """A row is written off by the accepted plan, in which it has a line."""


class ThreeActorsNeeded(Refusal):
    """Who claimed or verified a row does not write it off."""


_WITH_UNIT: Final = {ItemStatus.IN_PROGRESS, ItemStatus.CONTINUING, ItemStatus.LONG_TERM}

# The description comes from another service than the assignment, and the plan's line from another
# stream, so both at any time.
ALLOWED: Final = {
    AssignItem: allow(SYSTEM, when={ItemStatus.NEW}),
    DescribeItem: allow(SYSTEM, when=set(ItemStatus)),
    ReportProgress: allow(UNIT, when=_WITH_UNIT),
    AddEvidence: allow(UNIT, when=_WITH_UNIT),
    ClaimCompletion: allow(UNIT, when=_WITH_UNIT),
    RejectClaim: allow(REVIEWER, OFFICE, when={ItemStatus.CLAIMED}),
    VerifyItem: allow(REVIEWER, OFFICE, when={ItemStatus.CLAIMED}),
    WriteOffItem: allow(OFFICE, when={ItemStatus.VERIFIED}),
    FixDueDate: allow(SYSTEM, when=set(ItemStatus)),
    MarkLongTerm: allow(OFFICE, when=_WITH_UNIT - {ItemStatus.LONG_TERM}),
    ReopenItem: allow(OFFICE, when={ItemStatus.WRITTEN_OFF}),
}


def decide(  # noqa: C901, PLR0911, PLR0912 - a table
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
            check_own(item.unit, context)
            return [ItemProgressReported(note=note)]
        case AddEvidence():
            check_own(item.unit, context)
            return [] if command.digest in item.evidence else [_added(command)]
        case ClaimCompletion(evidence=evidence):
            check_own(item.unit, context)
            _well_founded(item, evidence)
            return [_claimed(command, item, ActorId(context.actor))]
        case RejectClaim(reason=reason):
            check_judge(item.unit, context)
            return [_rejected(item, reason)]
        case VerifyItem(method=method):
            check_judge(item.unit, context)
            if context.actor == item.claimed_by:
                raise ClaimerMayNotVerify
            return [_verified(item, method, ActorId(context.actor))]
        case WriteOffItem(reason=reason):
            check_judge(item.unit, context)
            if context.actor in {item.claimed_by, item.verified_by}:
                raise ThreeActorsNeeded
            _accounted_for(item)
            return [_written_off(item.row, reason)]
        case FixDueDate(due_at=moment):
            return [] if moment == item.due_at else [_due(command)]
        case MarkLongTerm(reason=reason):
            check_judge(item.unit, context)
            return [_long_term(item.row, reason)]
        case ReopenItem(reason=reason):
            check_judge(item.unit, context)
            return [_reopened(item.row, reason)]
        case _:
            assert_never(command)


def _same_unit(description: Description | None, unit: UnitCode | None) -> None:
    if description and unit and description.unit != unit:
        raise IssueOfOtherUnit


def _well_founded(item: Item, evidence: tuple[Digest, ...]) -> None:
    if not evidence:
        raise EvidenceNeeded
    if not item.evidence.issuperset(evidence):
        raise EvidenceNotAdded


def _accounted_for(item: Item) -> None:
    """Demand plan line and evidence; the record of the verification is the state itself."""
    if item.due_at is None:
        raise PlanLineNeeded
    if not item.evidence:
        raise EvidenceNeeded


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


def _verified(item: Item, method: VerificationMethod, verifier: ActorId) -> ItemVerified:
    row = item.row
    return ItemVerified(
        outcome=item.outcome,
        method=method,
        by=verifier,
        issue=row.issue,
        case=row.case,
        unit=row.unit,
    )


def _written_off(row: ItemAssigned, reason: str) -> IssueWrittenOff:
    return IssueWrittenOff(issue=row.issue, case=row.case, unit=row.unit, reason=reason)


def _due(command: FixDueDate) -> ItemDueDateFixed:
    return ItemDueDateFixed(issue=command.issue, case=command.case, due_at=command.due_at)


def _long_term(row: ItemAssigned, reason: str) -> ItemMarkedLongTerm:
    return ItemMarkedLongTerm(issue=row.issue, case=row.case, unit=row.unit, reason=reason)


def _reopened(row: ItemAssigned, reason: str) -> ItemReopened:
    return ItemReopened(issue=row.issue, case=row.case, unit=row.unit, reason=reason)


item: Final = Aggregate(
    kind="item",
    initial=Item(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
