"""Stored names of report checks."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, stored, tagged
from services.issues.domain.report.facts import (
    ReportCommented,
    ReportCommentResolved,
    ReportConsultationOpened,
    ReportDrafted,
    ReportTraceabilityChecked,
)

_engagement: Final = tagged("engagement", "round", "unit")

LINES: Final = (
    stored("ReportDrafted.v1", ReportDrafted, INTERNAL, tags=_engagement),
    stored("ReportConsultationOpened.v1", ReportConsultationOpened, INTERNAL),
    stored("ReportCommented.v1", ReportCommented, INTERNAL),
    stored("ReportCommentResolved.v1", ReportCommentResolved, INTERNAL),
    stored("ReportTraceabilityChecked.v1", ReportTraceabilityChecked, SITE, tags=_engagement),
)
