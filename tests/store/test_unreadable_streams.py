"""A stream that this release cannot read fails those who ask for it, and nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from libs.common.decider import frozen
from libs.common.events.wire import SITE, UnknownType, Wire, stored
from libs.common.store.appends import Emit, Receipt
from tests.store.boxes import EVENTS, Fill
from tests.store.store import Store, Writer, outcomes

pytestmark = pytest.mark.postgres


@frozen
class Sung:
    """What boxes do from the next release on."""

    song: str


@frozen
class Poured:
    """A fluid was put in; releases differ in what they think it says."""

    gallons: int


def _as_filled(poured: dict[str, Any]) -> dict[str, Any]:
    return {"amount": poured["litres"]}


NEWER = Wire("boxes", [*EVENTS, stored("Sung.v1", Sung, SITE), stored("Poured.v1", Poured, SITE)])
OLDER = Wire("boxes", EVENTS, {"Poured.v1": ("Filled.v1", _as_filled)})


async def write(newer: Writer, stream: str, event: object) -> None:
    """Write what only the next release knows."""
    await newer.append([stream], lambda *_: [Emit(stream, event)])


@pytest.fixture
async def newer(store: Store, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """A writer of the next release."""
    writer = await store.serving(wire=NEWER)
    facts = writer.appender.facts
    knowing = replace(facts.aggregates["box"], evolve=lambda state, _: state)
    monkeypatch.setitem(facts.aggregates, "box", knowing)
    return writer


async def test_an_unknown_event_fails_who_asks_for_its_stream(store: Store, newer: Writer) -> None:
    await write(newer, "box-1", Sung(song="la"))
    older = await store.serving()
    answers = await outcomes(
        *(older.give(stream, Fill(amount=1)) for stream in ("box-2", "box-1", "box-3"))
    )
    assert [type(answer) for answer in answers] == [Receipt, UnknownType, Receipt]


@pytest.mark.parametrize("event", [Sung(song="la"), Poured(gallons=1)])
async def test_a_stream_that_becomes_unreadable_is_forgotten(
    store: Store, newer: Writer, event: object
) -> None:
    older = await store.serving(wire=OLDER)
    await older.give("box-1", Fill(amount=1))
    await write(newer, "box-1", event)
    answers = await outcomes(
        *(older.give(stream, Fill(amount=1)) for stream in ("box-2", "box-1", "box-3"))
    )
    assert [type(answer) for answer in answers] == [
        Receipt,
        UnknownType if isinstance(event, Sung) else KeyError,
        Receipt,
    ]
    assert (await store.checked()).size == 4


async def test_many_who_ask_for_an_unreadable_stream_are_all_told(
    store: Store, newer: Writer
) -> None:
    await write(newer, "box-1", Sung(song="la"))
    older = await store.serving()
    answers = await outcomes(*(older.give("box-1", Fill(amount=1)) for _ in range(100)))
    assert {type(answer) for answer in answers} == {UnknownType}
    assert (await older.give("box-2", Fill(amount=1))).last == 2


async def test_an_append_over_several_streams_fails_if_one_is_unreadable(
    store: Store, newer: Writer
) -> None:
    await write(newer, "box-1", Sung(song="la"))
    older = await store.serving()
    with pytest.raises(UnknownType):
        await older.append(["box-2", "box-1"], lambda *_: [])
