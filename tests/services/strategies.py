"""Values for every field of an event or a command, from small pools so that rules are met."""

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NewType, Union, get_args, get_origin, get_type_hints

from annotated_types import Interval, Len, Predicate
from hypothesis import strategies as st

from libs.common.decider.roles import OFFICE, UNIT
from libs.common.decider.texts import is_key, is_one_line, is_sha256, is_term
from libs.common.divisions import division_is_known
from libs.common.testing.given import MOMENT

ACTORS: Final = ("actor-ana", "actor-bo", "actor-cy", "actor-di")
KEYS: Final = ("360722-U01", "360722-U02")

_BY_PREDICATE: Final = {
    is_key: st.sampled_from(KEYS),
    is_term: st.sampled_from(("months:1", "days:15", "working_days:10")),
    is_sha256: st.sampled_from(("5f" * 32, "a0" * 32)),
    division_is_known: st.sampled_from(("360722", "360722100", "360700-DZ1")),
}
_ONE_LINE: Final = st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"))
_BY_NAME: Final = {
    "role": st.sampled_from((OFFICE, UNIT)),
    "lapses": st.sampled_from((None, -3)),
    # Some past and some to come, as commands are asked at that moment.
    "due_at": st.sampled_from([MOMENT + timedelta(days=days) for days in (-90, -2, 2, 90)]),
}
_RULES: Final = {
    "plan.due": "months:1",
    "concentrated.period": "months:6",
    "feedback.led_by": "leading_official,secretary",
    "feedback.attended_by": "head,team",
    "hearing.quorum": "3",
}
"""What some rules say, so that decisions that rest on a rule are met too."""
_BY_TYPE: Final[dict[object, st.SearchStrategy[Any]]] = {
    bool: st.booleans(),
    int: st.integers(0, 2**40),
    date: st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    datetime: st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds without zone are what Hypothesis wants
    str: st.sampled_from(("", "清单已印发", "it's “done”\n")),
}


def values(hint: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - any type, a table
    """Give values of a type."""
    if isinstance(hint, NewType):
        return st.sampled_from(ACTORS) if hint.__name__ == "ActorId" else values(hint.__supertype__)
    if get_origin(hint) is Annotated:
        return _annotated(*get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(values(member) for member in get_args(hint)))
    if hint is type(None):
        return st.none()
    if get_origin(hint) in (tuple, dict):
        return _collection(hint, 0, 3)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return _BY_TYPE[hint] if hint in _BY_TYPE else records(hint)


@cache
def records(record: type) -> st.SearchStrategy[Any]:
    """Give instances of a frozen record."""
    hints = get_type_hints(record, include_extras=True)
    return st.builds(record, **{name: _field(name, hint) for name, hint in hints.items()})


def _field(name: str, hint: object) -> st.SearchStrategy[Any]:
    if name == "parameters" and hint == dict[str, str]:
        return st.sampled_from((_RULES, {}))
    if name == "number" and hint is int:
        return st.integers(1, 3)
    return _BY_NAME[name] if name in _BY_NAME else values(hint)


def _annotated(base: Any, *limits: object) -> st.SearchStrategy[Any]:
    if isinstance(base, NewType) and base.__name__ == "ActorId":
        return values(base)
    for limit in limits:
        match limit:
            case Predicate(func=func):
                return _BY_PREDICATE[func]
            case Len(min_length=least):
                text = (
                    _ONE_LINE if Predicate(is_one_line) in limits else st.characters(codec="utf-8")
                )
                return (
                    st.text(text, min_size=least, max_size=9)
                    if base is str
                    else _collection(base, least, 3)
                )
            case Interval(ge=least, le=most):
                assert isinstance(least, int)
                assert isinstance(most, int)
                return st.integers(least, most)
    return values(base)


def _collection(hint: Any, least: int, most: int) -> st.SearchStrategy[Any]:
    first, second = get_args(hint)
    if get_origin(hint) is dict:
        return st.dictionaries(values(first), values(second), min_size=least, max_size=most)
    return st.lists(values(first), min_size=least, max_size=most).map(tuple)
