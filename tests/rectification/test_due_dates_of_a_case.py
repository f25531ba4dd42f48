"""Due dates count from the feedback by the rule's terms, and move by an event and only so."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from libs.common.deadlines import CALENDAR, end_of
from libs.common.testing.given import scenario
from services.rectification.domain.case.clocks import (
    ExtensionNotLater,
    ExtensionPending,
    FilingAlreadyAccepted,
    NoExtensionRequested,
)
from services.rectification.domain.case.commands import (
    DecideExtension,
    RecomputeDueDates,
    RequestExtension,
)
from services.rectification.domain.case.facts import DueDateCause, RectificationCaseOpened
from services.rectification.domain.case.rules import case
from services.rectification.domain.day import NotAWorkingDay
from services.rectification.domain.own_unit import NotYourUnit, UnitMayNotJudgeItself
from services.rectification.domain.vocabulary import FilingKind
from tests.rectification.examples import (
    due_date_moved,
    extension_granted,
    extension_refused,
    extension_requested,
    opened,
    opened_before_terms,
    plan_in_force,
)
from tests.rectification.ground import BO, EXTENDED, OTHER_TOWN, PLAN_DUE, TOWN
from tests.rectification.test_a_case import open_case

given = scenario(case)
ask = RequestExtension(
    filing=FilingKind.PLAN, until=date(2026, 5, 15), reason="县里统一核查尚未结束"
)
grant = DecideExtension(granted=True, reason="理由成立")
refuse = DecideExtension(granted=False, reason="理由不足")


@pytest.mark.parametrize(
    ("told", "plan", "progress"),
    [
        ("2026-03-31T16:00:00+08:00", "2026-04-30", "2026-09-30"),
        ("2026-03-16T10:00:00+08:00", "2026-04-16", "2026-09-16"),
    ],
)
def test_the_dates_follow_from_the_feedback(told: str, plan: str, progress: str) -> None:
    anchored = replace(open_case, anchor=datetime.fromisoformat(told))
    (event, _) = case.handle(anchored, case.initial, given().when(anchored).context)
    assert isinstance(event, RectificationCaseOpened)
    assert event.plan_due_at == end_of(date.fromisoformat(plan))
    assert event.progress_due_at == end_of(date.fromisoformat(progress))
    assert (event.provisional, event.calendar) == ((), CALENDAR)


def test_a_unit_asks_for_more_time() -> None:
    given(opened).when(ask, unit=TOWN).then(extension_requested)


def test_a_unit_asks_for_itself_only() -> None:
    given(opened).when(ask, unit=OTHER_TOWN).then_refused(NotYourUnit)


def test_more_time_ends_on_a_working_day_after_the_date_that_there_is() -> None:
    on_sunday = replace(ask, until=date(2026, 5, 17))
    given(opened).when(on_sunday, unit=TOWN).then_refused(NotAWorkingDay, day="2026-05-17")
    no_later = replace(ask, until=date(2026, 4, 30))
    given(opened).when(no_later, unit=TOWN).then_refused(ExtensionNotLater)


def test_one_request_is_decided_before_the_next() -> None:
    waiting = given(opened, extension_requested)
    waiting.when(ask, unit=TOWN).then_refused(ExtensionPending)
    given(opened).when(grant).then_refused(NoExtensionRequested)
    given(opened, extension_requested, extension_refused).when(ask, unit=TOWN).then(
        extension_requested
    )


def test_what_is_accepted_needs_no_more_time() -> None:
    given(opened, plan_in_force).when(ask, unit=TOWN).then_refused(FilingAlreadyAccepted)


def test_more_time_is_an_event_with_approver_and_reason_and_the_date_moves() -> None:
    waiting = given(opened, extension_requested)
    waiting.when(grant, by=BO).then(extension_granted, due_date_moved)


def test_a_refused_extension_moves_nothing() -> None:
    given(opened, extension_requested).when(refuse, by=BO).then(extension_refused)
    state = given(opened, extension_requested, extension_refused).state()
    assert state.due[FilingKind.PLAN].at == PLAN_DUE


def test_nobody_gives_their_own_unit_more_time() -> None:
    waiting = given(opened, extension_requested)
    waiting.when(grant, body=TOWN).then_refused(UnitMayNotJudgeItself)


def test_the_first_date_stays_visible_beside_the_one_that_holds() -> None:
    due = given(opened, extension_granted, due_date_moved).state().due[FilingKind.PLAN]
    assert (due.first_at, due.at) == (PLAN_DUE, EXTENDED)


# What an older calendar took for a working day turned out to be a holiday.
provisional = replace(
    opened,
    plan_term="working_days:20",
    plan_due_at=end_of(date(2026, 4, 28)),
    provisional=(FilingKind.PLAN,),
    calendar="chinesecalendar 1.10.0",
)


def test_a_provisional_date_moves_when_the_calendar_knows_more() -> None:
    moved = replace(
        due_date_moved,
        due_at=end_of(date(2026, 4, 29)),
        cause=DueDateCause.CALENDAR,
        calendar=CALENDAR,
    )
    given(provisional).when(RecomputeDueDates()).then(moved)
    given(provisional, moved).when(RecomputeDueDates()).then()


def test_a_provisional_date_that_comes_out_the_same_does_not_move() -> None:
    same = replace(provisional, plan_due_at=end_of(date(2026, 4, 29)))
    given(same).when(RecomputeDueDates()).then()


def test_a_date_that_is_not_provisional_is_not_counted_again() -> None:
    given(replace(provisional, provisional=())).when(RecomputeDueDates()).then()
    given(opened_before_terms).when(RecomputeDueDates()).then()


def test_a_date_that_somebody_decided_on_is_not_counted_again() -> None:
    given(provisional, extension_granted, due_date_moved).when(RecomputeDueDates()).then()
