"""A new version of an event is published beside the old one until nobody needs the old one."""

from enum import Enum
from typing import Final

import orjson
import pytest

from libs.common.decider import frozen
from libs.common.events.audience import EVENTS, LINKED, PUBLIC, Audience
from libs.common.events.header import NO_LEAF, Header, encode
from libs.common.events.wire import LINKED as FOR_LINKED
from libs.common.events.wire import OPEN, Wire, stored
from libs.common.relay.messages import Message, Publisher
from libs.common.store.reading import StoredRow


class Kind(Enum):
    """How it was seen."""

    BRIEF = "brief"


@frozen
class Seen:
    """What somebody saw; the first version called `where` a place."""

    where: str
    kind: Kind


@frozen
class SeenBefore:
    """The first version."""

    place: str


def before(seen: Seen) -> SeenBefore:
    return SeenBefore(place=seen.where)


def publisher(audience: Audience) -> Publisher:
    line = stored("Seen.v2", Seen, audience, older={"Seen.v1": before})
    return Publisher(
        site="360722", service="issues", division="360722", wire=Wire("issues", [line])
    )


def row(audience: Audience, content: bytes | None = b'{"where":"x","kind":"brief"}') -> StoredRow:
    header = Header(
        site="360722",
        service="issues",
        epoch=1,
        position=1,
        stream="seen-1",
        version=1,
        id="0190c7a4-0000-7000-8000-000000000001",
        type="Seen.v2",
        recorded_at="2026-03-02T08:00:00.000001Z",
        actor="a",
        role="office",
        body="b",
        correlation="0190c7a4-0000-7000-8000-00000000c001",
        causation="0190c7a4-0000-7000-8000-00000000c002",
        command="0190c7a4-0000-7000-8000-00000000c003",
        classification="internal",
        audience=audience.value,
        sequence=dict.fromkeys(audience.topics, 1),
        previous=NO_LEAF,
        data="0" * 64,
    )
    return StoredRow(1, encode(header), content, b"0" * 16, b"1" * 32, b"1" * 32)


def named(messages: list[Message], circle: str) -> list[str]:
    types = [dict(each.headers)["ce_type"].decode() for each in messages if each.circle == circle]
    return [name.rpartition("issues.")[2] for name in types]


BOTH: Final = ["Seen.v1", "Seen.v2"]


@pytest.mark.parametrize("circle", [EVENTS, LINKED])
def test_the_older_version_goes_first_under_the_same_id_and_number(circle: str) -> None:
    messages = [m for m in publisher(FOR_LINKED).messages(row(FOR_LINKED)) if m.circle == circle]
    assert named(messages, circle) == BOTH
    assert orjson.loads(messages[0].value or b"") == {"place": "x"}
    assert orjson.loads(messages[1].value or b"") == {"where": "x", "kind": "brief"}
    for name in ("ce_id", "sequence", "position"):
        assert len({dict(each.headers)[name] for each in messages}) == 1


def test_the_public_topic_gets_both_where_no_form_of_its_own_is_disclosed() -> None:
    assert named(list(publisher(OPEN).messages(row(OPEN))), PUBLIC) == BOTH


def test_the_log_holds_the_event_once_as_it_is_stored() -> None:
    messages = list(publisher(FOR_LINKED).messages(row(FOR_LINKED)))
    assert named(messages, "log") == ["Seen.v2"]


def test_destroyed_data_is_published_once() -> None:
    messages = list(publisher(FOR_LINKED).messages(row(FOR_LINKED, None)))
    assert named(messages, EVENTS) == ["Seen.v2"]
