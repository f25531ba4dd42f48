"""The values that fields of each plain type are given: few, so that they meet again."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import NoneType
from typing import Any, Final

from annotated_types import Predicate

from libs.common.decider.roles import OFFICE, UNIT

ACTORS: Final = ("actor-ana", "actor-bo", "actor-cy")
KEYS: Final = ("360722-U01", "360722-U02")
ROLES: Final = (OFFICE, UNIT)
MOMENTS: Final = tuple(datetime(2026, month, 16, 8, tzinfo=UTC) for month in (3, 4, 9))
"""The middle one is when everything is asked, so that things are due before and after it."""

TEXTS: Final = (
    *KEYS,
    *("5f" * 32, "a0" * 32),
    *("360722", "360722100", "360700-DZ1"),
    *("months:1", "days:15", "working_days:10"),
    *("2026-03-16", "2026-04-16", "2026", "note", "清单已印发"),
)
"""A text that has to fulfil something is the first or second of these that does."""

CHOICES_MAX: Final = 2
MEMBERS_MORE_MAX: Final = 2
LENGTH_MAX: Final = 300

PLAIN: Final[Mapping[object, Sequence[Any]]] = {
    bool: (False, True),
    int: (0, 1, 2, 3),
    float: (0.0, 0.5, 1.0),
    str: (*KEYS, "note"),
    datetime: MOMENTS,
    date: tuple(moment.date() for moment in MOMENTS),
    timedelta: (timedelta(days=1), timedelta(days=30)),
    NoneType: (None,),
}


@cache
def plain(hint: Any, limits: tuple[object, ...]) -> Sequence[Any]:  # noqa: ANN401 - any type
    """List a few values of a plain type within limits."""
    if hint is int:
        least, most = bounds(limits, "ge", "le", MEMBERS_MORE_MAX)
        return range(least, min(most, least + MEMBERS_MORE_MAX) + 1)
    if hint is not str or not limits:
        return PLAIN[hint]
    return [text for text in TEXTS if _fits(text, limits)][:CHOICES_MAX] or PLAIN[str]


def _fits(text: str, limits: Sequence[object]) -> bool:
    least, most = bounds(limits, "min_length", "max_length", LENGTH_MAX)
    rules = [limit.func for limit in limits if isinstance(limit, Predicate)]
    return least <= len(text) <= most and all(rule(text) for rule in rules)


def bounds(limits: Sequence[object], least: str, most: str, more: int) -> tuple[int, int]:
    """Read both bounds from whatever limits there are; without an upper one there is room."""
    low, high = (
        next((bound for limit in limits if (bound := getattr(limit, name, None)) is not None), None)
        for name in (least, most)
    )
    return low or 0, (low or 0) + more if high is None else high
