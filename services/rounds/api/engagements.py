"""What can be asked of engagements and of their focus lists."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rounds.domain.engagement.commands import (
    AcceptBriefing,
    ApproveReport,
    Archive,
    AssignGroup,
    Conclude,
    Enter,
    FileBriefingSection,
    PlanEngagement,
    RequestBriefing,
    ReturnBriefing,
    TellTask,
)
from services.rounds.domain.engagement.rules import engagement
from services.rounds.domain.focus_list import ApproveFocusList, DraftFocusList, focus_list
from services.rounds.projections.engagements import engagements

ROUTES: Final[tuple[Route, ...]] = (
    post("/engagements/{engagement}/plan", PlanEngagement, engagement),
    post("/engagements/{engagement}/group", AssignGroup, engagement),
    post("/engagements/{engagement}/briefing-request", RequestBriefing, engagement),
    post("/engagements/{engagement}/briefing-sections", FileBriefingSection, engagement),
    post("/engagements/{engagement}/briefing-return", ReturnBriefing, engagement),
    post("/engagements/{engagement}/briefing-acceptance", AcceptBriefing, engagement),
    post("/engagements/{engagement}/entry", Enter, engagement),
    post("/engagements/{engagement}/task", TellTask, engagement),
    post("/engagements/{engagement}/conclusion", Conclude, engagement),
    post("/engagements/{engagement}/report-approval", ApproveReport, engagement),
    post("/engagements/{engagement}/archive", Archive, engagement),
    get("/engagements/{engagement}", engagement),
    rows("/engagements", engagements),
    post("/focus-lists/{engagement}/draft", DraftFocusList, focus_list),
    post("/focus-lists/{engagement}/approval", ApproveFocusList, focus_list),
    get("/focus-lists/{engagement}", focus_list),
)
