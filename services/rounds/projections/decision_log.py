"""The decision log of the leading group: what it decided, in which meeting, with how many of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from libs.common.decider import frozen
from libs.common.events.recorded import Recorded
from libs.common.projections import Projection
from services.rounds.domain.hearing.facts import LsgDecisionRecorded


@frozen
class DecisionRow:
    """One decision; `decision` is its meeting and its number there."""

    decision: str
    hearing: str
    number: int
    matter: str
    decided: str
    attendees: int
    quorum: int
    rule: str
    recorded_at: datetime


def keys(recorded: Recorded[Any]) -> Sequence[str]:
    """Give the decision that is recorded."""
    event = recorded.event
    return (_key(event),) if isinstance(event, LsgDecisionRecorded) else ()


def fold(row: DecisionRow | None, recorded: Recorded[LsgDecisionRecorded]) -> DecisionRow | None:
    """Write the decision down; what is decided stays decided."""
    event = recorded.event
    return row or DecisionRow(
        decision=_key(event),
        hearing=event.hearing,
        number=event.number,
        matter=event.matter,
        decided=event.decision,
        attendees=event.attendees,
        quorum=event.quorum,
        rule=event.rule,
        recorded_at=recorded.recorded_at,
    )


def _key(event: LsgDecisionRecorded) -> str:
    return f"{event.hearing}/{event.number}"


decision_log: Final = Projection(
    name="decision_log",
    version=1,
    row=DecisionRow,
    key="decision",
    keys=keys,
    fold=fold,
    as_of=True,
    filters=("hearing",),
    sorts=("recorded_at", "matter"),
)
