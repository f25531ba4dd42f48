"""A hearing as its facts leave it: whom it has heard, and what it has decided."""

from dataclasses import replace
from enum import StrEnum
from typing import assert_never

from libs.common.decider import frozen
from services.rounds.domain.hearing.facts import (
    CommitteeHearingHeld,
    EngagementListed,
    GroupReportHeard,
    HearingClosed,
    HearingEvent,
    HearingOpened,
    HearingScheduled,
    LsgDecisionRecorded,
    ResultUseDecided,
    SpecialMeetingHeld,
)
from services.rounds.domain.vocabulary import EngagementKey, GroupKey


class HearingStatus(StrEnum):
    """How far the meeting has come."""

    NEW = "new"
    SCHEDULED = "scheduled"
    IN_SESSION = "in_session"
    CLOSED = "closed"


@frozen
class HearingMeeting:
    """Only what `decide` asks about; screens read projections."""

    status: HearingStatus = HearingStatus.NEW
    scheduled: HearingScheduled | None = None
    agenda: tuple[EngagementListed, ...] = ()
    heard: frozenset[GroupKey] = frozenset()
    decided: frozenset[EngagementKey] = frozenset()
    decisions: int = 0

    @property
    def plan(self) -> HearingScheduled:
        """What was scheduled; the who-and-when table lets nobody ask before it was."""
        if self.scheduled is None:
            raise LookupError("schedule")
        return self.scheduled

    @property
    def groups(self) -> tuple[GroupKey, ...]:
        """The listed groups in their speaking order."""
        return tuple(dict.fromkeys(line.group for line in self.agenda))

    @property
    def waiting(self) -> tuple[GroupKey, ...]:
        """Those that were not heard yet."""
        return tuple(group for group in self.groups if group not in self.heard)


def evolve(  # noqa: PLR0911 - a table
    meeting: HearingMeeting, event: HearingEvent
) -> HearingMeeting:
    """Take in what happened."""
    match event:
        case HearingScheduled():
            return replace(meeting, status=HearingStatus.SCHEDULED, scheduled=event)
        case EngagementListed():
            return replace(meeting, agenda=(*meeting.agenda, event))
        case HearingOpened():
            return replace(meeting, status=HearingStatus.IN_SESSION)
        case GroupReportHeard(group=group):
            return replace(meeting, heard=meeting.heard | {group})
        case ResultUseDecided(engagement=engagement):
            return replace(meeting, decided=meeting.decided | {engagement})
        case LsgDecisionRecorded(number=number):
            return replace(meeting, decisions=number)
        case HearingClosed():
            return replace(meeting, status=HearingStatus.CLOSED)
        case SpecialMeetingHeld() | CommitteeHearingHeld():
            return meeting
        case _:
            assert_never(event)
