"""The names of our facts in storage: add lines, never edit or remove one."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, OPEN, SITE, Wire, stored, tagged
from libs.contracts.rectification import RectificationDisclosed
from services.rectification.domain.case import (
    CaseItemWrittenOff,
    ConcentratedPeriodStarted,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    IssueWrittenOff,
    ItemAssigned,
    ItemDescribed,
    ItemEvidenceAdded,
    ItemProgressReported,
    ItemVerified,
)
from services.rectification.domain.reported_case import ReportedCaseAccepted, ReportedCaseNoted


def disclosed(accepted: RectificationAccepted) -> RectificationDisclosed:
    """Publish who is done with how much, and nothing of what it was."""
    return RectificationDisclosed(
        unit_name=accepted.unit_name,
        division=accepted.division,
        issues=accepted.issues,
        accepted_at=accepted.accepted_at,
    )


_CASE: Final = tagged("case", "round", "unit", "division")
_ROW: Final = tagged("case", "unit")
_REPORTED: Final = tagged("case", "unit", "division")

WIRE: Final = Wire(
    "rectification",
    [
        stored("RectificationCaseOpened.v1", RectificationCaseOpened, LINKED, tags=_CASE),
        stored("ConcentratedPeriodStarted.v1", ConcentratedPeriodStarted, INTERNAL),
        stored("CaseItemWrittenOff.v1", CaseItemWrittenOff, INTERNAL),
        stored(
            "RectificationAccepted.v1", RectificationAccepted, OPEN, tags=_CASE, public=disclosed
        ),
        stored("ItemAssigned.v1", ItemAssigned, INTERNAL, tags=_CASE),
        stored("ItemDescribed.v1", ItemDescribed, INTERNAL),
        stored("ItemProgressReported.v1", ItemProgressReported, INTERNAL),
        stored("ItemEvidenceAdded.v1", ItemEvidenceAdded, INTERNAL),
        stored("CompletionClaimed.v1", CompletionClaimed, SITE, tags=_ROW),
        stored("ClaimRejected.v1", ClaimRejected, SITE, tags=_ROW),
        stored("ItemVerified.v1", ItemVerified, INTERNAL),
        stored("IssueWrittenOff.v1", IssueWrittenOff, SITE, tags=_ROW),
        stored("ReportedCaseNoted.v1", ReportedCaseNoted, INTERNAL, tags=_REPORTED),
        stored("ReportedCaseAccepted.v1", ReportedCaseAccepted, INTERNAL),
    ],
)
