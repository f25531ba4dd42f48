"""When something is due: anchor and term in, the last second of a day out."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from libs.common.deadlines.working_days import CALENDAR, is_published, is_working_day
from libs.common.decider.record import frozen

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

_LAST_SECOND: Final = time(23, 59, 59)
_DAY: Final = timedelta(days=1)
_MONTHS_OF_A_YEAR: Final = 12


@frozen
class Due:
    """A due date, and what it was counted with; provisional while holidays are not published."""

    at: datetime
    calendar: str
    provisional: bool


def due_at(anchor: datetime, term: str, zone: tzinfo = SHANGHAI) -> Due:
    """Say when `term` after `anchor` ends, such as `months:1`; raises ValueError for no term."""
    if anchor.tzinfo is None:
        raise ValueError("an anchor without time zone")
    unit, _, count = term.partition(":")
    if unit not in _COUNTED:
        message = f"no term of time: {term}"
        raise ValueError(message)
    first = anchor.astimezone(zone).date()
    last = _COUNTED[unit](first, int(count))
    provisional = unit == "working_days" and not _known(first, last)
    return Due(at=end_of(last, zone), calendar=CALENDAR, provisional=provisional)


def end_of(day: date, zone: tzinfo = SHANGHAI) -> datetime:
    """Give the last second of a day."""
    return datetime.combine(day, _LAST_SECOND, tzinfo=zone)


def _months_after(day: date, count: int) -> date:
    """Go on to the same day of a later month, or to that month's last."""
    years, month = divmod(day.month - 1 + count, _MONTHS_OF_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _working_days_after(day: date, count: int) -> date:
    """Go on to the `count`-th working day that follows."""
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def _known(first: date, last: date) -> bool:
    return all(is_published(date(year, 1, 1)) for year in range(first.year, last.year + 1))


_COUNTED: Final[Mapping[str, Callable[[date, int], date]]] = {
    "months": _months_after,
    "days": _days_after,
    "working_days": _working_days_after,
}
