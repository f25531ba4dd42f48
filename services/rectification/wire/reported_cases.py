"""Stored names of what the levels below report."""

from typing import Final

from libs.common.events.wire import INTERNAL, stored, tagged
from services.rectification.domain.reported_case import (
    ReportedCaseAccepted,
    ReportedCaseClosed,
    ReportedCaseNoted,
)

_reported: Final = tagged("case", "unit", "division")

LINES: Final = (
    stored("ReportedCaseNoted.v1", ReportedCaseNoted, INTERNAL, tags=_reported),
    stored("ReportedCaseAccepted.v1", ReportedCaseAccepted, INTERNAL),
    stored("ReportedCaseClosed.v1", ReportedCaseClosed, INTERNAL),
)
