"""What can happen to a feedback session, from its draft to the unit's signature."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from libs.common.decider import frozen
from services.rounds.domain.vocabulary import (
    ActorId,
    EngagementKey,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)


class SignerRole(StrEnum):
    """Who signs for the unit: its head, the first responsible person, or a deputy for the head."""

    HEAD = "head"
    DEPUTY = "deputy"


@frozen
class FeedbackDrafted:
    """Somebody wrote down which issues a unit is to be told."""

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    by: ActorId
    engagement: EngagementKey | None = None


@frozen
class FeedbackApproved:
    """The dispatching body consented to telling the unit these issues."""

    issues: tuple[IssueId, ...]
    approved_at: datetime | None = None


@frozen
class FeedbackScheduled:
    """The unit is told on this day."""

    held_on: date


@frozen
class FeedbackDelivered:
    """Head and leadership team of the unit were told; `delivered_at` is what clocks start from.

    `rule` is the version of the feedback rules by which it was done; the terms are its own.
    """

    feedback: FeedbackKey
    round: RoundKey
    unit: UnitCode
    unit_name: str
    division: str
    issues: tuple[IssueId, ...]
    delivered_at: datetime
    engagement: EngagementKey | None = None
    rule: str | None = None
    plan_term: str | None = None
    progress_term: str | None = None
    led_by: str | None = None


@frozen
class FeedbackAcknowledged:
    """The unit signed for the feedback."""

    signer_role: SignerRole | None = None


FeedbackEvent: TypeAlias = (
    FeedbackDrafted
    | FeedbackApproved
    | FeedbackScheduled
    | FeedbackDelivered
    | FeedbackAcknowledged
)
