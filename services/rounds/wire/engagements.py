"""Stored names of engagements and of what a group looks at."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, SITE, stored, tagged
from services.rounds.domain.engagement.facts import (
    ApprovedIssuesNoted,
    BriefingAccepted,
    BriefingRequested,
    BriefingReturned,
    BriefingSectionFiled,
    EngagementArchived,
    EngagementConcluded,
    EngagementPlanned,
    FeedbackNoted,
    FindingsNoted,
    GroupAssigned,
    GroupEntered,
    MilestoneReported,
    ReportApproved,
    ResultUseNoted,
    TaskTold,
    TraceabilityNoted,
)
from services.rounds.domain.focus_list import FocusListApproved, FocusListDrafted

_whole: Final = tagged("engagement", "round", "unit", "division")
_unit: Final = tagged("engagement", "round", "unit")

LINES: Final = (
    stored("EngagementPlanned.v1", EngagementPlanned, INTERNAL, tags=_whole),
    stored("GroupAssigned.v1", GroupAssigned, INTERNAL, tags=tagged("group")),
    stored("BriefingRequested.v1", BriefingRequested, SITE, tags=_unit),
    stored("BriefingSectionFiled.v1", BriefingSectionFiled, INTERNAL),
    stored("BriefingReturned.v1", BriefingReturned, INTERNAL),
    stored("BriefingAccepted.v1", BriefingAccepted, INTERNAL),
    stored("GroupEntered.v1", GroupEntered, SITE, tags=_whole),
    stored("TaskTold.v1", TaskTold, INTERNAL),
    stored("EngagementConcluded.v1", EngagementConcluded, SITE, tags=_unit),
    stored("FindingsNoted.v1", FindingsNoted, INTERNAL),
    stored("TraceabilityNoted.v1", TraceabilityNoted, INTERNAL),
    stored("ResultUseNoted.v1", ResultUseNoted, INTERNAL),
    stored("ApprovedIssuesNoted.v1", ApprovedIssuesNoted, INTERNAL),
    stored("ReportApproved.v1", ReportApproved, LINKED, tags=_whole),
    stored("FeedbackNoted.v1", FeedbackNoted, INTERNAL),
    stored("EngagementArchived.v1", EngagementArchived, INTERNAL),
    stored(
        "MilestoneReported.v1",
        MilestoneReported,
        LINKED,
        tags=tagged("programme", "engagement", "division"),
    ),
    stored("FocusListDrafted.v1", FocusListDrafted, INTERNAL, tags=tagged("engagement", "unit")),
    stored("FocusListApproved.v1", FocusListApproved, INTERNAL, tags=tagged("engagement", "unit")),
)
