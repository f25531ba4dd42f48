"""Feedback opens a case and its rows, issues title them, levels below report theirs."""

from dataclasses import replace

from libs.common.clock import derived_id
from libs.common.reactions import send
from libs.common.testing.given import EVENT_ID, MOMENT, reacting
from libs.contracts.issues import IssueRaised, SectorIssueRaised
from libs.contracts.rectification import (
    CaseClosed,
    RectificationAccepted,
    RectificationCaseOpened,
)
from libs.contracts.rounds import FeedbackDelivered
from services.rectification.domain.case.commands import (
    NoteFilingSubmitted,
    NotePlanAccepted,
    NoteReportAccepted,
    OpenCase,
    RecordLongTerm,
    RecordReopening,
    RecordWriteOff,
)
from services.rectification.domain.department_task import AssignDepartmentTask
from services.rectification.domain.filing.commands import OpenFiling
from services.rectification.domain.item.commands import AssignItem, DescribeItem, FixDueDate
from services.rectification.domain.reported_case import (
    NoteReportedAcceptance,
    NoteReportedCase,
    NoteReportedClosing,
)
from services.rectification.domain.vocabulary import CaseId, FilingKind, IssueId, SiteKey
from services.rectification.reactions import issues, own_log, rounds, subordinates
from tests.contracts.published import as_published
from tests.issues.examples import raised
from tests.rectification.examples import (
    accepted,
    closed,
    description,
    marked_long_term,
    opened,
    opened_before_terms,
    reopened,
    task_assigned,
    written_off,
)
from tests.rectification.filing_examples import plan_accepted, report_accepted, submitted
from tests.rectification.ground import (
    ACCEPTED_AT,
    ANCHOR,
    CASE,
    DIVISION,
    FEEDBACK,
    PERMITS,
    PLAN_DUE,
    PROGRESS_DUE,
    PURCHASES,
    ROUND,
    ROW_DUE,
    STREAM,
    TOWN,
    TOWN_NAME,
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
        rule="feedback-2026-1",
        plan_term="days:15",
        progress_term="months:2",
    )
    told = replace(
        as_published(FeedbackDelivered, delivered),
        rule="feedback-2026-1",
        plan_term="days:15",
        progress_term="months:2",
    )
    reacting(rounds.REACTIONS)(told).then_commands(
        send(f"case-{case}", open_case),
        send(STREAM, assign(case, PERMITS)),
        send(f"item-{PURCHASES}", assign(case, PURCHASES)),
    )


def test_feedback_of_before_terms_were_stamped_goes_by_the_default_rule() -> None:
    told = replace(
        as_published(FeedbackDelivered, delivered), rule=None, plan_term=None, progress_term=None
    )
    (open_case, *_) = (each.command for each in reacting(rounds.REACTIONS)(told).sent)
    assert isinstance(open_case, OpenCase)
    assert (open_case.rule, open_case.plan_term) == ("default", "months:1")
    assert open_case.progress_term == "months:6"


def test_a_raised_issue_describes_its_row_and_opens_none() -> None:
    reacting(issues.REACTIONS)(as_published(IssueRaised, raised)).then_commands(
        send(STREAM, DescribeItem(description=description))
    )


def test_a_written_off_row_counts_in_its_case() -> None:
    reacting(own_log.REACTIONS)(written_off).then_commands(
        send(f"case-{CASE}", RecordWriteOff(issue=PERMITS))
    )


def test_a_row_that_runs_on_or_is_open_again_counts_in_its_case() -> None:
    case = f"case-{CASE}"
    reacting(own_log.REACTIONS)(marked_long_term).then_commands(
        send(case, RecordLongTerm(issue=PERMITS))
    )
    reacting(own_log.REACTIONS)(reopened).then_commands(send(case, RecordReopening(issue=PERMITS)))


def test_an_opened_case_lets_its_unit_owe_a_plan_and_a_report() -> None:
    plan = OpenFiling(
        filing=FilingKind.PLAN,
        case=CASE,
        round=ROUND,
        unit=TOWN,
        unit_name=TOWN_NAME,
        division=DIVISION,
        issues=(PERMITS, PURCHASES),
        due_at=PLAN_DUE,
    )
    report = replace(plan, filing=FilingKind.PROGRESS, due_at=PROGRESS_DUE)
    reacting(own_log.FILINGS)(opened).then_commands(
        send(f"plan-{CASE}", plan), send(f"progress-{CASE}", report)
    )
    reacting(own_log.FILINGS)(opened_before_terms).then_commands(
        send(f"plan-{CASE}", replace(plan, due_at=None)),
        send(f"progress-{CASE}", replace(report, due_at=None)),
    )


def test_a_filing_is_noted_by_its_case() -> None:
    for filing in FilingKind:
        reacting(own_log.REACTIONS)(submitted(filing)).then_commands(
            send(f"case-{CASE}", NoteFilingSubmitted(filing=filing))
        )


def test_an_accepted_plan_is_noted_by_its_case_and_tells_each_row_when_it_is_due() -> None:
    reacting(own_log.REACTIONS)(plan_accepted).then_commands(
        send(f"case-{CASE}", NotePlanAccepted()),
        send(STREAM, FixDueDate(issue=PERMITS, case=CASE, due_at=ROW_DUE)),
        send(
            f"item-{PURCHASES}",
            FixDueDate(issue=PURCHASES, case=CASE, due_at=plan_accepted.due[1].due_at),
        ),
    )


def test_an_accepted_report_tells_its_case_how_its_rows_are_divided() -> None:
    reacting(own_log.REACTIONS)(report_accepted).then_commands(
        send(f"case-{CASE}", NoteReportAccepted(completed=1, basically=0, continuing=1))
    )


def test_a_sector_wide_issue_is_given_to_its_line_department() -> None:
    sector = SectorIssueRaised(
        sector_issue=task_assigned.sector_issue,
        programme=task_assigned.programme,
        title=task_assigned.title,
        domain=task_assigned.domain,
        department=task_assigned.department,
        issues=task_assigned.issues,
        divisions=task_assigned.divisions,
    )
    assign_task = AssignDepartmentTask(
        sector_issue=task_assigned.sector_issue,
        programme=task_assigned.programme,
        title=task_assigned.title,
        domain=task_assigned.domain,
        department=task_assigned.department,
        issues=task_assigned.issues,
        divisions=task_assigned.divisions,
        anchor=MOMENT,
    )
    reacting(issues.REACTIONS)(sector).then_commands(
        send(f"department_task-{task_assigned.task}", assign_task)
    )


def test_a_sector_wide_issue_of_another_level_gives_nobody_a_task() -> None:
    heard = {line.event for line in subordinates.REACTIONS.lines}
    assert SectorIssueRaised not in heard


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


def test_a_closing_of_a_level_below_is_noted_with_its_case() -> None:
    below = as_published(CaseClosed, closed)
    note = NoteReportedClosing(written_off=2, long_term=0, closed_at=ACCEPTED_AT)
    reacting(subordinates.REACTIONS)(below, site="360733").then_commands(
        send(f"reported_case-360733-{CASE}", note)
    )
