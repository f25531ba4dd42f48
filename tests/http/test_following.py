"""Following a list: each sees the changes that are for them, over a real connection."""

import asyncio
import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from libs.common.http import changes, feed
from services.notifications.main import SERVICE as NOTIFICATIONS
from services.notifications.projections.inbox import inbox
from tests.http.house import Answer, Ground, Person
from tests.http.people import (
    CLERK,
    NOBODYS_UNIT,
    OPERATOR,
    OTHER_UNIT,
    REVIEWER,
    STRANGER,
    UNIT,
    UNIT_KEY,
)
from tests.http.post import LIVE, WAIT_SECONDS_MAX, Post, Stream, heard
from tests.http.wire import serving

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

QUIET_SECONDS = 0.5
BOTH = Person("a-both", ("office", "unit"), UNIT_KEY, UNIT_KEY)


async def test_a_new_row_and_each_change_of_it_is_told(post: Post, me: Person) -> None:
    async with post.following(me) as stream:
        key = await post.notify("unit", me.unit)
        told = [await stream.row()]
        while told[-1]["status"] != "delivered":
            told.append(await stream.row())
        assert {row["notification"] for row in told} == {key}
        await post.house.post(f"/notifications/notifications/{key}/reading", {}, me)
        assert (await stream.row())["unread"] is False
    assert stream.response.headers["content-type"].startswith("text/event-stream")


async def test_everybody_is_told_what_is_for_them_and_nothing_else(post: Post) -> None:
    async with (
        post.following(CLERK) as office,
        post.following(REVIEWER) as reviewer,
        post.following(UNIT) as unit,
        post.following(OTHER_UNIT) as other,
        post.following(BOTH) as both,
        post.following(OPERATOR) as operator,
    ):
        wanted = [
            await post.notify("unit", UNIT_KEY),
            await post.notify("office"),
            await post.notify("reviewer"),
        ]
        for_unit, for_office, for_reviewer = wanted
        assert await heard(office, 1) == {for_office}
        assert await heard(reviewer, 1) == {for_reviewer}
        assert await heard(unit, 1) == {for_unit}
        assert await heard(both, 2) == {for_unit, for_office}
        assert await heard(operator, 3) >= set(wanted)
        assert await other.is_quiet()


async def test_whoever_comes_back_is_told_what_happened_meanwhile(post: Post, me: Person) -> None:
    async with post.following(me) as stream:
        await post.notify("unit", me.unit)
        last = ""
        while json.loads((told := await stream.next())["data"])["status"] != "delivered":
            last = told.get("id", last)
        last = told["id"]
    missed = {await post.notify("unit", me.unit) for _ in range(3)}
    await post.until_delivered(me, 4)
    # The address still says where it once began; what the client saw last counts.
    async with post.following(me, after=0, Last_Event_ID=last) as again:
        assert await heard(again, 3) == missed


async def test_a_list_and_what_follows_it_leave_nothing_out(post: Post, me: Person) -> None:
    await post.notify("unit", me.unit)
    page = await post.until_delivered(me, 1)
    later = await post.notify("unit", me.unit)
    async with post.following(me, after=page["position"]) as stream:
        assert await heard(stream, 1) == {later}
    async with post.following(me, after=0) as stream:
        assert len(await heard(stream, 2)) == 2


async def test_more_than_is_told_at_once_is_told_whole(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "ROWS_MAX", 2)
    monkeypatch.setattr(feed, "LOOK_ROWS_MAX", 2)
    async with post.following(me) as stream:
        sent = {await post.notify("unit", me.unit) for _ in range(7)}
        assert await heard(stream, 7) == sent


async def test_a_quiet_stream_is_kept_open_by_comments(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "HEARTBEAT_SECONDS", 0.1)
    async with post.following(me) as stream:
        assert await stream.next() == {"": "still here"}


@pytest.mark.parametrize("who", [NOBODYS_UNIT, STRANGER], ids=["no unit", "no role of ours"])
async def test_who_may_not_read_may_not_follow(post: Post, who: Person) -> None:
    (await post.ask(who)).problem(403, "role_may_not_read")


async def test_nobody_follows_without_a_token(post: Post) -> None:
    Answer(await post.http.get(LIVE)).problem(401, "token_missing")


@pytest.mark.parametrize("mark", ["", "x", "-1", "9" * 30, "%00", "1.5"])
async def test_a_place_that_is_none_is_named(post: Post, mark: str) -> None:
    content = (await post.ask(CLERK, f"?after={mark}")).problem(400, "invalid_parameter")
    assert content["details"] == {"parameter": "after"}


