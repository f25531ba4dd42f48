"""The kernel's own stream: how a log is founded, goes on after a loss, and forgets."""

from typing import Any

import asyncpg
import pytest

from libs.common.decider import SYSTEM, RoleMayNot, WrongState
from libs.common.events.kernel import DataDestroyed, EpochOpened, SiteFounded
from libs.common.events.recorded import Destroyed
from libs.common.store.appends import StoreUnavailable, VersionConflict
from libs.common.store.link import Connection
from libs.common.store.site import OPERATOR, DestroyData, FoundSite, OpenEpoch, TwoPersonsNeeded
from libs.common.store.site import stream as site_stream
from tests.store.boxes import Fill
from tests.store.store import (
    SITE_KEY,
    Store,
    Writer,
    connected,
    number,
    origin,
    outcomes,
    until,
)
from tools.check_log import Bad, check

pytestmark = pytest.mark.postgres

SITE = site_stream(SITE_KEY)
FOUND = FoundSite(division="360722", level="county", time_zone="Asia/Shanghai", clock="simulated")
BY_SYSTEM, BY_OPERATOR = origin(SYSTEM), origin(OPERATOR, actor="a-operator")


def destroy(position: int, confirmed_by: str = "a-second") -> DestroyData:
    return DestroyData(position=position, reason="asked for", confirmed_by=confirmed_by)


@pytest.fixture
async def writer(store: Store) -> Writer:
    serving = await store.serving()
    await serving.give(SITE, FOUND, by=BY_SYSTEM)
    return serving


def next_epoch(writer: Writer, **more: Any) -> OpenEpoch:
    told = {"opened_by": "a-1", "confirmed_by": "a-2", "reason": "the disk burnt"} | more
    head = writer.appender.head
    opened = EpochOpened(surviving_size=head.position, surviving_root=head.root.hex(), **told)
    return OpenEpoch(opened=opened)


async def test_founding_says_what_the_site_was_when_it_began(store: Store, writer: Writer) -> None:
    assert writer.appender.head.position == 1
    (founded,) = await store.events()
    assert founded.event == SiteFounded(
        site=SITE_KEY,
        division="360722",
        level="county",
        time_zone="Asia/Shanghai",
        clock="simulated",
    )
    assert (founded.stream, founded.header.audience) == (SITE, "internal")


async def test_a_site_is_founded_once(writer: Writer) -> None:
    with pytest.raises(WrongState):
        await writer.give(SITE, FOUND, by=BY_SYSTEM)


async def test_no_person_founds_a_site(store: Store) -> None:
    with pytest.raises(RoleMayNot):
        await store.writer().give(SITE, FOUND, by=BY_OPERATOR)


async def test_an_opened_epoch_counts_from_its_first_event(store: Store, writer: Writer) -> None:
    await writer.give("box-1", Fill(amount=1))
    await writer.give(SITE, next_epoch(writer), by=BY_OPERATOR)
    await writer.give("box-1", Fill(amount=1))
    assert [each.header.epoch for each in await store.events()] == [1, 1, 2, 2]
    assert writer.appender.head.epoch == (await store.checked()).epoch == 2


async def test_another_writer_goes_on_in_the_opened_epoch(store: Store, writer: Writer) -> None:
    other = await store.serving()
    await other.give("box-1", Fill(amount=1))
    await writer.give("box-1", Fill(amount=1))
    await writer.give(SITE, next_epoch(writer), by=BY_OPERATOR)
    await other.give("box-1", Fill(amount=1))
    assert (await store.events())[-1].header.epoch == 2


async def test_an_epoch_says_what_survived(store: Store, writer: Writer) -> None:
    root = writer.appender.head.root.hex()
    await writer.give(SITE, next_epoch(writer), by=BY_OPERATOR)
    opened = (await store.events())[1].event
    assert (opened.surviving_size, opened.surviving_root) == (1, root)
    await store.checked()


async def test_an_epoch_does_not_open_on_a_log_that_went_on(store: Store, writer: Writer) -> None:
    counted = next_epoch(writer)
    await (await store.serving()).give("box-1", Fill(amount=1))
    with pytest.raises(VersionConflict):
        await writer.give(SITE, counted, by=BY_OPERATOR)
    assert (await store.checked()).epoch == 1


