"""Feedback and write-offs of other services move the issue on."""

from libs.common.reactions import send
from libs.common.testing.given import reacting
from libs.contracts.rectification import IssueWrittenOff
from libs.contracts.rounds import FeedbackDelivered
from services.issues.domain.issue import MarkFedBack, ResolveIssue
from services.issues.reactions import rectification, rounds
from tests.contracts.published import as_published
from tests.issues.examples import FEEDBACK, STREAM, TOWN
from tests.rectification.examples import written_off
from tests.rounds.examples import PURCHASES, delivered


def test_each_issue_of_a_delivered_feedback_is_fed_back() -> None:
    marked = MarkFedBack(feedback=FEEDBACK, unit=TOWN)
    reacting(rounds.REACTIONS)(as_published(FeedbackDelivered, delivered)).then_commands(
        send(STREAM, marked), send(f"issue-{PURCHASES}", marked)
    )


def test_a_written_off_row_resolves_its_issue() -> None:
    reacting(rectification.REACTIONS)(as_published(IssueWrittenOff, written_off)).then_commands(
        send(STREAM, ResolveIssue())
    )
