"""Days that people set: a promise falls on a day on which somebody is there to keep it."""

from datetime import date, datetime

from libs.common.deadlines import end_of, is_working_day
from libs.common.decider import Refusal


class NotAWorkingDay(Refusal):
    """A date that somebody sets is a working day."""


def end_of_working_day(day: date) -> datetime:
    """Give the last second of a day on which people work."""
    if not is_working_day(day):
        raise NotAWorkingDay(day=day.isoformat())
    return end_of(day)
