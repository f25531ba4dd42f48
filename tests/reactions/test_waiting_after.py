"""Read-your-writes across services: waiting for what a token names."""

import asyncio

import pytest

from libs.common.reactions.after import MalformedAfter, read_after, wait_until, write_after
from libs.common.store.appends import Origin
from tests.reactions import vocabulary
from tests.reactions.desk import Desk
from tests.reactions.records import NAMESPACE, Teller, event_id
from tests.reactions.vocabulary import LISTENER, TELLER, WriteNote

pytestmark = pytest.mark.postgres


async def wait(desk: Desk, token: str, seconds: float = 5) -> int | None:
    return await wait_until(desk.pool, token, seconds, site=desk.site, service=LISTENER)


async def head(desk: Desk) -> int:
    position: int = await desk.pool.fetchval("SELECT max(position) FROM events")
    return position


async def test_what_was_heard_gives_the_position_that_shows_it(desk: Desk, teller: Teller) -> None:
    await desk.take(teller.told("talk-1", 1, "one+two"), teller.told("talk-1", 2, "again"))
    assert await wait(desk, f"{TELLER}:talk-1@1") == await head(desk)
    assert await wait(desk, f"{TELLER}:talk-1@2") == await head(desk)


async def test_what_is_on_its_way_is_waited_for(desk: Desk, teller: Teller) -> None:
    waiting = asyncio.create_task(wait(desk, f"{TELLER}:talk-1@2"))
    await desk.take(teller.told("talk-1", 1, "one"))
    await asyncio.sleep(0.15)
    assert not waiting.done()
    await desk.take(teller.told("talk-1", 2, "two"))
    assert await waiting == await head(desk)


async def test_the_deadline_ends_the_waiting(desk: Desk) -> None:
    assert await wait(desk, f"{TELLER}:talk-1@1", seconds=0.05) is None


async def test_a_parked_stream_shows_nothing_until_it_is_redriven(
    desk: Desk, teller: Teller
) -> None:
    await desk.take(teller.told("talk-1", 1, "refuse"))
    assert await wait(desk, f"{TELLER}:talk-1@1", seconds=0.05) is None
    vocabulary.permitted.add("refuse")
    await desk.redrive().redrive((desk.topic, "talk-1"))
    assert await wait(desk, f"{TELLER}:talk-1@1") == await head(desk)


async def test_a_token_of_our_own_is_looked_up_in_the_log(desk: Desk) -> None:
    origin = Origin(
        actor="ana", role="system", body="unit-1", correlation=NAMESPACE, causation=NAMESPACE
    )
    for number in (1, 2):
        await desk.commands.give(
            f"note-{desk.site}",
            WriteNote(text=f"word {number}"),
            command_id=event_id(desk.site, number),
            origin=origin,
        )
    assert await wait(desk, f"{LISTENER}:note-{desk.site}@1") == await head(desk) - 1
    assert await wait(desk, f"{LISTENER}:note-{desk.site}@2") == await head(desk)
    assert await wait(desk, f"{LISTENER}:note-{desk.site}@3", seconds=0.05) is None


@pytest.mark.parametrize("token", ["", "issues", "issues:a", "issues:a@", "issues:a@x", "I:a@1"])
def test_a_malformed_token_is_told(token: str) -> None:
    with pytest.raises(MalformedAfter):
        read_after(token)


def test_a_token_is_read_as_it_was_written() -> None:
    after = read_after(write_after("issues", "issue-7@x", 3))
    assert (after.service, after.stream, after.sequence) == ("issues", "issue-7@x", 3)
