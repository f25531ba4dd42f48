"""Stored names of plans and progress reports: one machine, whose facts go by the filing's word."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    PlanDrafted,
    ProgressReportDrafted,
    ReviewerOpinionRecorded,
    TruthStatementSigned,
)
from services.rectification.domain.vocabulary import FilingKind

_opening: Final = tagged("case", "round", "unit", "division")
_filing: Final = tagged("case", "unit")
_PLAN: Final = FilingKind.PLAN.value
_PROGRESS: Final = FilingKind.PROGRESS.value

LINES: Final = (
    stored("FilingOpened.v1", FilingOpened, INTERNAL, tags=_opening),
    stored("PlanDrafted.v1", PlanDrafted, INTERNAL),
    stored("ProgressReportDrafted.v1", ProgressReportDrafted, INTERNAL),
    stored("TruthStatementSigned.v1", TruthStatementSigned, INTERNAL),
    stored("FilingReviewersAssigned.v1", FilingReviewersAssigned, INTERNAL),
    stored("ReviewerOpinionRecorded.v1", ReviewerOpinionRecorded, INTERNAL),
    stored("PlanSubmitted.v1", FilingSubmitted, SITE, kind=_PLAN, tags=_filing),
    stored("PlanResubmitted.v1", FilingResubmitted, SITE, kind=_PLAN, tags=_filing),
    stored("PlanReturned.v1", FilingReturned, SITE, kind=_PLAN, tags=_filing),
    stored("PlanAccepted.v1", FilingAccepted, SITE, kind=_PLAN, tags=_filing),
    stored("ProgressReportSubmitted.v1", FilingSubmitted, SITE, kind=_PROGRESS, tags=_filing),
    stored("ProgressReportResubmitted.v1", FilingResubmitted, SITE, kind=_PROGRESS, tags=_filing),
    stored("ProgressReportReturned.v1", FilingReturned, SITE, kind=_PROGRESS, tags=_filing),
    stored("ProgressReportAccepted.v1", FilingAccepted, SITE, kind=_PROGRESS, tags=_filing),
)
