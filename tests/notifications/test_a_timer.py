"""A timer fires once at its moment, unless its filing is filed or due at another moment."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from libs.common.testing.given import scenario
from services.notifications.domain.escalation import PATH, Filing, Step
from services.notifications.domain.timer.commands import (
    CancelTimer,
    FireTimer,
    ResumeTimer,
    ScheduleTimer,
    TimerCommand,
)
from services.notifications.domain.timer.facts import (
    Owed,
    Said,
    Timer,
    TimerFired,
    TimerMoved,
    TimerResumed,
    TimerSkipped,
    TimerStatus,
)
from services.notifications.domain.timer.rules import timer
from services.notifications.wire import WIRE
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.notifications.examples import (
    CASE,
    DAY,
    DAY_BEFORE,
    DAY_LATE,
    DUE,
    LATER_DUE,
    OPENED_AT,
    SAID,
    SAID_LATER,
    TOWN,
    TOWN_NAME,
    cancelled,
    day_late,
    fired,
    fired_late,
    moved,
    scheduled,
    scheduled_late,
    skipped,
    week_before,
)

given = scenario(timer)
schedule = ScheduleTimer(owed=week_before, due_at=DUE, said=SAID)
schedule_late = ScheduleTimer(owed=day_late, due_at=DUE, said=SAID)
move = ScheduleTimer(owed=week_before, due_at=LATER_DUE, said=SAID_LATER)


def test_it_runs_toward_its_days_before_the_due_moment() -> None:
    given().when(schedule, at=OPENED_AT).then(scheduled)


def test_it_fires_at_its_moment() -> None:
    given(scheduled).when(FireTimer(), at=DUE - 7 * DAY).then(fired)


def test_it_does_not_fire_before_its_moment() -> None:
    given(scheduled).when(FireTimer(), at=DUE - 7 * DAY - timedelta(microseconds=1)).then()


def test_it_fires_once() -> None:
    given(scheduled, fired).when(FireTimer(), at=DUE).then()
    given(scheduled, fired).when(schedule, at=DUE).then()


def test_a_filed_filing_cancels_it() -> None:
    given(scheduled).when(CancelTimer()).then(cancelled)
    given(scheduled, cancelled).when(FireTimer(), at=DUE + 99 * DAY).then()


def test_a_filing_filed_again_or_accepted_cancels_nothing_more() -> None:
    given(scheduled, cancelled).when(CancelTimer()).then()


def test_a_cancel_that_comes_before_the_due_moment_is_known_holds() -> None:
    given().when(CancelTimer()).then(cancelled)
    without_moment = replace(scheduled, fires_at=None)
    given(cancelled).when(schedule, at=OPENED_AT).then(without_moment)
    given(cancelled, without_moment).when(FireTimer(), at=DUE).then()


def test_a_moved_due_date_cancels_pending_timers_and_has_them_run_toward_the_new_one() -> None:
    given(scheduled).when(move, at=OPENED_AT + 20 * DAY).then(moved)
    given(scheduled, moved).when(FireTimer(), at=DUE - 7 * DAY).then()
    new = replace(fired, due_at=LATER_DUE, fires_at=LATER_DUE - 7 * DAY)
    given(scheduled, moved).when(FireTimer(), at=LATER_DUE - 7 * DAY).then(new)


def test_after_it_fired_a_moved_due_date_has_it_fire_again() -> None:
    given(scheduled, fired).when(move, at=DUE).then(moved)


def test_a_due_date_that_was_said_earlier_and_comes_later_changes_nothing() -> None:
    first = replace(scheduled, due_at=LATER_DUE, said=SAID_LATER, fires_at=moved.fires_at)
    given().when(move, at=OPENED_AT).then(first)
    given(first).when(schedule, at=OPENED_AT).then()


def test_where_the_clock_stands_still_the_place_in_the_log_says_what_was_said_last() -> None:
    at_once = replace(move, said=replace(SAID, position=11))
    given(scheduled).when(at_once, at=OPENED_AT).then(replace(moved, said=at_once.said))
    given(scheduled).when(replace(move, said=replace(SAID, position=9)), at=OPENED_AT).then()


def test_a_moved_due_date_of_a_filed_filing_is_noted_and_nothing_is_pending() -> None:
    noted = replace(moved, fires_at=None)
    given(scheduled, cancelled).when(move, at=OPENED_AT).then(noted)


def test_a_returned_filing_is_owed_again_by_the_same_due_moment() -> None:
    returned_at = DUE - 10 * DAY
    back = TimerResumed(returned_at=returned_at, fires_at=DUE - 7 * DAY)
    resume = ResumeTimer(returned_at=returned_at)
    given(scheduled, cancelled).when(resume, at=returned_at).then(back)
    given(scheduled, cancelled, back).when(FireTimer(), at=DUE - 7 * DAY).then(fired)


def test_a_return_of_what_was_never_filed_changes_nothing() -> None:
    given(scheduled).when(ResumeTimer(returned_at=DUE), at=DUE).then()


def test_a_return_that_comes_before_the_due_moment_is_known_holds() -> None:
    returned_at = DUE + 2 * DAY
    back = TimerResumed(returned_at=returned_at)
    given(cancelled).when(ResumeTimer(returned_at=returned_at), at=returned_at).then(back)
    counted_from_the_return = replace(scheduled_late, fires_at=returned_at + DAY)
    given(cancelled, back).when(schedule_late, at=returned_at).then(counted_from_the_return)


def test_a_reminder_that_fired_does_not_come_again_after_a_return() -> None:
    back = TimerResumed(returned_at=DUE - 2 * DAY, fires_at=DUE - 7 * DAY)
    resume = ResumeTimer(returned_at=DUE - 2 * DAY)
    given(scheduled, fired, cancelled).when(resume, at=DUE - 2 * DAY).then(back, skipped)


def test_lateness_that_was_told_is_not_told_again_when_the_due_date_moves_away_and_back() -> None:
    away = replace(moved, fires_at=LATER_DUE + DAY)
    back = ScheduleTimer(owed=day_late, due_at=DUE, said=replace(SAID_LATER, position=31))
    same = TimerMoved(due_at=DUE, said=back.said, fires_at=DUE + DAY)
    told = given(scheduled_late, fired_late, away)
    told.when(back, at=DUE + 5 * DAY).then(same, TimerSkipped(fires_at=DUE + DAY))


def test_lateness_counts_from_a_return_that_comes_after_the_due_moment() -> None:
    returned_at = DUE + 20 * DAY
    back = TimerResumed(returned_at=returned_at, fires_at=returned_at + DAY)
    resume = ResumeTimer(returned_at=returned_at)
    given(scheduled_late, cancelled).when(resume, at=returned_at).then(back)
    again = replace(fired_late, fires_at=returned_at + DAY)
    given(scheduled_late, fired_late, cancelled, back).when(FireTimer(), at=returned_at + DAY).then(
        again
    )


def test_a_reminder_whose_moment_is_past_when_it_is_set_is_skipped() -> None:
    given().when(schedule, at=DUE - 7 * DAY).then(scheduled, skipped)


def test_lateness_that_is_past_already_is_told_at_once() -> None:
    given().when(schedule_late, at=DUE + 30 * DAY).then(scheduled_late, fired_late)


def test_a_reminder_that_comes_too_late_to_come_before_the_next_is_skipped() -> None:
    given(scheduled).when(FireTimer(), at=DUE - 3 * DAY - timedelta(seconds=1)).then(fired)
    given(scheduled).when(FireTimer(), at=DUE - 3 * DAY).then(skipped)


@pytest.mark.parametrize(
    ("days", "told"), [(-40, []), (-6, [-7]), (-1, [-1]), (0, []), (3, [1]), (60, [1, 7, 14])]
)
def test_after_a_standstill_there_is_one_reminder_and_not_a_heap(
    days: int, told: list[int]
) -> None:
    moment, heard = DUE + days * DAY, []
    for step in PATH:
        waiting = timer.fold(decided(Timer(), said(step, DUE, SAID), DUE - 50 * DAY))
        happened = decided(waiting, FireTimer(), moment)
        heard += [step.days for event in happened if isinstance(event, TimerFired)]
    assert heard == told


def test_a_timer_is_found_by_its_case_and_unit() -> None:
    assert WIRE.line(scheduled, "timer").tags(scheduled) == [f"case:{CASE}", f"unit:{TOWN}"]


def test_each_step_but_the_last_reminder_lapses_with_the_next() -> None:
    reminders = [step for step in PATH if step.is_reminder]
    assert [step.lapses for step in reminders] == [*(step.days for step in reminders[1:]), 0]
    assert DAY_BEFORE.is_reminder
    assert not DAY_LATE.is_reminder


def said(step: Step, due_at: datetime, when: Said) -> ScheduleTimer:
    """Have one step run toward a due moment."""
    owed = Owed(case=CASE, filing=Filing.PLAN, step=step, unit=TOWN, unit_name=TOWN_NAME)
    return ScheduleTimer(owed=owed, due_at=due_at, said=when)


def decided(state: Timer, command: TimerCommand, now: datetime) -> list[object]:
    """Ask as the platform does."""
    asked = given().when(command, at=now)
    return list(timer.handle(command, state, asked.context))


EXAMPLES = settings(
    max_examples=examples(150), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)
DAYS = st.integers(-30, 60)


@EXAMPLES
@for_all(st.data())
def test_the_end_is_the_same_in_whatever_order_the_streams_of_a_case_arrive(
    drawn: st.DataObject,
) -> None:
    step = drawn.draw(st.sampled_from(PATH))
    dues = drawn.draw(st.lists(DAYS, min_size=1, max_size=3))
    due_dates: list[TimerCommand] = [
        said(step, DUE + days * DAY, Said(at=OPENED_AT, position=place))
        for place, days in enumerate(dues)
    ]
    filings: list[TimerCommand] = [CancelTimer(), ResumeTimer(returned_at=OPENED_AT), CancelTimer()]
    filings = filings[: drawn.draw(st.integers(0, 3))]
    # Due dates may overtake one another, what becomes of a filing stands in one stream.
    mixed = drawn.draw(st.permutations([*due_dates, *[None] * len(filings)]))
    now, rest = OPENED_AT - 365 * DAY, iter(filings)
    in_order, as_mixed = Timer(), Timer()
    for command in [*due_dates, *filings]:
        in_order = timer.fold(decided(in_order, command, now), in_order)
    for command in mixed:
        as_mixed = timer.fold(decided(as_mixed, command or next(rest), now), as_mixed)
    pending = [each.fires_at for each in (in_order, as_mixed)]
    assert pending[0] == pending[1]
    assert in_order.due_at == as_mixed.due_at == DUE + dues[-1] * DAY


@EXAMPLES
@for_all(st.data())
def test_whatever_happens_it_fires_only_when_owed_and_due_and_once_for_a_moment(
    drawn: st.DataObject,
) -> None:
    step, now, state = drawn.draw(st.sampled_from(PATH)), OPENED_AT, Timer()
    moments: list[datetime] = []
    for place in range(12):
        now += drawn.draw(st.integers(0, 12)) * DAY
        command = drawn.draw(commands(step, now, place))
        was_owed = not state.is_filed or isinstance(command, ResumeTimer)
        for event in decided(state, command, now):
            if isinstance(event, TimerFired):
                assert was_owed
                assert event.fires_at <= now
                assert event.fires_at == state.fires_at
                moments.append(event.fires_at)
            state = timer.fold([event], state)
        assert (state.fires_at is not None) == (state.status is TimerStatus.SCHEDULED)
        assert not (state.is_filed and state.fires_at)
    if step.is_reminder:
        assert len(set(moments)) == len(moments)


@st.composite
def commands(draw: st.DrawFn, step: Step, now: datetime, place: int) -> TimerCommand:
    """Give something that may be asked now."""
    due_at = DUE + draw(DAYS) * DAY
    return draw(
        st.sampled_from(
            [
                said(step, due_at, Said(at=now, position=place)),
                CancelTimer(),
                ResumeTimer(returned_at=now),
                FireTimer(),
            ]
        )
    )
