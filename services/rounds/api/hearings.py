"""What can be asked of hearings."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.hearing.commands import (
    CloseHearing,
    DecideResultUse,
    HearGroup,
    OpenHearing,
    RecordDecision,
    ScheduleHearing,
)
from services.rounds.domain.hearing.rules import hearing_meeting
from services.rounds.projections.decision_log import decision_log
from services.rounds.projections.hearing_agenda import hearing_agenda

ROUTES: Final[tuple[Route, ...]] = (
    post("/hearings/{hearing}/schedule", ScheduleHearing, hearing_meeting),
    post("/hearings/{hearing}/opening", OpenHearing, hearing_meeting),
    post("/hearings/{hearing}/report", HearGroup, hearing_meeting),
    post("/hearings/{hearing}/result-use", DecideResultUse, hearing_meeting),
    post("/hearings/{hearing}/decision", RecordDecision, hearing_meeting),
    post("/hearings/{hearing}/closing", CloseHearing, hearing_meeting),
    get("/hearings/{hearing}", hearing_meeting),
    rows("/hearing-agenda", hearing_agenda),
    rows("/decision-log", decision_log),
)
