"""What a generated case stands for is counted event by event."""

from lianxun.scenarios.cases import GeneratedCase, GeneratedIssue, GeneratedRound, RowStep
from lianxun.scenarios.generate import (
    CASE_EVENTS_MAX,
    ISSUES_MAX,
    PROGRESS_MAX,
    REJECTIONS_MAX,
    UNITS_PER_ROUND,
)
from lianxun.scenarios.tally import events_of
from lianxun.scenarios.vocabulary import StepKind


def row(*kinds: StepKind) -> GeneratedIssue:
    """Make an issue whose row takes these steps, one a day."""
    return GeneratedIssue(
        code="ISS-360722-C01-001",
        domain="permits",
        item_type="concentrated",
        title_zh="许可",
        title_en="Permits",
        steps=tuple(RowStep(kind=kind, day=day) for day, kind in enumerate(kinds, start=1)),
    )


def case_of(*issues: GeneratedIssue, place: int = 1, new: bool = False) -> GeneratedCase:
    """Make a case with these issues; in the first place it opens its round."""
    opened = GeneratedRound(
        key="360722-C01",
        term="1",
        number=1,
        units=tuple(f"360722-U{unit:02d}" for unit in range(1, UNITS_PER_ROUND + 1)),
        units_are_new=new,
        day=0,
    )
    return GeneratedCase(round=opened, place=place, issues=issues)


def test_a_claimed_row_that_was_rejected_once_counts_each_of_its_events() -> None:
    steps: list[StepKind] = ["claimed", "rejected", "claimed", "verified", "written_off"]
    assert events_of(case_of(row(*steps))) == {
        "FeedbackDrafted": 1,
        "FeedbackApproved": 1,
        "FeedbackDelivered": 1,
        "FeedbackAcknowledged": 1,
        "IssueRaised": 1,
        "IssueApproved": 1,
        "IssueFedBack": 1,
        "IssueResolved": 1,
        "RectificationCaseOpened": 1,
        "ConcentratedPeriodStarted": 1,
        "CaseItemWrittenOff": 1,
        "RectificationAccepted": 1,
        "ItemAssigned": 1,
        "ItemDescribed": 1,
        "ItemEvidenceAdded": 2,
        "CompletionClaimed": 2,
        "ClaimRejected": 1,
        "ItemVerified": 1,
        "IssueWrittenOff": 1,
        "NotificationQueued": 7,
        "NotificationDelivered": 7,
    }


def test_the_first_case_of_a_round_brings_the_round_and_its_new_units() -> None:
    brought = events_of(case_of(row(), place=0, new=True)) - events_of(case_of(row()))
    assert brought == {
        "UnitRegistered": UNITS_PER_ROUND,
        "RoundPlanned": 1,
        "RoundAuthorised": 1,
        "OnSiteStarted": 1,
        "RoundClosed": 1,
    }


def test_a_later_term_registers_nobody_anew() -> None:
    assert "UnitRegistered" not in events_of(case_of(row(), place=0))


def test_a_case_with_an_open_row_is_not_accepted() -> None:
    closed = row("claimed", "verified", "written_off")
    assert not case_of(closed, row("claimed", "verified")).is_accepted
    assert case_of(closed, closed).is_accepted


def test_the_fullest_case_has_as_many_events_as_the_bound_says() -> None:
    steps: list[StepKind] = ["progress_reported"] * PROGRESS_MAX
    steps += ["claimed", "rejected"] * REJECTIONS_MAX
    steps += ["claimed", "verified", "written_off"]
    fullest = case_of(*[row(*steps)] * ISSUES_MAX, place=0, new=True)
    assert events_of(fullest).total() == CASE_EVENTS_MAX
