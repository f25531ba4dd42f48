"""Days as people count them: in the state's time zone, a day ends at its last second."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

TIME_ZONE: Final = ZoneInfo("Asia/Shanghai")
LAST_SECOND: Final = time(23, 59, 59)


def day_of(moment: datetime) -> date:
    """Give the day on which people see a moment."""
    return moment.astimezone(TIME_ZONE).date()


def end_of(day: date) -> datetime:
    """Give the last second of a day, which still counts."""
    return datetime.combine(day, LAST_SECOND, TIME_ZONE)
