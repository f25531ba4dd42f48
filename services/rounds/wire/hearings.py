"""Stored names of hearings."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.rounds.domain.hearing.facts import (
    CommitteeHearingHeld,
    EngagementListed,
    GroupReportHeard,
    HearingClosed,
    HearingOpened,
    HearingScheduled,
    LsgDecisionRecorded,
    ResultUseDecided,
    SpecialMeetingHeld,
)

_round: Final = tagged("round")

LINES: Final = (
    stored("HearingScheduled.v1", HearingScheduled, INTERNAL, tags=_round),
    stored("EngagementListed.v1", EngagementListed, INTERNAL, tags=tagged("unit", "division")),
    stored("HearingOpened.v1", HearingOpened, INTERNAL),
    stored("GroupReportHeard.v1", GroupReportHeard, INTERNAL),
    stored("ResultUseDecided.v1", ResultUseDecided, SITE, tags=tagged("round", "unit")),
    stored("LsgDecisionRecorded.v1", LsgDecisionRecorded, INTERNAL),
    stored("HearingClosed.v1", HearingClosed, INTERNAL),
    stored("SpecialMeetingHeld.v1", SpecialMeetingHeld, INTERNAL, tags=_round),
    stored("CommitteeHearingHeld.v1", CommitteeHearingHeld, INTERNAL, tags=_round),
)
