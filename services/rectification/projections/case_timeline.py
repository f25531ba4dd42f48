"""The case timeline: every event that matters of a case, over its filings and rows (mechanism 41).

What bodies of the inspection do among themselves names no unit, so a unit does not see it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias, get_args

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rectification.domain.case.facts import (
    CaseClosed,
    CaseReopened,
    DueDateMoved,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    RectificationAccepted,
    RectificationCaseOpened,
)
from services.rectification.domain.filing.facts import (
    FilingAccepted,
    FilingResubmitted,
    FilingReturned,
    FilingReviewersAssigned,
    FilingSubmitted,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.item.facts import (
    ClaimRejected,
    CompletionClaimed,
    IssueWrittenOff,
    ItemAssigned,
    ItemMarkedLongTerm,
    ItemReopened,
    ItemVerified,
)

Mattering: TypeAlias = (
    RectificationCaseOpened
    | DueDateMoved
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | RectificationAccepted
    | CaseClosed
    | CaseReopened
    | FilingSubmitted
    | FilingReviewersAssigned
    | ReviewerOpinionRecorded
    | FilingReturned
    | FilingResubmitted
    | FilingAccepted
    | ItemAssigned
    | CompletionClaimed
    | ClaimRejected
    | ItemVerified
    | IssueWrittenOff
    | ItemMarkedLongTerm
    | ItemReopened
)
_MATTERING: Final = frozenset(get_args(Mattering))


@frozen
class TimelineRow:
    """One event: what kind of thing it happened to, what it is called, when, in which role.

    `place` is its position in the log.
    """

    entry: str
    case: str
    place: int
    at: datetime
    kind: str
    what: str
    role: str
    unit: str | None
    issue: str | None
    event: str


def keys(recorded: Recorded[object]) -> Sequence[str]:
    """Give an event its place in its case; verifications of long ago did not name it."""
    case = getattr(recorded.event, "case", None)
    matters = type(recorded.event) in _MATTERING and case is not None
    return (_entry(case, recorded.position),) if matters else ()


def fold(row: TimelineRow | None, recorded: Recorded[Mattering]) -> TimelineRow | None:
    """Write an event down; it is one row, which nothing changes."""
    case = recorded.event.case
    if case is None:
        return row
    return TimelineRow(
        entry=_entry(case, recorded.position),
        case=case,
        place=recorded.position,
        at=recorded.occurred_at,
        kind=recorded.stream.partition("-")[0],
        what=recorded.header.type.partition(".")[0],
        role=recorded.header.role,
        unit=getattr(recorded.event, "unit", None),
        issue=getattr(recorded.event, "issue", None),
        event=recorded.header.id,
    )


def _entry(case: str | None, position: int) -> str:
    return f"{case}/{position}"


case_timeline: Final = Projection(
    name="case_timeline",
    version=1,
    row=TimelineRow,
    key="entry",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("case", "unit", "kind", "what", "role", "issue"),
    sorts=("place", "at"),
)
