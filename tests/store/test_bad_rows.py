"""What one command brings along and the database refuses fails that command alone."""

import asyncio

import asyncpg
import pytest

from libs.common.store.appends import Receipt
from tests.store.boxes import CAPACITY, CARELESS, Fill, Name
from tests.store.store import Store, Writer, number, origin, outcomes

pytestmark = pytest.mark.postgres


BAD = Fill(amount=1, note="\0")
GOOD = Fill(amount=1)


async def serving(store: Store) -> Writer:
    return await store.serving(wire=CARELESS)


@pytest.mark.parametrize("place", [0, 1, 13, 29, 30])
async def test_a_text_with_nul_fails_alone(store: Store, place: int) -> None:
    writer = await serving(store)
    commands = [GOOD] * 30
    commands.insert(place, BAD)
    answers = await outcomes(*(writer.give("box-1", command) for command in commands))
    (failed,) = [n for n, answer in enumerate(answers) if not isinstance(answer, Receipt)]
    assert failed == place
    assert isinstance(answers[place], asyncpg.DataError)
    assert (await store.checked()).size == 30


async def test_several_bad_rows_fail_each_alone(store: Store) -> None:
    writer = await serving(store)
    commands = [BAD if n % 7 == 3 else GOOD for n in range(120)]
    answers = await outcomes(
        *(writer.give(f"box-{n % 4}", command) for n, command in enumerate(commands))
    )
    failed = [isinstance(answer, asyncpg.DataError) for answer in answers]
    assert failed == [command is BAD for command in commands]
    assert (await store.checked()).size == failed.count(False)


async def test_bad_rows_alone_leave_the_writer_serving(store: Store) -> None:
    writer = await serving(store)
    answers = await outcomes(*(writer.give("box-1", BAD) for _ in range(5)))
    assert {isinstance(answer, asyncpg.DataError) for answer in answers} == {True}
    assert (await writer.give("box-1", GOOD)).last == 1


async def test_what_was_decided_on_a_bad_row_is_decided_again(store: Store) -> None:
    writer = await serving(store)
    answers = await outcomes(
        writer.give("box-1", Fill(amount=CAPACITY, note="\0"), "bad"),
        writer.give("box-1", GOOD, "good"),
        writer.give("box-1", GOOD, "good"),
    )
    assert isinstance(answers[0], asyncpg.DataError)
    assert answers[1] == answers[2] == Receipt(number("good"), 1, 1, answers[1].heads)


async def test_a_batch_grows_again_after_a_bad_row(store: Store) -> None:
    writer = await serving(store)
    await outcomes(*(writer.give("box-1", command) for command in [BAD] + [GOOD] * 30))
    before = (await store.checked()).flushes
    await outcomes(*(writer.give("box-1", GOOD) for _ in range(300)))
    assert (await store.checked()).flushes - before < 20


async def test_a_stream_whose_name_the_database_cannot_read_fails_alone(store: Store) -> None:
    writer = await serving(store)
    answers = await outcomes(
        *(writer.give(stream, GOOD) for stream in ("box-1", "box-\0", "box-2", "box-\ud800"))
    )
    assert [isinstance(answer, Receipt) for answer in answers] == [True, False, True, False]
    assert (await store.checked()).size == 2


async def test_a_stream_whose_name_would_part_the_columns_fails_alone(store: Store) -> None:
    writer = await serving(store)
    answers = await outcomes(*(writer.give(s, GOOD) for s in ("box-1", "box-a\nb", "box-2")))
    assert [type(answer) for answer in answers] == [Receipt, ValueError, Receipt]
    assert (await store.checked()).size == 2


async def test_an_actor_whom_nobody_could_read_fails_alone(store: Store) -> None:
    writer = await serving(store)
    answers = await outcomes(
        writer.give("box-1", GOOD),
        writer.give("box-1", GOOD, by=origin(actor="\0")),
        writer.give("box-1", GOOD),
    )
    assert [type(answer) for answer in answers] == [Receipt, ValueError, Receipt]
    assert (await writer.give("box-1", GOOD)).last == 3


@pytest.mark.parametrize("key", ["a\nb", "\0", "x" * 1_000_000])
async def test_a_claim_that_cannot_be_kept_fails_alone(store: Store, key: str) -> None:
    writer = await serving(store)
    asked = [asyncio.create_task(writer.give("box-1", GOOD)) for _ in range(3)]
    asked.insert(1, asyncio.create_task(writer.give("box-2", Name(name=key))))
    answers = await outcomes(*asked)
    assert [isinstance(answer, Receipt) for answer in answers] == [True, False, True, True]
    assert (await store.checked()).size == 3


async def test_a_stream_name_too_long_for_an_index_fails_alone(store: Store) -> None:
    writer = await serving(store)
    long = "box-" + "".join(map(chr, range(0x4E00, 0x4E00 + 5000)))
    answers = await outcomes(*(writer.give(stream, GOOD) for stream in ("box-1", long, "box-2")))
    assert [isinstance(answer, Receipt) for answer in answers] == [True, False, True]
    assert (await store.checked()).size == 2
