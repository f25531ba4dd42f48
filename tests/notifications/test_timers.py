"""The list of timers says what is due when, what it is about, and what became of it."""

from dataclasses import replace

from libs.common.testing.given import EVENT_ID, MOMENT, STEP, history, rows_after
from services.notifications.domain.escalation import Filing
from services.notifications.domain.timer.facts import TimerStatus
from services.notifications.main import fire
from services.notifications.projections.timers import TimerRow, timers
from tests.notifications.examples import (
    CASE,
    DAY,
    DUE,
    LATER_DUE,
    TOWN,
    TOWN_NAME,
    cancelled,
    fired,
    moved,
    resumed,
    scheduled,
    skipped,
)

pending = TimerRow(
    timer="1",
    case=CASE,
    filing=Filing.PLAN,
    days=-7,
    role="unit",
    unit=TOWN,
    unit_name=TOWN_NAME,
    status=TimerStatus.SCHEDULED,
    due_at=DUE,
    fires_at=DUE - 7 * DAY,
    cause=EVENT_ID,
    correlation=EVENT_ID,
)
settled = replace(pending, fires_at=None)


def row(*events: object) -> TimerRow | None:
    """Give the row of one timer after these events."""
    return rows_after(timers, history("timer-1", *events)).get("1")


def test_a_scheduled_timer_is_pending() -> None:
    assert row(scheduled) == pending


def test_a_moved_timer_is_pending_for_the_new_moment() -> None:
    later = replace(pending, due_at=LATER_DUE, fires_at=LATER_DUE - 7 * DAY)
    assert row(scheduled, moved) == later


def test_a_fired_timer_shows_when() -> None:
    shown = replace(settled, status=TimerStatus.FIRED, fired_at=MOMENT + STEP)
    assert row(scheduled, fired) == shown


def test_a_skipped_and_a_cancelled_timer_are_not_pending() -> None:
    assert row(scheduled, skipped) == replace(settled, status=TimerStatus.SKIPPED)
    assert row(scheduled, cancelled) == replace(settled, status=TimerStatus.CANCELLED)


def test_a_resumed_timer_is_pending_again() -> None:
    assert row(scheduled, cancelled, resumed) == pending


def test_what_comes_before_the_due_moment_leaves_no_row() -> None:
    assert row(cancelled, replace(resumed, fires_at=None)) is None
    assert row(cancelled, replace(scheduled, fires_at=None)) == replace(
        settled, status=TimerStatus.CANCELLED
    )


def test_a_row_names_the_timer_to_fire_and_what_set_it() -> None:
    firing = fire(pending)
    assert firing.stream == "timer-1"
    assert (firing.correlation, firing.causation) == (EVENT_ID, EVENT_ID)
