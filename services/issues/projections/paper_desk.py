"""The paper desk: every working paper and how far it has come, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.issues.domain.paper.facts import (
    ConsultationHeld,
    DisputeAnswered,
    EvidenceAttached,
    FactsConfirmed,
    FactsDisputed,
    WorkingPaperDrafted,
    WorkingPaperEvent,
    WorkingPaperFiled,
    WorkingPaperReturned,
    WorkingPaperReviewed,
    WorkingPaperSigned,
)
from services.issues.domain.paper.state import PaperStatus


@frozen
class PaperRow:
    """One paper on the desk.

    `asked_unit` is the unit while it has its say on the facts; `disputed` stays true once it said
    no, and `returns` counts how often the paper went back.
    """

    paper: str
    number: str | None = None
    temporary_number: str
    engagement: str
    unit: str
    asked_unit: str | None = None
    matter: str
    status: PaperStatus
    handlers: int
    evidence: int = 0
    disputed: bool = False
    returns: int = 0
    drafted_at: datetime
    facts_settled_at: datetime | None = None
    reviewed_at: datetime | None = None
    signed_at: datetime | None = None
    filed_at: datetime | None = None


def fold(  # noqa: PLR0911 - a table
    row: PaperRow | None, recorded: Recorded[WorkingPaperEvent]
) -> PaperRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case WorkingPaperDrafted():
            return _drafted(row, recorded.event, moment)
        case EvidenceAttached():
            return row and replace(row, evidence=row.evidence + 1)
        case FactsConfirmed() | DisputeAnswered():
            status = PaperStatus.FACTS_CONFIRMED
            return row and replace(row, status=status, facts_settled_at=moment)
        case FactsDisputed():
            return row and replace(row, status=PaperStatus.DISPUTED, disputed=True)
        case WorkingPaperReviewed():
            status = PaperStatus.REVIEWED
            return row and replace(row, status=status, reviewed_at=moment, asked_unit=None)
        case ConsultationHeld(resolved=resolved):
            return row and (replace(row, status=PaperStatus.CONSULTED) if resolved else row)
        case WorkingPaperReturned():
            return row and _returned(row)
        case WorkingPaperSigned(number=number):
            return row and replace(row, status=PaperStatus.SIGNED, number=number, signed_at=moment)
        case WorkingPaperFiled():
            return row and replace(row, status=PaperStatus.FILED, filed_at=moment)
        case _:
            assert_never(recorded.event)


def _drafted(row: PaperRow | None, event: WorkingPaperDrafted, moment: datetime) -> PaperRow:
    """Lay the paper on the desk; written anew, it keeps what was attached and its history."""
    fresh = PaperRow(
        paper=event.paper,
        temporary_number=event.temporary_number,
        engagement=event.engagement,
        unit=event.unit,
        asked_unit=event.unit,
        matter=event.matter,
        status=PaperStatus.DRAFTED,
        handlers=len(event.handlers),
        drafted_at=moment,
    )
    if row is None:
        return fresh
    return replace(fresh, evidence=row.evidence, disputed=row.disputed, returns=row.returns)


def _returned(row: PaperRow) -> PaperRow:
    return replace(
        row,
        status=PaperStatus.DRAFTED,
        asked_unit=row.unit,
        returns=row.returns + 1,
        facts_settled_at=None,
        reviewed_at=None,
    )


paper_desk: Final = Projection(
    name="paper_desk",
    version=1,
    row=PaperRow,
    key="paper",
    keys=by_stream(WorkingPaperEvent),
    fold=fold,
    as_of=True,
    filters=("engagement", "unit", "status", "disputed"),
    sorts=("number", "temporary_number", "drafted_at", "signed_at", "filed_at"),
)
