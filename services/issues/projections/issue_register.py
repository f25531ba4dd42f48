"""The issue register: every issue and how far it has come, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.issues.domain.issue.facts import (
    IssueApproved,
    IssueCaseClosed,
    IssueClosed,
    IssueConfirmed,
    IssueDropped,
    IssueEvent,
    IssueFedBack,
    IssueInRectification,
    IssueListed,
    IssueMerged,
    IssueRaised,
    IssueReopened,
    IssueResolved,
    IssueTagged,
)
from services.issues.domain.issue.state import IssueStatus, furthest
from services.issues.domain.taxonomy import IssueDomain, ItemType


@frozen
class IssueRow:
    """One issue as the register shows it.

    `told_unit` is the unit once it was told, so that no unit sees what is still being weighed.
    """

    issue: str
    code: str
    title: str
    round: str
    engagement: str | None = None
    unit: str
    told_unit: str | None = None
    domain: IssueDomain
    item_type: ItemType
    gov_function: bool = False
    sector: str | None = None
    papers: int = 0
    status: IssueStatus
    merged_into: str | None = None
    raised_at: datetime
    approved_at: datetime | None = None
    fed_back_at: datetime | None = None
    in_rectification_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None


def fold(  # noqa: C901, PLR0911, PLR0912 - a table
    row: IssueRow | None, recorded: Recorded[IssueEvent]
) -> IssueRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case IssueRaised():
            return _raised(recorded.event, moment)
        case IssueTagged(gov_function=government, sector=sector):
            return row and replace(row, gov_function=government, sector=sector)
        case IssueListed():
            return row and _moved(row, IssueStatus.LISTED)
        case IssueConfirmed():
            return row and _moved(row, IssueStatus.CONFIRMED)
        case IssueMerged(into=into):
            return row and replace(_moved(row, IssueStatus.MERGED), merged_into=into)
        case IssueDropped():
            return row and _moved(row, IssueStatus.DROPPED)
        case IssueApproved():
            return row and replace(_moved(row, IssueStatus.APPROVED), approved_at=moment)
        case IssueFedBack():
            told = row and _moved(row, IssueStatus.FED_BACK)
            return told and replace(told, told_unit=told.unit, fed_back_at=moment)
        case IssueInRectification():
            now = row and _moved(row, IssueStatus.IN_RECTIFICATION)
            return now and replace(now, in_rectification_at=moment)
        case IssueResolved():
            return row and replace(_moved(row, IssueStatus.RESOLVED), resolved_at=moment)
        case IssueReopened():
            return row and _reopened(row)
        case IssueCaseClosed():
            return row
        case IssueClosed():
            return row and replace(_moved(row, IssueStatus.CLOSED), closed_at=moment)
        case _:
            assert_never(recorded.event)


def _moved(row: IssueRow, status: IssueStatus) -> IssueRow:
    """Move on; what is heard of late does not set an issue back."""
    return replace(row, status=furthest(row.status, status))


def _reopened(row: IssueRow) -> IssueRow:
    status = IssueStatus.IN_RECTIFICATION
    return replace(row, status=status, resolved_at=None, closed_at=None)


def _raised(event: IssueRaised, moment: datetime) -> IssueRow:
    return IssueRow(
        issue=event.issue,
        code=event.code,
        title=event.title,
        round=event.round,
        engagement=event.engagement,
        unit=event.unit,
        domain=event.domain,
        item_type=event.item_type,
        papers=len(event.papers),
        status=IssueStatus.RAISED,
        raised_at=moment,
    )


issue_register: Final = Projection(
    name="issue_register",
    version=2,
    row=IssueRow,
    key="issue",
    keys=by_stream(IssueEvent),
    fold=fold,
    as_of=True,
    filters=(
        *("round", "engagement", "unit", "status", "domain", "item_type"),
        *("gov_function", "sector"),
    ),
    sorts=("code", "raised_at", "approved_at", "fed_back_at", "resolved_at", "closed_at"),
)
