"""A read model with a row per stream is touched by the events of its aggregate, and by no other."""

from typing import TypeAlias

from libs.common.decider import frozen
from libs.common.projections import by_stream
from libs.common.testing.given import recorded


@frozen
class Opened:
    """One event of an aggregate."""


@frozen
class Closed:
    """Another one."""


@frozen
class Foreign:
    """An event of another aggregate."""


Event: TypeAlias = Opened | Closed


def test_an_event_touches_the_row_of_its_stream() -> None:
    keys = by_stream(Event)
    assert keys(recorded(Opened(), "box-7")) == ("7",)
    assert keys(recorded(Closed(), "box-a-b")) == ("a-b",)


def test_an_event_of_another_aggregate_touches_nothing() -> None:
    assert by_stream(Event)(recorded(Foreign(), "box-7")) == ()


def test_an_aggregate_with_one_event_needs_no_union() -> None:
    keys = by_stream(Opened)
    assert (keys(recorded(Opened(), "box-7")), keys(recorded(Closed(), "box-7"))) == (("7",), ())
