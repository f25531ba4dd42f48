"""What rectification says of due dates and filings, and what becomes of the timers."""

from typing import Any

import pytest

from libs.common.reactions import send
from libs.common.testing.given import MOMENT, reacting
from libs.contracts.rectification import (
    DueDateMoved,
    PlanAccepted,
    PlanResubmitted,
    PlanReturned,
    PlanSubmitted,
    ProgressReportAccepted,
    ProgressReportResubmitted,
    ProgressReportReturned,
    ProgressReportSubmitted,
    RectificationCaseOpened,
)
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.notification import QueueNotification
from services.notifications.domain.timer.commands import CancelTimer, ResumeTimer, ScheduleTimer
from services.notifications.domain.timer.facts import Owed, Said
from services.notifications.reactions.due_dates import stream_of
from services.notifications.reactions.rectification import REACTIONS
from tests.notifications.examples import CASE, DUE, LATER_DUE, OPENED_AT, TOWN, TOWN_NAME

WHOSE: Any = {"case": CASE, "unit": TOWN, "unit_name": TOWN_NAME}
FILED: Any = {**WHOSE, "version": 1}
SAID = Said(at=MOMENT, position=1)


def path(filing: Filing, due_at: Any) -> list[Any]:
    """Give the whole path toward a due moment."""
    return [
        send(
            stream_of(CASE, filing, step),
            ScheduleTimer(
                owed=Owed(case=CASE, filing=filing, step=step, unit=TOWN, unit_name=TOWN_NAME),
                due_at=due_at,
                said=SAID,
            ),
        )
        for step in PATH
    ]


def watched(event: object) -> list[Any]:
    """Give what an event means for timers."""
    sent = reacting(REACTIONS)(event).sent
    return [each for each in sent if not isinstance(each.command, QueueNotification)]


def opened(**due: Any) -> RectificationCaseOpened:
    """Open a case."""
    return RectificationCaseOpened(
        **WHOSE, division="360722100", issues=("i-1",), anchor=OPENED_AT, **due
    )


def test_an_opened_case_has_both_filings_watched() -> None:
    case = opened(plan_due_at=DUE, progress_due_at=LATER_DUE)
    assert watched(case) == [*path(Filing.PLAN, DUE), *path(Filing.PROGRESS, LATER_DUE)]


def test_a_filing_without_due_moment_is_not_watched() -> None:
    assert watched(opened()) == []
    assert watched(opened(progress_due_at=DUE)) == path(Filing.PROGRESS, DUE)


@pytest.mark.parametrize("filing", Filing)
def test_a_moved_due_date_moves_the_timers_of_its_filing(filing: Filing) -> None:
    moved = DueDateMoved(**WHOSE, filing=filing.value, due_at=LATER_DUE, cause="extension")
    assert watched(moved) == path(filing, LATER_DUE)


@pytest.mark.parametrize(
    ("filing", "event"),
    [
        (Filing.PLAN, PlanSubmitted(**FILED, late=True)),
        (Filing.PLAN, PlanResubmitted(**FILED, late=False)),
        (Filing.PLAN, PlanAccepted(**FILED)),
        (Filing.PROGRESS, ProgressReportSubmitted(**FILED, late=False)),
        (Filing.PROGRESS, ProgressReportResubmitted(**FILED, late=False)),
        (Filing.PROGRESS, ProgressReportAccepted(**FILED)),
    ],
)
def test_what_is_filed_or_accepted_is_watched_no_longer(filing: Filing, event: object) -> None:
    assert watched(event) == [send(stream_of(CASE, filing, step), CancelTimer()) for step in PATH]


@pytest.mark.parametrize(
    ("filing", "event"),
    [
        (Filing.PLAN, PlanReturned(**FILED, comments=2)),
        (Filing.PROGRESS, ProgressReportReturned(**FILED, comments=2)),
    ],
)
def test_what_was_returned_is_watched_again(filing: Filing, event: object) -> None:
    owed = ResumeTimer(returned_at=MOMENT)
    assert watched(event) == [send(stream_of(CASE, filing, step), owed) for step in PATH]


def test_case_filing_and_step_name_one_timer() -> None:
    streams = {
        stream_of(case, filing, step) for case in ("a", "b") for filing in Filing for step in PATH
    }
    assert len(streams) == 2 * 2 * len(PATH)
