"""The sector issues: what programmes found in several divisions, now or as of a moment."""

from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.issues.domain.sector_issue import SectorIssueEvent, SectorIssueRaised


@frozen
class SectorIssueRow:
    """One sector issue, with the divisions but without the units in which it was found."""

    sector_issue: str
    programme: str
    title: str
    domain: str
    department: str
    issues: int
    divisions: tuple[str, ...]
    raised_at: datetime


def fold(
    row: SectorIssueRow | None,  # noqa: ARG001 - there is one event, and it comes first
    recorded: Recorded[SectorIssueEvent],
) -> SectorIssueRow | None:
    """Take one event into the row."""
    match recorded.event:
        case SectorIssueRaised():
            return _raised(recorded.event, recorded.recorded_at)
        case _:
            assert_never(recorded.event)


def _raised(event: SectorIssueRaised, moment: datetime) -> SectorIssueRow:
    return SectorIssueRow(
        sector_issue=event.sector_issue,
        programme=event.programme,
        title=event.title,
        domain=event.domain,
        department=event.department,
        issues=len(event.issues),
        divisions=event.divisions,
        raised_at=moment,
    )


sector_issues: Final = Projection(
    name="sector_issues",
    version=1,
    row=SectorIssueRow,
    key="sector_issue",
    keys=by_stream(SectorIssueEvent),
    fold=fold,
    as_of=True,
    filters=("programme", "domain", "department", "divisions"),
    sorts=("title", "raised_at"),
)
