"""A feedback session as its facts leave it: drafted, consented to, scheduled, told, signed for."""

from dataclasses import replace
from enum import StrEnum
from typing import assert_never

from libs.common.decider import frozen
from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    FeedbackEvent,
    FeedbackScheduled,
)
from services.rounds.domain.vocabulary import UnitCode


class FeedbackStatus(StrEnum):
    """How far the session has come."""

    NEW = "new"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"


@frozen
class FeedbackSession:
    """Only what `decide` asks about; screens read projections."""

    status: FeedbackStatus = FeedbackStatus.NEW
    drafted: FeedbackDrafted | None = None
    consented: FeedbackApproved | None = None

    @property
    def draft(self) -> FeedbackDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted

    @property
    def unit(self) -> UnitCode | None:
        """The unit that may see the session: the one that was told, once it was."""
        told = self.status in {FeedbackStatus.DELIVERED, FeedbackStatus.ACKNOWLEDGED}
        return self.draft.unit if told else None


def evolve(session: FeedbackSession, event: FeedbackEvent) -> FeedbackSession:
    """Take in what happened."""
    match event:
        case FeedbackDrafted():
            return replace(session, status=FeedbackStatus.DRAFTED, drafted=event)
        case FeedbackApproved():
            return replace(session, status=FeedbackStatus.APPROVED, consented=event)
        case FeedbackScheduled():
            return replace(session, status=FeedbackStatus.SCHEDULED)
        case FeedbackDelivered():
            return replace(session, status=FeedbackStatus.DELIVERED)
        case FeedbackAcknowledged():
            return replace(session, status=FeedbackStatus.ACKNOWLEDGED)
        case _:
            assert_never(event)
