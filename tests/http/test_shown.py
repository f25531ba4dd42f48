"""A state is shown in one way, whatever order its sets happen to be in."""

from datetime import UTC, datetime

from libs.common.decider import frozen
from libs.common.http.shown import show

MEMBERS = [f"i-{number:02}" for number in range(40)]
"""So many that no set holds them in this order by itself."""


@frozen
class Part:
    """Something inside."""

    open: frozenset[str]


@frozen
class Whole:
    """Sets in every place where one may be."""

    open: frozenset[str]
    parts: tuple[Part, ...] = ()
    named: dict[str, Part] | None = None
    at: datetime | None = None


def test_the_members_of_a_set_are_sorted_wherever_it_is() -> None:
    part = Part(open=frozenset(MEMBERS))
    shown = show(Whole(open=frozenset(MEMBERS), parts=(part,), named={"x": part}))
    assert shown["open"] == MEMBERS
    assert shown["parts"] == [{"open": MEMBERS}]
    assert shown["named"] == {"x": {"open": MEMBERS}}


def test_everything_else_is_as_it_always_was() -> None:
    moment = datetime(2026, 4, 1, tzinfo=UTC)
    shown = show(Whole(open=frozenset(), parts=(Part(open=frozenset({"a"})),), at=moment))
    assert shown == {
        "open": [],
        "parts": [{"open": ["a"]}],
        "named": None,
        "at": "2026-04-01T00:00:00Z",
    }
