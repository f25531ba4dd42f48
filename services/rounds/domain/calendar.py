"""The working days of the state's calendar: holidays count, and so do weekends worked instead."""

from datetime import date

from libs.common.deadlines import is_working_day
from libs.common.decider import Refusal


class NoWorkingDay(Refusal):
    """What people are called to is held on a working day."""


def demand_working_day(field: str, day: date) -> None:
    """Refuse a day on which nobody works, naming the field that asked for it."""
    if not is_working_day(day):
        raise NoWorkingDay(field=field, day=day.isoformat())
