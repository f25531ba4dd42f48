"""A term ends with the last second of a day, counted by the calendar from a recorded moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.common.deadlines import CALENDAR, SHANGHAI, due_at, end_of, is_published, is_working_day
from tests.campaign import ALWAYS_THE_SAME, examples

EXAMPLES = settings(
    max_examples=examples(100), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)

moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds without zone are what Hypothesis wants
terms = st.builds(
    "{}:{}".format, st.sampled_from(("months", "days", "working_days")), st.integers(1, 60)
)


def at(day: str, clock: str = "16:00:00") -> datetime:
    """Give a moment of a day in Shanghai."""
    return datetime.fromisoformat(f"{day}T{clock}+08:00")


@pytest.mark.parametrize(
    ("anchor", "term", "last"),
    [
        ("2026-03-31", "months:1", "2026-04-30"),
        ("2026-03-31", "months:6", "2026-09-30"),
        ("2026-03-16", "months:1", "2026-04-16"),
        ("2026-03-16", "months:6", "2026-09-16"),
        ("2027-01-31", "months:1", "2027-02-28"),
        ("2028-01-31", "months:1", "2028-02-29"),
        ("2028-02-29", "months:12", "2029-02-28"),
        ("2026-11-30", "months:3", "2027-02-28"),
        ("2026-12-31", "months:1", "2027-01-31"),
        ("2026-03-31", "days:15", "2026-04-15"),
        ("2025-12-31", "working_days:1", "2026-01-04"),
        ("2026-04-30", "working_days:3", "2026-05-08"),
        ("2026-04-30", "working_days:4", "2026-05-09"),
    ],
)
def test_a_term_ends_on_this_day(anchor: str, term: str, last: str) -> None:
    assert due_at(at(anchor), term).at == at(last, "23:59:59")


def test_the_end_says_its_offset_and_what_it_was_counted_with() -> None:
    due = due_at(datetime(2026, 3, 31, 8, tzinfo=UTC), "months:1")
    assert due.at.isoformat() == "2026-04-30T23:59:59+08:00"
    assert due.calendar == CALENDAR == "chinesecalendar 1.11.0"


def test_the_day_is_the_one_at_the_place_not_the_one_in_greenwich() -> None:
    late_in_the_evening = datetime(2026, 3, 30, 16, 30, tzinfo=UTC)
    assert due_at(late_in_the_evening, "days:1").at == at("2026-04-01", "23:59:59")
    assert due_at(late_in_the_evening, "days:1", UTC).at.isoformat() == "2026-03-31T23:59:59+00:00"


def test_a_sunday_that_makes_up_for_a_holiday_is_worked_and_the_holiday_is_not() -> None:
    assert is_working_day(date(2026, 1, 4))
    assert is_working_day(date(2026, 2, 14))
    assert not is_working_day(date(2026, 10, 1))
    assert not is_working_day(date(2026, 3, 29))


def test_a_year_that_is_not_published_counts_weekends_only_and_is_provisional() -> None:
    assert not is_published(date(2031, 10, 1))
    assert is_working_day(date(2031, 10, 1))
    assert not is_working_day(date(2031, 10, 4))
    due = due_at(at("2031-09-30"), "working_days:3")
    assert (due.at, due.provisional) == (at("2031-10-03", "23:59:59"), True)


def test_a_term_that_only_ends_in_an_unpublished_year_is_provisional_too() -> None:
    last_published = date(2004, 12, 31)
    while is_published(last_published.replace(year=last_published.year + 1)):
        last_published = last_published.replace(year=last_published.year + 1)
    anchor = end_of(last_published) - timedelta(days=1)
    assert due_at(anchor, "working_days:10").provisional
    assert not due_at(anchor, "months:1").provisional


def test_a_published_year_is_final() -> None:
    assert not due_at(at("2026-03-31"), "working_days:10").provisional


@pytest.mark.parametrize("term", ["", "months", "weeks:1", "months:x"])
def test_what_is_no_term_is_a_mistake_of_the_caller(term: str) -> None:
    with pytest.raises(ValueError, match=r"term|int\(\)"):
        due_at(at("2026-03-31"), term)


def test_an_anchor_without_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 3, 31), "months:1")  # noqa: DTZ001 - the mistake itself


@EXAMPLES
@given(moments, terms)
def test_nothing_is_due_before_its_anchor(anchor: datetime, term: str) -> None:
    due = due_at(anchor, term).at
    assert due > anchor
    assert due.astimezone(SHANGHAI).strftime("%H:%M:%S") == "23:59:59"


@EXAMPLES
@given(moments, moments, terms)
def test_who_begins_later_is_not_due_earlier(one: datetime, other: datetime, term: str) -> None:
    first, second = sorted((one, other))
    assert due_at(first, term).at <= due_at(second, term).at


@EXAMPLES
@given(moments, st.integers(1, 60))
def test_a_count_of_working_days_ends_on_a_working_day(anchor: datetime, count: int) -> None:
    first, last = anchor.astimezone(SHANGHAI).date(), due_at(anchor, f"working_days:{count}").at
    between = [first + timedelta(days=n + 1) for n in range((last.date() - first).days)]
    assert is_working_day(last.date())
    assert sum(map(is_working_day, between)) == count
