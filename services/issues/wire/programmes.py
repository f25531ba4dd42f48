"""Stored names of what a programme's engagements found together."""

from typing import Final

from libs.common.events.wire import INTERNAL, LINKED, stored, tagged
from services.issues.domain.programme_findings import (
    LinkedFindingsNoted,
    MergedResultsNoted,
    SectorFindingsDecided,
)
from services.issues.domain.sector_issue import SectorIssueRaised

_programme: Final = tagged("programme")

LINES: Final = (
    stored("LinkedFindingsNoted.v1", LinkedFindingsNoted, INTERNAL, tags=_programme),
    stored("MergedResultsNoted.v1", MergedResultsNoted, INTERNAL, tags=_programme),
    stored("SectorFindingsDecided.v1", SectorFindingsDecided, INTERNAL, tags=_programme),
    stored("SectorIssueRaised.v1", SectorIssueRaised, LINKED, tags=_programme),
)
