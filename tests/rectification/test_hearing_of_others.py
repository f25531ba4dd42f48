"""Feedback opens a case and its rows, issues title them, levels below report theirs."""

from libs.common.clock import derived_id
from libs.common.reactions import send
from libs.common.testing.given import EVENT_ID, reacting
from libs.contracts.issues import IssueRaised
from libs.contracts.rectification import RectificationAccepted, RectificationCaseOpened
from libs.contracts.rounds import FeedbackDelivered
from services.rectification.domain.case import OpenCase, RecordWriteOff
from services.rectification.domain.item.commands import AssignItem, DescribeItem
from services.rectification.domain.reported_case import NoteReportedAcceptance, NoteReportedCase
from services.rectification.domain.vocabulary import CaseId, IssueId, SiteKey
from services.rectification.reactions import issues, own_log, rounds, subordinates
from tests.contracts.published import as_published
from tests.issues.examples import raised
from tests.rectification.examples import (
    ACCEPTED_AT,
    ANCHOR,
    CASE,
    DIVISION,
    FEEDBACK,
    PERMITS,
    PURCHASES,
    ROUND,
    STREAM,
    TOWN,
    TOWN_NAME,
    accepted,
    description,
    opened,
    written_off,
)
from tests.rounds.examples import delivered


def assign(case: CaseId, issue: IssueId) -> AssignItem:
    """Assign the row of an issue to the unit of the examples."""
    return AssignItem(
        issue=issue, case=case, round=ROUND, unit=TOWN, unit_name=TOWN_NAME, division=DIVISION
    )


def test_delivered_feedback_opens_a_case_and_then_a_row_per_issue() -> None:
    case = CaseId(derived_id(EVENT_ID, "case"))
    open_case = OpenCase(
        case=case,
        feedback=FEEDBACK,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=(PERMITS, PURCHASES),
        anchor=ANCHOR,
    )
    reacting(rounds.REACTIONS)(as_published(FeedbackDelivered, delivered)).then_commands(
        send(f"case-{case}", open_case),
        send(STREAM, assign(case, PERMITS)),
        send(f"item-{PURCHASES}", assign(case, PURCHASES)),
    )


def test_a_raised_issue_describes_its_row_and_opens_none() -> None:
    reacting(issues.REACTIONS)(as_published(IssueRaised, raised)).then_commands(
        send(STREAM, DescribeItem(description=description))
    )


def test_a_written_off_row_counts_in_its_case() -> None:
    reacting(own_log.REACTIONS)(written_off).then_commands(
        send(f"case-{CASE}", RecordWriteOff(issue=PERMITS))
    )


def test_a_case_of_a_level_below_is_noted_under_its_site() -> None:
    below = as_published(RectificationCaseOpened, opened)
    note = NoteReportedCase(
        site=SiteKey("360733"),
        case=CASE,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=2,
        anchor=ANCHOR,
    )
    reacting(subordinates.REACTIONS)(below, site="360733").then_commands(
        send(f"reported_case-360733-{CASE}", note)
    )


def test_an_acceptance_of_a_level_below_is_noted_with_its_case() -> None:
    below = as_published(RectificationAccepted, accepted)
    reacting(subordinates.REACTIONS)(below, site="360733").then_commands(
        send(f"reported_case-360733-{CASE}", NoteReportedAcceptance(accepted_at=ACCEPTED_AT))
    )
