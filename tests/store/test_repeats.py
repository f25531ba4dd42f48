"""A command that is given again gets its original answer, wherever and whenever that is."""

import pytest

from libs.common.store.appends import KeyReused, Receipt
from tests.store.boxes import BoxFull, Fill, Look, Ship
from tests.store.other_writer import OtherWriter
from tests.store.store import Store, outcomes

pytestmark = pytest.mark.postgres


async def test_a_repeat_gets_the_original_answer(store: Store) -> None:
    writer = store.writer()
    first = await writer.give("box-1", Fill(amount=1), "fill")
    await writer.give("box-1", Fill(amount=1))
    assert await writer.give("box-1", Fill(amount=1), "fill") == first
    assert len(await store.events()) == 2


async def test_a_repeat_is_known_to_another_writer(store: Store) -> None:
    first = await store.writer().give("box-1", Fill(amount=1), "fill")
    assert await store.writer().give("box-1", Fill(amount=1), "fill") == first
    assert len(await store.events()) == 1


async def test_a_repeat_is_known_to_a_writer_that_has_not_seen_the_first(store: Store) -> None:
    one, other = await store.serving(), await store.serving()
    first = await one.give("box-1", Fill(amount=1), "fill")
    assert await other.give("box-1", Fill(amount=1), "fill") == first
    assert len(await store.events()) == 1


async def test_a_repeat_is_known_to_another_operating_system_process(store: Store) -> None:
    first = await store.writer().give("box-other", Fill(amount=1), "fill")
    other = await OtherWriter.start(store.dsn)
    other.ask("fill")
    assert await other.answer() == first.last
    await other.end()


async def test_a_repeat_is_answered_although_the_command_would_now_be_refused(
    store: Store,
) -> None:
    writer = store.writer()
    first = await writer.give("box-1", Fill(amount=1000), "fill")
    await writer.give("box-1", Ship(to="x"))
    assert await writer.give("box-1", Fill(amount=1000), "fill") == first


async def test_a_repeat_is_answered_although_the_version_has_moved_on(store: Store) -> None:
    writer = store.writer()
    first = await writer.give("box-1", Fill(amount=1), "fill", expected=0)
    assert await writer.give("box-1", Fill(amount=1), "fill", expected=0) == first


async def test_repeats_in_one_batch_get_one_answer(store: Store) -> None:
    writer = await store.serving()
    answers = await outcomes(
        writer.give("box-1", Fill(amount=1), "fill"),
        writer.give("box-1", Fill(amount=2)),
        writer.give("box-1", Fill(amount=1), "fill"),
        writer.give("box-2", Fill(amount=3)),
        writer.give("box-1", Fill(amount=1), "fill"),
    )
    assert answers[0] == answers[2] == answers[4]
    assert [type(answer) for answer in answers] == [Receipt] * 5
    assert (await store.checked()).size == 3


async def test_a_repeat_of_a_refused_command_is_decided_again(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=1000))
    with pytest.raises(BoxFull):
        await writer.give("box-1", Fill(amount=1), "fill")
    await writer.give("box-1", Fill(amount=-500))
    assert (await writer.give("box-1", Fill(amount=1), "fill")).last == 3


async def test_a_key_with_another_request_is_refused(store: Store) -> None:
    writer = store.writer()
    await writer.give("box-1", Fill(amount=1), "fill")
    with pytest.raises(KeyReused):
        await writer.give("box-1", Fill(amount=2), "fill")
    assert len(await store.events()) == 1


async def test_a_key_with_another_request_is_refused_within_a_batch(store: Store) -> None:
    writer = await store.serving()
    answers = await outcomes(
        writer.give("box-1", Fill(amount=1), "fill"), writer.give("box-1", Fill(amount=2), "fill")
    )
    assert [type(answer) for answer in answers] == [Receipt, KeyReused]


async def test_reactions_do_not_compare_requests(store: Store) -> None:
    writer = store.writer()
    first = await writer.give("box-1", Fill(amount=1), "fill", reacting=True)
    assert await writer.give("box-1", Fill(amount=2), "fill", reacting=True) == first


async def test_a_reaction_that_came_to_nothing_comes_to_nothing_again(store: Store) -> None:
    writer = store.writer()
    first = await writer.give("box-1", Look(), "look", reacting=True)
    await writer.give("box-1", Fill(amount=1))
    assert await writer.give("box-1", Fill(amount=1), "look", reacting=True) == first
    assert len(await store.events()) == 1


async def test_many_repeats_among_new_commands_hold_nobody_up(store: Store) -> None:
    writer = await store.serving()
    old = [await writer.give("box-old", Fill(amount=1), n) for n in range(20)]
    repeats = [writer.give("box-old", Fill(amount=1), n) for n in range(20)]
    fresh = [writer.give(f"box-{n % 5}", Fill(amount=1)) for n in range(60)]
    mixed = [each for n in range(20) for each in (repeats[n], *fresh[n * 3 : n * 3 + 3])]
    answers = await outcomes(*mixed)
    assert answers[::4] == old
    assert (await store.checked()).size == 80
