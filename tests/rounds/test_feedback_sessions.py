"""The list of feedback sessions shows each one's day, rule and signature."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rounds.domain.feedback_facts import SignerRole
from services.rounds.domain.feedback_state import FeedbackStatus
from services.rounds.projections.feedback_sessions import FeedbackRow, feedback_sessions
from tests.rounds.feedback_examples import (
    DELIVERED_AT,
    FEEDBACK,
    HELD_ON,
    consented,
    delivered_by_rule,
    drafted_on_report,
    feedback_scheduled,
    signed,
)
from tests.rounds.preparation_examples import ENGAGEMENT, ROUND, TOWN

STREAM = f"feedback-{FEEDBACK}"


def test_a_session_is_shown_from_its_draft_to_its_signature() -> None:
    story = (drafted_on_report, consented, feedback_scheduled, delivered_by_rule, signed)
    assert rows_after(feedback_sessions, history(STREAM, *story)) == {
        FEEDBACK: FeedbackRow(
            feedback=FEEDBACK,
            engagement=ENGAGEMENT,
            round=ROUND,
            unit=TOWN,
            told_unit=TOWN,
            unit_name="嘉定镇(演示)",
            division="360722100",
            issues=2,
            status=FeedbackStatus.ACKNOWLEDGED,
            held_on=HELD_ON,
            rule="feedback-2026",
            led_by="leading_official",
            signer_role=SignerRole.HEAD,
            drafted_at=MOMENT,
            approved_at=MOMENT + STEP,
            delivered_at=DELIVERED_AT,
            acknowledged_at=MOMENT + 4 * STEP,
        )
    }


def test_no_unit_sees_what_it_was_not_told_yet() -> None:
    (row,) = rows_after(feedback_sessions, history(STREAM, drafted_on_report, consented)).values()
    assert (row.told_unit, row.status) == (None, FeedbackStatus.APPROVED)
