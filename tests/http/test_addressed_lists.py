"""A list that is addressed to roles: each sees what is for them, and how much of it is unread."""

import asyncio

import pytest

from tests.http.house import Person
from tests.http.people import CLERK, OPERATOR
from tests.http.post import INBOX, Post

WAIT_SECONDS_MAX = 10.0
LOOK_SECONDS = 0.02

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def seen_by(post: Post, who: Person, **filters: str) -> set[str]:
    """Name the notifications that somebody sees."""
    page = (await post.house.get(INBOX, who, limit=200, **filters)).content
    return {row["notification"] for row in page["rows"]}


async def until_seen(post: Post, wanted: set[str]) -> None:
    """Wait until the one who sees everything sees these."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while not wanted <= await seen_by(post, OPERATOR):  # noqa: ASYNC110 - over HTTP
            await asyncio.sleep(LOOK_SECONDS)


async def unread(post: Post, who: Person) -> dict[str, object]:
    """Tell how many somebody has not opened."""
    answer = await post.house.get(INBOX, who, unread="true", count="true", limit=1)
    assert len(answer.content["rows"]) <= 1
    counted: dict[str, object] = answer.content["count"]
    return counted


async def test_each_sees_what_is_for_their_roles_and_unit(post: Post, me: Person) -> None:
    assert me.unit is not None
    for_me = await post.notify("unit", me.unit)
    for_office, for_reviewer = await post.notify("office"), await post.notify("reviewer")
    both = Person("a-both", ("office", "unit"), me.body, me.unit)
    await until_seen(post, {for_me, for_office, for_reviewer})
    assert await seen_by(post, me) == {for_me}
    office = await seen_by(post, CLERK)
    assert for_office in office
    assert not office & {for_me, for_reviewer}
    assert {for_me, for_office} <= await seen_by(post, both)
    assert for_reviewer not in await seen_by(post, both)
    assert {for_me, for_office, for_reviewer} <= await seen_by(post, OPERATOR)


async def test_a_role_of_a_unit_does_not_open_the_box_of_another_unit(
    post: Post, me: Person
) -> None:
    await post.notify("unit", me.unit)
    await post.until_delivered(me, 1)
    neighbour = Person("a-neighbour", ("unit", "office"), "U-none", "U-none")
    assert await seen_by(post, neighbour, unit=str(me.unit)) == set()
    assert await seen_by(post, neighbour, role="unit") == set()


async def test_what_is_unread_is_counted_until_it_is_opened(post: Post, me: Person) -> None:
    first = await post.notify("unit", me.unit)
    await post.notify("unit", me.unit)
    await post.until_delivered(me, 2)
    assert await unread(post, me) == {"rows": 2, "exact": True}
    opened = await post.house.post(f"/notifications/notifications/{first}/reading", {}, me)
    assert opened.status == 200
    await post.house.until_shown(INBOX, me, 1, status="read")
    assert await unread(post, me) == {"rows": 1, "exact": True}


async def test_the_inbox_is_kept_as_of_each_moment(post: Post, me: Person) -> None:
    await post.notify("unit", me.unit)
    await post.until_delivered(me, 1)
    before = (await post.house.get(INBOX, me, as_of="2026-01-01T00:00:00Z")).content
    assert before["rows"] == []
    now = post.house.site.clock.now().isoformat()
    shown = (await post.house.get(INBOX, me, as_of=now)).content
    assert [row["unit"] for row in shown["rows"]] == [me.unit]


@pytest.mark.parametrize("given", ["", "1", "yes", "True"])
async def test_a_count_is_asked_for_or_not(post: Post, me: Person, given: str) -> None:
    answer = await post.house.get(INBOX, me, count=given)
    assert answer.problem(400, "invalid_parameter")["details"] == {"parameter": "count"}
    assert "count" not in (await post.house.get(INBOX, me, count="false")).content


async def test_timers_are_shown_to_the_office_and_to_no_unit(post: Post, me: Person) -> None:
    assert (await post.house.get("/notifications/timers", CLERK)).content["rows"] == []
    (await post.house.get("/notifications/timers", me)).problem(403, "role_may_not_read")


async def test_an_operator_sees_how_the_timers_stand(post: Post) -> None:
    status = (await post.house.get("/operator/status", OPERATOR)).content
    (timers,) = status["services"]["notifications"]["timers"]
    assert (timers["name"], timers["state"], timers["fired"]) == ("timers", "running", 0)


async def test_timers_that_are_stuck_are_a_fault(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck:
        is_alive = False

    runner = post.house.site.hosts["notifications"].timers[0]
    monkeypatch.setattr(runner, "progress", Stuck)
    answer = await post.house.get("/healthz", None)
    assert answer.content == {"faults": {"notifications": ["timers timers"]}}
