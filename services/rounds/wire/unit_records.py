"""Stored names of units' records."""

from typing import Final

from libs.common.events.wire import INTERNAL, stored, tagged
from services.rounds.domain.unit_record import (
    AgendaSettled,
    CaseAcceptanceNoted,
    CaseClosingNoted,
    RectificationPaired,
)


def by_accepted_case(event: CaseAcceptanceNoted) -> list[str]:
    """Find it by its case."""
    return [f"case:{event.acceptance.case}"]


def by_closed_case(event: CaseClosingNoted) -> list[str]:
    """Find it by its case."""
    return [f"case:{event.closing.case}"]


LINES: Final = (
    stored("CaseAcceptanceNoted.v1", CaseAcceptanceNoted, INTERNAL, tags=by_accepted_case),
    stored("CaseClosingNoted.v1", CaseClosingNoted, INTERNAL, tags=by_closed_case),
    stored("RectificationPaired.v1", RectificationPaired, INTERNAL, tags=tagged("hearing")),
    stored("AgendaSettled.v1", AgendaSettled, INTERNAL, tags=tagged("hearing")),
)
