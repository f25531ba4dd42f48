"""The issue register: every issue and how far it has come, now or as of a moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection, by_stream
from services.issues.domain.issue import (
    IssueApproved,
    IssueDomain,
    IssueEvent,
    IssueFedBack,
    IssueRaised,
    IssueResolved,
    IssueStatus,
    ItemType,
)


@frozen
class IssueRow:
    """One issue as the register shows it.

    `told_unit` is the unit once it was told, so that no unit sees what is still being weighed.
    """

    issue: str
    code: str
    title: str
    round: str
    unit: str
    told_unit: str | None = None
    domain: IssueDomain
    item_type: ItemType
    status: IssueStatus
    raised_at: datetime
    approved_at: datetime | None = None
    fed_back_at: datetime | None = None
    resolved_at: datetime | None = None


def fold(row: IssueRow | None, recorded: Recorded[IssueEvent]) -> IssueRow | None:
    """Take one event into the row."""
    moment = recorded.recorded_at
    match recorded.event:
        case IssueRaised():
            return _raised(recorded.event, moment)
        case IssueApproved():
            return row and replace(row, status=IssueStatus.APPROVED, approved_at=moment)
        case IssueFedBack():
            return row and _told(row, moment)
        case IssueResolved():
            return row and replace(row, status=IssueStatus.RESOLVED, resolved_at=moment)
        case _:
            assert_never(recorded.event)


def _raised(event: IssueRaised, moment: datetime) -> IssueRow:
    return IssueRow(
        issue=event.issue,
        code=event.code,
        title=event.title,
        round=event.round,
        unit=event.unit,
        domain=event.domain,
        item_type=event.item_type,
        status=IssueStatus.RAISED,
        raised_at=moment,
    )


def _told(row: IssueRow, moment: datetime) -> IssueRow:
    """Note the telling; the write-off may have been heard of first."""
    status = row.status if row.resolved_at else IssueStatus.FED_BACK
    return replace(row, status=status, told_unit=row.unit, fed_back_at=moment)


issue_register: Final = Projection(
    name="issue_register",
    version=1,
    row=IssueRow,
    key="issue",
    keys=by_stream(IssueEvent),
    fold=fold,
    as_of=True,
    filters=("round", "unit", "status", "domain", "item_type"),
    sorts=("code", "raised_at", "fed_back_at", "resolved_at"),
)
