"""Stored names of cases."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, OPEN, SITE, stored, tagged
from libs.contracts.rectification import RectificationDisclosed
from services.rectification.domain.case.facts import (
    CaseClosed,
    CaseFilingSubmitted,
    CaseItemLeftLongTerm,
    CaseItemReopened,
    CaseItemWrittenOff,
    CasePlanAccepted,
    CaseReopened,
    ConcentratedPeriodEnded,
    ConcentratedPeriodStarted,
    ContinuingPhaseEntered,
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationAccepted,
    RectificationCaseOpened,
)


def disclosed(accepted: RectificationAccepted) -> RectificationDisclosed:
    """Publish who is done with how much, and nothing of what it was."""
    return RectificationDisclosed(
        unit_name=accepted.unit_name,
        division=accepted.division,
        issues=accepted.issues,
        accepted_at=accepted.accepted_at,
    )


_case: Final = tagged("case", "round", "unit", "division")
_unit: Final = tagged("case", "unit")

LINES: Final = (
    stored("RectificationCaseOpened.v1", RectificationCaseOpened, LINKED, tags=_case),
    stored("ConcentratedPeriodStarted.v1", ConcentratedPeriodStarted, INTERNAL),
    stored("CaseItemWrittenOff.v1", CaseItemWrittenOff, INTERNAL),
    stored("RectificationAccepted.v1", RectificationAccepted, OPEN, tags=_case, public=disclosed),
    stored("CaseFilingSubmitted.v1", CaseFilingSubmitted, INTERNAL),
    stored("CasePlanAccepted.v1", CasePlanAccepted, INTERNAL),
    stored("CaseItemLeftLongTerm.v1", CaseItemLeftLongTerm, INTERNAL),
    stored("CaseItemReopened.v1", CaseItemReopened, INTERNAL),
    stored("ConcentratedPeriodEnded.v1", ConcentratedPeriodEnded, INTERNAL),
    stored("ContinuingPhaseEntered.v1", ContinuingPhaseEntered, INTERNAL),
    stored("CaseClosed.v1", CaseClosed, LINKED, tags=_case),
    stored("CaseReopened.v1", CaseReopened, INTERNAL, tags=_unit),
    stored("DueDateMoved.v1", DueDateMoved, SITE, tags=_unit),
    stored("ExtensionRequested.v1", ExtensionRequested, INTERNAL, tags=_unit),
    stored("ExtensionGranted.v1", ExtensionGranted, INTERNAL, tags=_unit),
    stored("ExtensionRefused.v1", ExtensionRefused, INTERNAL, tags=_unit),
)
