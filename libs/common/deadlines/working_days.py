"""Which days are worked, by the holidays that are published year by year.

The package is data: no file, no clock, no network. Its version says which years it knew.
"""

from datetime import date
from typing import Final

import chinese_calendar

CALENDAR: Final = f"chinesecalendar {chinese_calendar.__version__}"
"""What was counted with; a later version may know holidays that this one does not."""

_SATURDAY: Final = 5


def is_published(day: date) -> bool:
    """Tell whether the holidays of the day's year are known."""
    return _by_calendar(day) is not None


def is_working_day(day: date) -> bool:
    """Tell whether a day is worked; of a year that is not published, by the week alone."""
    worked = _by_calendar(day)
    return day.weekday() < _SATURDAY if worked is None else worked


def _by_calendar(day: date) -> bool | None:
    """Tell whether a day is worked; None for a year that the package does not know."""
    try:
        worked: bool = chinese_calendar.is_workday(day)
    except NotImplementedError:
        return None
    return worked
