"""The filings: every plan and progress report that a unit owes, with its version and its date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeAlias, assert_never, get_args

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rectification.domain.case.facts import DueDateMoved
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingEvent,
    FilingOpened,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.filing.state import FilingStatus
from services.rectification.domain.vocabulary import FilingKind

FiledOrMoved: TypeAlias = FilingEvent | DueDateMoved

_OF_FILINGS: Final = frozenset(get_args(FilingEvent))


@frozen
class FilingRow:
    """One filing under the name of its stream; `opinions` are those on its last version."""

    filing: str
    kind: FilingKind
    case: str
    round: str
    unit: str
    unit_name: str
    division: str
    status: FilingStatus
    version: int = 0
    is_late: bool = False
    opinions: int = 0
    returns: int = 0
    due_at: datetime | None
    first_due_at: datetime | None
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None


def keys(recorded: Recorded[object]) -> Sequence[str]:
    """Find the filing that an event is about; its date moves on the stream of its case."""
    if isinstance(recorded.event, DueDateMoved):
        return (f"{recorded.event.filing.value}-{recorded.event.case}",)
    return (recorded.stream,) if type(recorded.event) in _OF_FILINGS else ()


def fold(  # noqa: PLR0911 - a table
    row: FilingRow | None, recorded: Recorded[FiledOrMoved]
) -> FilingRow | None:
    """Take one event into the filings; nothing but the opening begins a row."""
    moment = recorded.recorded_at
    match recorded.event:
        case FilingOpened():
            return _opened(recorded.stream, recorded.event)
        case FilingSubmitted(version=version, late=late):
            filed = row and _filed(row, version, moment)
            return filed and replace(filed, status=FilingStatus.SUBMITTED, is_late=late)
        case FilingReviewersAssigned():
            return row and replace(row, status=FilingStatus.UNDER_REVIEW)
        case ReviewerOpinionRecorded():
            return row and replace(row, opinions=row.opinions + 1)
        case FilingReturned():
            return row and replace(row, status=FilingStatus.RETURNED, returns=row.returns + 1)
        case FilingResubmitted(version=version):
            filed = row and _filed(row, version, moment)
            return filed and replace(filed, status=FilingStatus.UNDER_REVIEW)
        case FilingAccepted():
            return row and replace(row, status=FilingStatus.ACCEPTED, accepted_at=moment)
        case DueDateMoved(due_at=due_at):
            return row and replace(row, due_at=due_at)
        case _:
            assert_never(recorded.event)


def _opened(stream: str, event: FilingOpened) -> FilingRow:
    return FilingRow(
        filing=stream,
        kind=event.filing,
        case=event.case,
        round=event.round,
        unit=event.unit,
        unit_name=event.unit_name,
        division=event.division,
        status=FilingStatus.DRAFT,
        due_at=event.due_at,
        first_due_at=event.due_at,
    )


def _filed(row: FilingRow, version: int, moment: datetime) -> FilingRow:
    return replace(row, version=version, opinions=0, submitted_at=moment)


filings: Final = Projection(
    name="filings",
    version=1,
    row=FilingRow,
    key="filing",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("kind", "case", "round", "unit", "division", "status", "is_late"),
    sorts=("due_at", "submitted_at", "unit_name", "accepted_at"),
)
