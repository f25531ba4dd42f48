"""What a generated case stands for is counted event by event."""

from collections import Counter

from lianxun.scenarios.cases import (
    DAYS_TO_PLAN,
    DAYS_TO_REPORT,
    Fate,
    GeneratedCase,
    GeneratedIssue,
    GeneratedRound,
    PaperStep,
    RowStep,
)
from lianxun.scenarios.generate import UNITS_PER_ROUND, UNITS_PER_TERM
from lianxun.scenarios.tally import events_of
from lianxun.scenarios.vocabulary import ItemType, StepKind

LATE = DAYS_TO_REPORT - DAYS_TO_PLAN + 1
"""The first day on which a row is written off too late for the progress report."""


def row(
    *kinds: StepKind, first_day: int = 1, item_type: ItemType = "concentrated"
) -> GeneratedIssue:
    """Make an issue whose row takes these steps, one a day."""
    steps = tuple(RowStep(kind=kind, day=day) for day, kind in enumerate(kinds, start=first_day))
    return issue(steps=steps, item_type=item_type)


def issue(
    fate: Fate = "kept",
    paper: tuple[PaperStep, ...] = (),
    steps: tuple[RowStep, ...] = (),
    item_type: ItemType = "concentrated",
) -> GeneratedIssue:
    """Make an issue."""
    return GeneratedIssue(
        code="ISS-360722-C01-001",
        domain="permits",
        item_type=item_type,
        title_zh="许可",
        title_en="Permits",
        concerns_government=False,
        fate=fate,
        paper=paper,
        steps=steps,
    )


def case_of(
    *issues: GeneratedIssue, place: int = 1, number: int = 2, new: bool = True, returns: int = 0
) -> GeneratedCase:
    """Make a case with these issues; in the first place it opens its round."""
    units = tuple(f"360722-U{unit:02d}" for unit in range(1, UNITS_PER_TERM + 1))
    opened = GeneratedRound(
        key="360722-C01",
        term="360722-T1",
        number=number,
        units=units[:UNITS_PER_ROUND],
        term_units=units,
        units_are_new=new,
        day=0,
    )
    return GeneratedCase(
        round=opened,
        place=place,
        issues=issues,
        briefing_returns=returns,
        plan_returns=returns,
        report_returns=returns,
    )


def more(one: GeneratedCase, other: GeneratedCase) -> Counter[str]:
    """Count what one case has besides another one's events."""
    return events_of(one) - events_of(other)


DONE: tuple[StepKind, ...] = ("claimed", "verified", "written_off")


def test_a_row_counts_each_of_its_events() -> None:
    steps: list[StepKind] = ["progress_reported", "claimed", "rejected", *DONE]
    assert more(case_of(row(*DONE), row(*steps)), case_of(row(*DONE))) == {
        "IssueRaised": 1,
        "IssueListed": 1,
        "IssueConfirmed": 1,
        "IssueApproved": 1,
        "IssueFedBack": 1,
        "IssueInRectification": 1,
        "IssueResolved": 1,
        "IssueClosed": 1,
        "ItemDescribed": 1,
        "ItemAssigned": 1,
        "ItemDueDateFixed": 1,
        "ItemProgressReported": 1,
        "ItemEvidenceAdded": 2,
        "CompletionClaimed": 2,
        "ClaimRejected": 1,
        "ItemVerified": 1,
        "IssueWrittenOff": 1,
        "CaseItemWrittenOff": 1,
        "NotificationQueued": 5,
        "NotificationDelivered": 5,
    }


def test_a_paper_counts_an_event_a_step() -> None:
    paper: tuple[PaperStep, ...] = ("drafted", "evidence_attached", "returned", "drafted", "signed")
    assert more(case_of(issue(paper=paper)), case_of(issue())) == {
        "WorkingPaperDrafted": 2,
        "EvidenceAttached": 1,
        "WorkingPaperReturned": 1,
        "WorkingPaperSigned": 1,
    }


def test_an_issue_that_is_merged_or_dropped_has_no_row() -> None:
    assert more(case_of(row(), issue("merged"), issue("dropped")), case_of(row())) == {
        "IssueRaised": 2,
        "IssueListed": 2,
        "ItemDescribed": 2,
        "IssueMerged": 1,
        "IssueDropped": 1,
    }


def test_the_first_case_of_a_round_brings_the_round() -> None:
    brought = more(case_of(row(), place=0), case_of(row()))
    ones = ("RoundPlanned", "RoundAuthorised", "OnSiteStarted", "RoundClosed", "TrainingHeld")
    assert all(brought[name] == 1 for name in ones)
    assert brought["GroupFormed"] == 2
    assert "UnitRegistered" not in brought


def test_the_first_round_of_a_term_brings_the_term_and_its_new_units() -> None:
    later, first = case_of(row(), place=0), case_of(row(), place=0, number=1)
    plan = {"TermPlanDrafted": 1, "TermPlanApproved": 1}
    assert more(first, later) == {**plan, "UnitRegistered": UNITS_PER_TERM}
    assert more(case_of(row(), place=0, number=1, new=False), later) == plan


def test_what_is_sent_back_is_read_again_and_owed_again() -> None:
    assert more(case_of(row(), returns=1), case_of(row())) == {
        "BriefingReturned": 1,
        "BriefingSectionFiled": 2,
        "PlanReturned": 1,
        "PlanResubmitted": 1,
        "ProgressReportReturned": 1,
        "ProgressReportResubmitted": 1,
        "ReviewerOpinionRecorded": 6,
        "TimerResumed": 14,
        "TimerCancelled": 14,
        "NotificationQueued": 2,
        "NotificationDelivered": 2,
    }


def test_a_case_is_closed_with_its_report_when_every_row_is_written_off_before() -> None:
    closed = events_of(case_of(row(*DONE), row(*DONE)))
    assert (closed["CaseClosed"], closed["IssueClosed"]) == (1, 2)
    assert "ContinuingPhaseEntered" not in closed


def test_a_case_goes_on_after_its_report_while_a_row_is_open() -> None:
    late = events_of(case_of(row(*DONE), row(*DONE, first_day=LATE)))
    assert (late["ContinuingPhaseEntered"], late["CaseClosed"], late["IssueClosed"]) == (1, 1, 2)
    never = events_of(case_of(row(*DONE), row("claimed", "verified")))
    assert (never["ContinuingPhaseEntered"], never["CaseClosed"], never["IssueClosed"]) == (1, 0, 0)


def test_a_case_does_not_wait_for_a_row_that_is_for_the_long_term() -> None:
    runs_on = row(*DONE, first_day=LATE, item_type="long_term")
    closed = events_of(case_of(row(*DONE), runs_on))
    assert (closed["CaseClosed"], closed["CaseItemLeftLongTerm"]) == (1, 1)
    assert (closed["IssueCaseClosed"], closed["IssueClosed"]) == (1, 2)
