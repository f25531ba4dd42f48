"""The feedback sessions: which unit is told how many issues, and how far each session is."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    FeedbackEvent,
    FeedbackScheduled,
    SignerRole,
)
from services.rounds.domain.feedback_state import FeedbackStatus


@frozen
class FeedbackRow:
    """One session; `told_unit` is the unit once it was told, so that none sees a mere draft."""

    feedback: str
    engagement: str | None = None
    round: str
    unit: str
    told_unit: str | None = None
    unit_name: str
    division: str
    issues: int
    status: FeedbackStatus
    held_on: date | None = None
    rule: str | None = None
    led_by: str | None = None
    signer_role: SignerRole | None = None
    drafted_at: datetime
    approved_at: datetime | None = None
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None


def fold(row: FeedbackRow | None, recorded: Recorded[FeedbackEvent]) -> FeedbackRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case FeedbackDrafted():
            return _drafted(recorded.event, moment)
        case FeedbackApproved():
            return row and replace(row, status=FeedbackStatus.APPROVED, approved_at=moment)
        case FeedbackScheduled(held_on=day):
            return row and replace(row, status=FeedbackStatus.SCHEDULED, held_on=day)
        case FeedbackDelivered():
            return row and _delivered(row, recorded.event)
        case FeedbackAcknowledged(signer_role=signer):
            status = FeedbackStatus.ACKNOWLEDGED
            return row and replace(row, status=status, signer_role=signer, acknowledged_at=moment)
        case _:
            assert_never(recorded.event)


def _drafted(event: FeedbackDrafted, moment: datetime) -> FeedbackRow:
    return FeedbackRow(
        feedback=event.feedback,
        engagement=event.engagement,
        round=event.round,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        issues=len(event.issues),
        status=FeedbackStatus.DRAFTED,
        drafted_at=moment,
    )


def _delivered(row: FeedbackRow, event: FeedbackDelivered) -> FeedbackRow:
    return replace(
        row,
        status=FeedbackStatus.DELIVERED,
        told_unit=row.unit,
        rule=event.rule,
        led_by=event.led_by,
        delivered_at=event.delivered_at,
    )


feedback_sessions: Final = Projection(
    name="feedback_sessions",
    version=1,
    row=FeedbackRow,
    key="feedback",
    keys=by_stream(FeedbackEvent),
    fold=fold,
    as_of=True,
    filters=("round", "unit", "division", "engagement", "status"),
    sorts=("feedback", "unit_name", "held_on", "drafted_at", "delivered_at"),
)
