"""The working days of the state's calendar: holidays count, and so do weekends worked instead."""

from datetime import date
from typing import Final

from chinese_calendar import is_workday

from libs.common.decider import Refusal

SATURDAY: Final = 5


class NoWorkingDay(Refusal):
    """What people are called to is held on a working day."""


def is_working_day(day: date) -> bool:
    """Tell whether people work on a day; a year without published holidays has weekends only."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def demand_working_day(field: str, day: date) -> None:
    """Refuse a day on which nobody works, naming the field that asked for it."""
    if not is_working_day(day):
        raise NoWorkingDay(field=field, day=day.isoformat())
