"""A command asked twice under one key happens once; under another request the key is refused."""

import asyncio
import json
from typing import Any

import pytest

from tests.http.house import House, Person
from tests.http.lived_in import unit_body
from tests.http.people import CLERK, HEAD

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

SEVERAL = Person("a-several", ("reviewer", "office"))


def registration(key: str) -> str:
    """Give the path that registers a unit."""
    return f"/rounds/units/{key}/registration"


@pytest.mark.usefixtures("nothing_written")
async def test_a_command_without_a_key_is_refused(house: House) -> None:
    answer = await house.ask("POST", registration("K-0"), CLERK, json=unit_body())
    answer.problem(400, "idempotency_key_missing")


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("key", ["a b", "k" * 201, "clé", "a\tb"])
async def test_a_key_of_other_characters_or_too_long_is_refused(house: House, key: str) -> None:
    headers = {b"Idempotency-Key": key.encode("latin-1")}
    answer = await house.ask("POST", registration("K-0"), CLERK, headers=headers, json=unit_body())
    answer.problem(400, "idempotency_key_invalid")


async def test_a_repeat_gets_the_first_answer_byte_for_byte(house: House) -> None:
    path, body = registration("K-1"), unit_body("K-1")
    first = await house.post(path, body, CLERK, idempotency_key="k-1")
    position = house.position("rounds")
    again = await house.post(path, body, CLERK, idempotency_key="k-1")
    assert first.status == again.status == 200
    assert again.response.content == first.response.content
    assert again.header("etag") == first.header("etag") == '"1"'
    assert house.position("rounds") == position


async def test_a_repeat_gets_the_first_answer_although_by_now_it_would_be_refused(
    house: House,
) -> None:
    path, change = "/rounds/units/K-2/reclassification", {"kind": "department"}
    await house.post(registration("K-2"), unit_body("K-2"), CLERK)
    first = await house.post(path, change, CLERK, idempotency_key="k-2", version=1)
    await house.post(path, {"kind": "state_company"}, CLERK)
    stale = await house.post(path, change, CLERK, version=1)
    stale.problem(412, "stale_version")
    again = await house.post(path, change, CLERK, idempotency_key="k-2", version=1)
    assert again.response.content == first.response.content


async def test_a_command_that_changes_nothing_says_so_each_time(house: House) -> None:
    await house.post(registration("K-3"), unit_body("K-3"), CLERK)
    same = ("/rounds/units/K-3/reclassification", {"kind": "township"}, CLERK)
    answer = await house.post(*same, idempotency_key="k-3")
    nothing: dict[str, Any] = {"stream": "unit-K-3", "version": None, "position": None, "after": []}
    assert (answer.status, answer.content, answer.header("etag")) == (200, nothing, None)


OTHERWISE: dict[str, dict[str, Any]] = {
    "another body": {"body": unit_body("otherwise")},
    "another stream": {"path": registration("K-otherwise")},
    "another version": {"version": 0},
    "another role": {"acting_role": "office"},
    "another time": {"occurred_at": "2026-01-01T00:00:00Z"},
}


@pytest.mark.parametrize("what", OTHERWISE)
async def test_a_key_is_good_for_one_request(house: House, what: str) -> None:
    key = what.replace(" ", "-")
    first: dict[str, Any] = {"path": registration(key), "body": unit_body(key), "who": SEVERAL}
    assert (await house.post(**first, idempotency_key=key)).status == 200
    position = house.position("rounds")
    answer = await house.post(**first | OTHERWISE[what], idempotency_key=key)
    answer.problem(422, "idempotency_key_reused")
    assert house.position("rounds") == position


async def test_a_body_is_compared_byte_for_byte(house: House) -> None:
    path, body = registration("K-5"), unit_body("K-5")
    assert (await house.post(path, body, CLERK, idempotency_key="k-5")).status == 200
    spaced = json.dumps(body, indent=1).encode()
    answer = await house.post(path, spaced, CLERK, idempotency_key="k-5")
    answer.problem(422, "idempotency_key_reused")


async def test_a_key_belongs_to_the_one_who_used_it(house: House) -> None:
    path, body = registration("K-6"), unit_body("K-6")
    assert (await house.post(path, body, CLERK, idempotency_key="k-6")).status == 200
    answer = await house.post(path, body, HEAD, idempotency_key="k-6")
    answer.problem(409, "WrongState")


async def test_a_key_belongs_to_the_route_it_was_used_on(house: House) -> None:
    await house.post(registration("K-7"), unit_body("K-7"), CLERK, idempotency_key="k-7")
    other = ("/rounds/units/K-7/reclassification", {"kind": "department"}, CLERK)
    assert (await house.post(*other, idempotency_key="k-7")).content["version"] == 2


async def test_a_refused_command_may_be_asked_again_under_its_key(house: House) -> None:
    early = ("/rounds/units/K-8/reclassification", {"kind": "department"}, CLERK)
    refused = await house.post(*early, idempotency_key="k-8")
    refused.problem(409, "WrongState")
    await house.post(registration("K-8"), unit_body("K-8"), CLERK)
    assert (await house.post(*early, idempotency_key="k-8")).content["version"] == 2


async def test_many_at_once_under_one_key_are_one(house: House) -> None:
    path, body = registration("K-9"), unit_body("K-9")
    position = house.position("rounds")
    asked = [house.post(path, body, CLERK, idempotency_key="k-9") for _ in range(10)]
    answers = await asyncio.gather(*asked)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.response.content for answer in answers}) == 1
    assert house.position("rounds") == position + 1
