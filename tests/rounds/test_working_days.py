"""Working days are the state's; a year whose holidays nobody knows yet has weekends only."""

from datetime import date

import pytest

from services.rounds.domain.calendar import is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2026, 10, 1), False),
        (date(2026, 2, 14), True),
    ],
    ids=["a Monday", "a Saturday", "National Day", "a Saturday worked instead"],
)
def test_holidays_and_weekends_worked_instead_count(day: date, works: bool) -> None:  # noqa: FBT001
    assert is_working_day(day) is works


@pytest.mark.parametrize(("day", "works"), [(date(2099, 10, 1), True), (date(2099, 10, 3), False)])
def test_an_unpublished_year_has_weekends_only(day: date, works: bool) -> None:  # noqa: FBT001
    assert is_working_day(day) is works
