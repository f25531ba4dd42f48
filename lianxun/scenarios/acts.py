"""Acts: what somebody does at a moment; an undertaking is a row of them in the order of time."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Final, NamedTuple

from libs.common.auth.claims import Claims

DAY_0: Final = datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=8)))
"""Where generated days count from, in the county's own time."""


class Act(NamedTuple):
    """Somebody gives a command."""

    at: datetime
    who: Claims
    stream: str
    command: object


class Undertaking(NamedTuple):
    """Acts under one correlation.

    When they are over, nobody comes back to what it began, unless it is lasting.
    """

    correlation: str
    acts: Iterator[Act]
    is_lasting: bool = False


def moment(day: int, hour: int, minutes: int = 0) -> datetime:
    """Give a moment of a generated day."""
    return DAY_0 + timedelta(days=day, hours=hour, minutes=minutes)
