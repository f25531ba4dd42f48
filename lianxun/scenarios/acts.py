"""Acts: what somebody does at a moment; an undertaking is a row of them in the order of time."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from lianxun.scenarios.memory_log import Entry
from libs.common.auth.claims import Claims
from libs.common.deadlines import is_working_day

DAY_0: Final = datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=8)))
"""Where generated days count from, in the county's own time."""


class Act(NamedTuple):
    """Somebody gives a command."""

    at: datetime
    who: Claims
    stream: str
    command: object


def ignore(entry: Entry) -> None:
    """Take no note of what happens."""


class Undertaking(NamedTuple):
    """Acts under one correlation, given one by one; what comes of each is heard before the next.

    When they are over, nobody comes back to what they began, unless it is lasting.
    """

    correlation: str
    acts: Iterator[Act]
    hear: Callable[[Entry], None] = ignore


def moment(day: int, hour: int, minutes: int = 0) -> datetime:
    """Give a moment of a generated day."""
    return DAY_0 + timedelta(days=day, hours=hour, minutes=minutes)


def calendar_day(day: int) -> date:
    """Give the date of a generated day."""
    return moment(day, 0).date()


def working_day(day: int) -> int:
    """Go on from a generated day to the first one on which people work."""
    while not is_working_day(calendar_day(day)):
        day += 1
    return day
