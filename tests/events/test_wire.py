"""The wire table stands between classes, which change, and stored names, which do not."""

from typing import Any

import pytest

from libs.common.decider import frozen
from libs.common.events.audience import Audience, topic
from libs.common.events.kernel import SiteFounded
from libs.common.events.recorded import Destroyed
from libs.common.events.wire import INTERNAL, LINKED, OPEN, SITE, UnknownType, Wire, stored, tagged


@frozen
class Submitted:
    """Two kinds of stream have it, under two names."""

    title: str
    pages: int | None = None


@frozen
class Weighed:
    """Its first version said grams, its second kilograms, the third says both."""

    kilograms: int
    grams: int


def _second(first: dict[str, Any]) -> dict[str, Any]:
    return {"kilograms": first["grams"] // 1000, "rest": first["grams"] % 1000}


def _third(second: dict[str, Any]) -> dict[str, Any]:
    return {"kilograms": second["kilograms"], "grams": second["rest"]}


WIRE = Wire(
    "papers",
    [
        stored("PlanSubmitted.v1", Submitted, SITE, kind="plan"),
        stored("ReportSubmitted.v1", Submitted, LINKED, kind="report"),
        stored("Weighed.v3", Weighed, OPEN),
    ],
    {"Weighed.v1": ("Weighed.v2", _second), "Weighed.v2": ("Weighed.v3", _third)},
)


def test_an_event_has_a_name_for_each_kind_of_stream() -> None:
    event = Submitted(title="t")
    assert WIRE.line(event, "plan").name == "PlanSubmitted.v1"
    assert WIRE.line(event, "report").name == "ReportSubmitted.v1"


def test_a_line_without_a_kind_is_for_every_stream() -> None:
    assert WIRE.line(Weighed(kilograms=1, grams=2), "anything").name == "Weighed.v3"


def test_an_event_without_a_line_is_unknown() -> None:
    with pytest.raises(UnknownType, match="Submitted"):
        WIRE.line(Submitted(title="t"), "letter")


def test_content_is_compact_and_leaves_out_what_is_absent() -> None:
    line = WIRE.line(event := Submitted(title="会计"), "plan")
    assert WIRE.encode(line, event) == '{"title":"会计"}'.encode()


def test_an_event_is_read_as_it_was_written() -> None:
    line = WIRE.line(event := Submitted(title="t", pages=3), "plan")
    assert WIRE.decode(line.name, WIRE.encode(line, event)) == event


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Weighed.v1", b'{"grams":2005}'),
        ("Weighed.v2", b'{"kilograms":2,"rest":5}'),
        ("Weighed.v3", b'{"kilograms":2,"grams":5}'),
    ],
)
def test_older_versions_are_read_as_the_newest(name: str, content: bytes) -> None:
    assert WIRE.decode(name, content) == Weighed(kilograms=2, grams=5)


def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownType, match=r"Sung\.v1"):
        WIRE.decode("Sung.v1", b"{}")


def test_content_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        WIRE.decode("PlanSubmitted.v1", b"{}")


def test_destroyed_content_leaves_the_name_whatever_it_is() -> None:
    assert WIRE.decode("Sung.v1", None) == Destroyed(type="Sung.v1")


def test_a_name_stands_in_the_table_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        Wire("papers", [stored("A.v1", Submitted, SITE), stored("A.v1", Weighed, SITE)])


def test_the_kernels_own_events_are_in_every_table() -> None:
    line = WIRE.stored("SiteFounded.v1")
    assert line is not None
    assert (line.event, line.audience) == (SiteFounded, INTERNAL)


def test_an_event_is_tagged_by_the_fields_that_are_named() -> None:
    tags = tagged("kilograms", "grams")
    assert tags(Weighed(kilograms=2, grams=5)) == ["kilograms:2", "grams:5"]


def test_every_name_that_decodes_is_listed() -> None:
    assert {"PlanSubmitted.v1", "Weighed.v1", "Weighed.v2", "EpochOpened.v1"} <= set(WIRE.names())


@pytest.mark.parametrize(
    ("audience", "circles"),
    [
        (Audience.INTERNAL, ()),
        (Audience.SITE, ("events",)),
        (Audience.LINKED, ("events", "linked")),
        (Audience.OPEN, ("events", "linked", "public")),
    ],
)
def test_a_wider_audience_reads_more_topics(audience: Audience, circles: tuple[str, ...]) -> None:
    assert audience.topics == circles


def test_a_topic_is_named_by_site_service_and_circle() -> None:
    assert topic("360722", "issues", "linked") == "360722.issues.linked"
