"""Due dates: what a term of a rule comes to, counted by the calendar from a recorded moment."""

from libs.common.deadlines.due import SHANGHAI, Due, due_at, end_of
from libs.common.deadlines.working_days import CALENDAR, is_published, is_working_day

__all__ = [
    "CALENDAR",
    "SHANGHAI",
    "Due",
    "due_at",
    "end_of",
    "is_published",
    "is_working_day",
]