async def test_an_epoch_with_false_survivors_would_be_found(
    store: Store, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = next_epoch(writer)
    await writer.give("box-1", Fill(amount=1))
    monkeypatch.setattr("libs.common.store.batch._Writing._epoch", lambda *_: 2)
    await writer.give(SITE, counted, by=BY_OPERATOR)
    with pytest.raises(Bad, match="position 3: bad survivors"):
        await store.checked()


async def test_one_person_opens_no_epoch(writer: Writer) -> None:
    with pytest.raises(TwoPersonsNeeded):
        await writer.give(SITE, next_epoch(writer, confirmed_by="a-1"), by=BY_OPERATOR)


async def test_one_person_destroys_nothing(writer: Writer) -> None:
    with pytest.raises(TwoPersonsNeeded):
        await writer.give(SITE, destroy(1, confirmed_by="a-operator"), by=BY_OPERATOR)


async def test_only_an_operator_orders_destruction(writer: Writer) -> None:
    with pytest.raises(RoleMayNot):
        await writer.give(SITE, destroy(1))


async def as_role(store: Store, role: str) -> Connection:
    connection = await connected(store.dsn)
    await connection.execute(f"SET ROLE {role}")
    return connection


async def erase(store: Store, target: int, destruction: int, role: str = "lianxun_eraser") -> None:
    connection = await as_role(store, role)
    try:
        await connection.execute("SELECT destroy_data($1, $2)", target, destruction)
    finally:
        await connection.close()


async def test_destroyed_content_is_gone_and_the_proofs_remain(
    store: Store, writer: Writer
) -> None:
    await writer.give("box-1", Fill(amount=1, note="secret"), "fill")
    await writer.give(SITE, destroy(2), by=BY_OPERATOR)
    root = (await store.checked()).root
    await erase(store, 2, 3)
    event = (await store.events())[1]
    assert (event.event, event.header.command) == (Destroyed(type="Filled.v1"), number("fill"))
    assert (await store.checked()).root == root
    assert (await store.events())[2].event == DataDestroyed(
        position=2, reason="asked for", ordered_by="a-operator", confirmed_by="a-second"
    )


async def test_a_stream_with_destroyed_content_goes_on(store: Store, writer: Writer) -> None:
    await writer.give("box-1", Fill(amount=1))
    await writer.give(SITE, destroy(2), by=BY_OPERATOR)
    await erase(store, 2, 3)
    receipt = await store.writer().give("box-1", Fill(amount=1))
    assert receipt.heads[0].version == 2
    await store.checked()


async def test_content_that_nobody_ordered_to_be_destroyed_is_missed(
    store: Store, writer: Writer
) -> None:
    await writer.give("box-1", Fill(amount=1))
    rows = await store.rows()
    rows[1]["data"] = rows[1]["salt"] = None
    with pytest.raises(Bad, match="position 2: bad data"):
        check(rows)


@pytest.mark.parametrize(("target", "destruction"), [(2, 2), (3, 4), (2, 3), (9, 4)])
async def test_nothing_is_destroyed_without_an_event_that_orders_it(
    store: Store, writer: Writer, target: int, destruction: int
) -> None:
    await writer.give("box-1", Fill(amount=1))
    await writer.give("box-1", Fill(amount=1))
    await writer.give(SITE, destroy(2), by=BY_OPERATOR)
    with pytest.raises(asyncpg.RaiseError, match="no DataDestroyed"):
        await erase(store, target, destruction)
    assert (await store.checked()).destroyed == set()


async def test_an_order_does_not_reach_what_comes_after_it(store: Store, writer: Writer) -> None:
    await writer.give(SITE, destroy(3), by=BY_OPERATOR)
    await writer.give("box-1", Fill(amount=1))
    with pytest.raises(asyncpg.RaiseError, match="no DataDestroyed"):
        await erase(store, 3, 2)


async def test_the_kernels_own_events_stay(store: Store, writer: Writer) -> None:
    await writer.give(SITE, destroy(1), by=BY_OPERATOR)
    with pytest.raises(asyncpg.RaiseError, match="no event whose data may go"):
        await erase(store, 1, 2)


@pytest.mark.parametrize("role", ["lianxun_app", "lianxun_read"])
async def test_only_the_eraser_may_destroy(store: Store, writer: Writer, role: str) -> None:
    await writer.give("box-1", Fill(amount=1))
    await writer.give(SITE, destroy(2), by=BY_OPERATOR)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await erase(store, 2, 3, role)


@pytest.mark.parametrize("role", ["lianxun_app", "lianxun_read", "lianxun_eraser"])
async def test_no_role_passes_by_the_function(store: Store, writer: Writer, role: str) -> None:
    await writer.give("box-1", Fill(amount=1))
    connection = await as_role(store, role)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                "SET lianxun.erasing = '2'; UPDATE events SET data = NULL, salt = NULL"
                " WHERE position = 2"
            )
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET type = 'Other.v1'",
        "UPDATE events SET data = NULL, salt = NULL",
        "UPDATE events_0 SET data = NULL, salt = NULL",
        "DELETE FROM events",
        "DELETE FROM events_0",
        "TRUNCATE events",
        "TRUNCATE events_0",
    ],
)
@pytest.mark.parametrize("role", ["lianxun_app", None])
async def test_nobody_changes_or_removes_an_event_not_even_the_owner(
    store: Store, writer: Writer, statement: str, role: str | None
) -> None:
    assert writer.appender.head.position == 1
    connection = await as_role(store, role) if role else store.admin
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)
    if role:
        await connection.close()
    assert (await store.checked()).size == 1


async def test_partitions_made_later_are_guarded_too(store: Store, writer: Writer) -> None:
    assert writer.appender.head.position == 1
    assert await store.admin.fetchval("SELECT make_partitions(9)") == 1
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await store.admin.execute("TRUNCATE events_9")
    finally:
        await store.admin.execute("DROP TABLE events_9")


async def test_a_log_without_room_for_more_waits_for_it(store: Store) -> None:
    writer = await store.serving(wait_seconds_max=0.3)
    await store.admin.execute("ALTER TABLE events DETACH PARTITION events_0")
    try:
        (answer,) = await outcomes(writer.give("box-1", Fill(amount=1)))
    finally:
        await store.admin.execute(
            "ALTER TABLE events ATTACH PARTITION events_0 FOR VALUES FROM (0) TO (4194304)"
        )
    assert isinstance(answer, StoreUnavailable)
    await until(lambda: writer.appender.state == "serving")
    assert (await writer.give("box-1", Fill(amount=1))).last == 1
