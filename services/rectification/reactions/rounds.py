"""What rounds says: a delivered feedback opens a case, and an item per issue."""

from typing import Final

from libs.common.clock import derived_id
from libs.common.reactions import Reactions, Received, Send, on, send, service
from libs.contracts.rounds import FeedbackDelivered
from services.rectification.domain.case.commands import OpenCase
from services.rectification.domain.item.commands import AssignItem
from services.rectification.domain.vocabulary import (
    CaseId,
    FeedbackKey,
    IssueId,
    RoundKey,
    UnitCode,
)

# Feedback of before terms were stamped, by the customs of 2024 (DOMAIN 3.1).
DEFAULT_RULE: Final = "default"
DEFAULT_PLAN_TERM: Final = "months:1"
DEFAULT_PROGRESS_TERM: Final = "months:6"


def open_case(received: Received[FeedbackDelivered]) -> list[Send]:
    """Open the case before its rows, so that it knows of each when it is written off."""
    case = CaseId(derived_id(received.id, "case"))
    items = [_item(case, issue, received.event) for issue in received.event.issues]
    return [_case(case, received.event), *items]


def _case(case: CaseId, event: FeedbackDelivered) -> Send:
    opened = OpenCase(
        case=case,
        feedback=FeedbackKey(event.feedback),
        round=RoundKey(event.round),
        unit=UnitCode(event.unit),
        unit_name=event.unit_name,
        division=event.division,
        issues=tuple(map(IssueId, event.issues)),
        anchor=event.delivered_at,
        rule=event.rule or DEFAULT_RULE,
        plan_term=event.plan_term or DEFAULT_PLAN_TERM,
        progress_term=event.progress_term or DEFAULT_PROGRESS_TERM,
    )
    return send(f"case-{case}", opened)


def _item(case: CaseId, issue: str, event: FeedbackDelivered) -> Send:
    assigned = AssignItem(
        issue=IssueId(issue),
        case=case,
        round=RoundKey(event.round),
        unit=UnitCode(event.unit),
        unit_name=event.unit_name,
        division=event.division,
    )
    return send(f"item-{issue}", assigned)


REACTIONS: Final = Reactions(
    name="rounds",
    source=service("rounds"),
    lines=(on("open_case", FeedbackDelivered, open_case),),
)