@pytest.mark.parametrize("mark", ["x", "-1", "9" * 30, "1.5"])
async def test_a_last_event_that_is_none_is_named(post: Post, mark: str) -> None:
    content = (await post.ask(CLERK, Last_Event_ID=mark)).problem(400, "invalid_parameter")
    assert content["details"] == {"parameter": "Last-Event-ID"}


async def test_a_stream_ends_when_its_token_does(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "LOOK_AGAIN_SECONDS", 0.1)
    async with post.following(me) as stream:
        verifier = post.house.site.verifier
        verifier._remembered.clear()
        monkeypatch.setattr(
            verifier,
            "_settings",
            verifier._settings.model_copy(update={"audience": "somebody else"}),
        )
        with pytest.raises(EOFError):
            await stream.next()


async def test_there_is_room_for_so_many_and_who_leaves_makes_room(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LISTENERS_MAX", 2)
    async with post.following(me):
        async with post.following(me):
            answer = await post.ask(me)
            answer.problem(503, "too_many_listeners")
            assert answer.header("retry-after") == str(feed.RETRY_AFTER_SECONDS)
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            while not await is_let_in(post, me):  # noqa: ASYNC110 - asked from outside
                await asyncio.sleep(0.05)


async def is_let_in(post: Post, who: Person) -> bool:
    """Tell whether one more may listen."""
    async with post.http.stream("GET", LIVE, headers=post.headers(who)) as response:
        return response.status_code == 200


async def test_a_head_is_answered_and_takes_no_room(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LISTENERS_MAX", 1)
    for _ in range(3):
        answer = await post.http.head(LIVE, headers=post.headers(me))
        assert (answer.status_code, answer.content) == (200, b"")
    async with post.following(me):
        pass


async def test_a_listener_who_takes_nothing_any_more_is_let_go(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "SEND_SECONDS_MAX", 0.2)
    monkeypatch.setattr(changes, "LOOK_AGAIN_SECONDS", 0.0)
    told = changes._event

    def bulky(name: str, content: object, position: int | None) -> Any:
        event = told(name, content, position)
        event.comment = "x" * 4_000_000
        return event

    monkeypatch.setattr(changes, "_event", bulky)
    with capture_logs() as lines:
        async with post.http.stream("GET", LIVE, headers=post.headers(me)):
            await post.notify("unit", me.unit)
            async with asyncio.timeout(WAIT_SECONDS_MAX):
                while "listener_too_slow" not in [line["event"] for line in lines]:  # noqa: ASYNC110 - a log has no event
                    await asyncio.sleep(0.05)
    assert "defect" not in [line["event"] for line in lines]


async def test_a_reader_alone_can_be_followed(post: Post, me: Person) -> None:
    roles = ("reader",)
    async with (
        post.ground.house((NOTIFICATIONS,), roles=roles) as reader,
        serving(reader.app) as port,
    ):
        elsewhere = Post(post.ground, reader, port)
        async with elsewhere.following(me) as stream:
            key = await post.notify("unit", me.unit)
            assert await heard(stream, 1) == {key}
        await elsewhere.http.aclose()


async def test_a_database_that_is_away_for_a_while_ends_no_stream(
    post: Post, me: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "AWAY_SECONDS", 0.1)
    monkeypatch.setattr(changes, "AWAY_SECONDS", 0.1)

    async def away(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    async with post.following(me) as stream:
        reading = asyncio.create_task(stream.row())
        with monkeypatch.context() as outage:
            outage.setattr(feed, "position_of", away)
            outage.setattr(feed, "read_changes", away)
            key = await post.notify("unit", me.unit)
            await asyncio.sleep(QUIET_SECONDS)
            assert not reading.done()
        assert (await reading)["notification"] == key


async def test_a_server_that_stops_ends_its_streams(ground: Ground) -> None:
    await ground.migrate((NOTIFICATIONS,))
    async with ground.house((NOTIFICATIONS,)) as house:
        async with serving(house.app) as port:
            opened = Post(ground, house, port)
            request = opened.http.build_request("GET", LIVE, headers=opened.headers(CLERK))
            response = await opened.http.send(request, stream=True)
            assert (await Stream(response).next())["event"] == "open"
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 4
        await response.aclose()
        await opened.http.aclose()


async def test_whoever_comes_when_the_last_one_leaves_is_told_at_once(
    post: Post, me: Person
) -> None:
    box = feed.Feed(inbox, post.house.site.hosts["notifications"].reading)
    with box.listening(feed.Listener(())):
        pass
    listener = feed.Listener(())
    with box.listening(listener):
        await post.notify("unit", me.unit)
        await asyncio.wait_for(listener.woken.wait(), WAIT_SECONDS_MAX)
