"""The reviewer queue: filings and claims that wait to be judged, and in which role."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, assert_never, get_args

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingResubmitted,
    FilingReturned,
    FilingSubmitted,
    ReviewBody,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    IssueWrittenOff,
    ItemVerified,
    Outcome,
)

Waiting: TypeAlias = (
    FilingSubmitted
    | FilingResubmitted
    | ReviewerOpinionRecorded
    | FilingReturned
    | FilingAccepted
    | CompletionClaimed
    | ClaimRejected
    | ItemVerified
    | IssueWrittenOff
)
_WAITING: Final = frozenset(get_args(Waiting))


class QueueStage(StrEnum):
    """What is waited for."""

    REVIEW = "review"
    ACCEPTANCE = "acceptance"
    VERIFICATION = "verification"
    WRITE_OFF = "write_off"


@frozen
class QueueRow:
    """One thing under the name of its stream; a role that is waited for is true."""

    waiting: str
    stage: QueueStage
    case: str
    issue: str | None = None
    code: str | None = None
    unit: str
    unit_name: str
    version: int | None = None
    office: bool
    supervision_body: bool
    organisation_department: bool
    reviewer: bool
    since: datetime


def keys(recorded: Recorded[object]) -> Sequence[str]:
    """Name a row by its stream."""
    return (recorded.stream,) if type(recorded.event) in _WAITING else ()


def fold(row: QueueRow | None, recorded: Recorded[Waiting]) -> QueueRow | None:
    """Take one event into the queue; what is judged leaves it."""
    moment = recorded.recorded_at
    match recorded.event:
        case FilingSubmitted() | FilingResubmitted():
            return _filed(recorded.stream, recorded.event, moment)
        case ReviewerOpinionRecorded(body=body):
            return row and _rated(row, body, moment)
        case CompletionClaimed():
            return _claimed(recorded.stream, recorded.event, moment)
        case ItemVerified(outcome=outcome):
            return row and _verified(row, outcome, moment)
        case FilingReturned() | FilingAccepted() | ClaimRejected() | IssueWrittenOff():
            return None
        case _:
            assert_never(recorded.event)


def _filed(stream: str, event: FilingSubmitted | FilingResubmitted, moment: datetime) -> QueueRow:
    return QueueRow(
        waiting=stream,
        stage=QueueStage.REVIEW,
        case=event.case,
        unit=event.unit,
        unit_name=event.unit_name,
        version=event.version,
        office=True,
        supervision_body=True,
        organisation_department=True,
        reviewer=True,
        since=moment,
    )


def _rated(row: QueueRow, body: ReviewBody, moment: datetime) -> QueueRow:
    """Wait for the other bodies; after the last of them for the office, to accept."""
    left = replace(
        row,
        office=row.office and body is not ReviewBody.OFFICE,
        supervision_body=row.supervision_body and body is not ReviewBody.SUPERVISION_BODY,
        organisation_department=(
            row.organisation_department and body is not ReviewBody.ORGANISATION_DEPARTMENT
        ),
    )
    if left.office or left.supervision_body or left.organisation_department:
        return left
    return replace(left, stage=QueueStage.ACCEPTANCE, office=True, reviewer=False, since=moment)


def _claimed(stream: str, event: CompletionClaimed, moment: datetime) -> QueueRow:
    return QueueRow(
        waiting=stream,
        stage=QueueStage.VERIFICATION,
        case=event.case,
        issue=event.issue,
        code=event.code,
        unit=event.unit,
        unit_name=event.unit_name,
        office=True,
        supervision_body=False,
        organisation_department=False,
        reviewer=True,
        since=moment,
    )


def _verified(row: QueueRow, outcome: Outcome, moment: datetime) -> QueueRow | None:
    """Let the office write off what is done; what runs on waits for nobody."""
    if outcome is Outcome.CONTINUING:
        return None
    return replace(row, stage=QueueStage.WRITE_OFF, office=True, reviewer=False, since=moment)


reviewer_queue: Final = Projection(
    name="reviewer_queue",
    version=1,
    row=QueueRow,
    key="waiting",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=(
        *("stage", "case", "unit"),
        *("office", "supervision_body", "organisation_department", "reviewer"),
    ),
    sorts=("since", "unit_name"),
)
