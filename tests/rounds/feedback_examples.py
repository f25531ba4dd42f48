"""Canonical facts of feedback by the rule in force; `examples.py` shows them to all."""

from datetime import UTC, date, datetime
from typing import Final

from services.rounds.domain.feedback_facts import (
    FeedbackAcknowledged,
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackDrafted,
    FeedbackScheduled,
    SignerRole,
)
from services.rounds.domain.parameters import RuleScope
from services.rounds.domain.rules import RuleVersionActivated
from services.rounds.domain.vocabulary import ActorId, FeedbackKey
from tests.rounds.preparation_examples import (
    ENGAGEMENT,
    HEARD,
    ISSUES,
    LEADER,
    ROUND,
    TOWN,
    approved_issues_noted,
    report_approved,
)

FEEDBACK: Final = FeedbackKey("C01-U01")
APPROVED_AT: Final = datetime(2026, 3, 30, 2, tzinfo=UTC)
HELD_ON: Final = date(2026, 3, 31)
DELIVERED_AT: Final = datetime(2026, 3, 31, 8, tzinfo=UTC)
REPORTED: Final = (*HEARD, report_approved, approved_issues_noted)
"""What happened to an engagement whose issues may be told."""


def feedback_rule(**parameters: str) -> RuleVersionActivated:
    """Put a feedback rule into force that says what is usual, unless said otherwise."""
    usual = {
        "plan.due": "months:1",
        "concentrated.period": "months:6",
        "feedback.led_by": "leading_official",
        "feedback.attended_by": "head,team",
    }
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    return RuleVersionActivated(
        scope=RuleScope.FEEDBACK,
        rule="feedback-2026",
        effective_on=date(2026, 1, 1),
        parameters={**usual, **named},
    )


drafted_on_report: Final = FeedbackDrafted(
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    issues=ISSUES,
    by=ActorId(LEADER),
    engagement=ENGAGEMENT,
)
consented: Final = FeedbackApproved(issues=ISSUES, approved_at=APPROVED_AT)
feedback_scheduled: Final = FeedbackScheduled(held_on=HELD_ON)
delivered_by_rule: Final = FeedbackDelivered(
    feedback=FEEDBACK,
    round=ROUND,
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    issues=ISSUES,
    delivered_at=DELIVERED_AT,
    engagement=ENGAGEMENT,
    rule="feedback-2026",
    plan_term="months:1",
    progress_term="months:6",
    led_by="leading_official",
)
signed: Final = FeedbackAcknowledged(signer_role=SignerRole.HEAD)

EVENTS: Final = (*(drafted_on_report, consented, feedback_scheduled, delivered_by_rule, signed),)

BEGINNINGS: Final[dict[str, tuple[tuple[object, ...], ...]]] = {
    "feedback": ((drafted_on_report, consented, feedback_scheduled, delivered_by_rule),),
}
