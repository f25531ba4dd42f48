"""Paths: what is not served is not found, whatever its characters; other methods are named."""

import pytest

from tests.http.house import House
from tests.http.lived_in import unit_body
from tests.http.people import CLERK

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.kafka,
    pytest.mark.usefixtures("nothing_written"),
]

ODD_KEYS = {
    "a slash": "a%2Fb",
    "a NUL": "%00",
    "Chinese": "%E4%B8%AD%E6%96%87",
    "no UTF-8": "%FF",
    "a line end": "a%0A",
    "a blank": "a%20b",
    "the folder above": "%2E%2E",
    "a dash first": "-a",
    "a colon": "a:b",
    "too long": "k" * 81,
    "far too long": "k" * 200,
}


@pytest.mark.parametrize("what", ODD_KEYS)
async def test_a_key_of_other_characters_is_not_found(house: House, what: str) -> None:
    path = f"/rounds/units/{ODD_KEYS[what]}"
    (await house.post(f"{path}/registration", unit_body("P-1"), CLERK)).problem(404, "not_found")
    (await house.get(path, CLERK)).problem(404, "not_found")
    (await house.get(f"{path}/events", CLERK)).problem(404, "not_found")


async def test_a_key_may_have_eighty_characters(house: House) -> None:
    path = f"/rounds/units/{'k' * 80}/reclassification"
    answer = await house.post(path, {"kind": "department"}, CLERK)
    answer.problem(409, "WrongState")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nothing",
        "/rounds",
        "/rounds/",
        "/rounds/nothing",
        "/rounds/units/",
        "/rounds/units/U01/",
        "/rounds/units/U01/nothing",
        "/Rounds/units/U01",
        "//rounds/units/U01",
        "/operator",
        "/healthz/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_path_that_is_not_served_is_not_found(house: House, path: str, method: str) -> None:
    (await house.ask(method, path, CLERK)).problem(404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/rounds/units/U01/registration", {"POST"}),
        ("PUT", "/rounds/units/U01/registration", {"POST"}),
        ("POST", "/rounds/units/U01", {"GET", "HEAD"}),
        ("DELETE", "/rounds/units", {"GET", "HEAD"}),
        ("PATCH", "/rounds/openapi.json", {"GET", "HEAD"}),
        ("POST", "/operator/status", {"GET", "HEAD"}),
        ("POST", "/healthz", {"GET", "HEAD"}),
        ("OPTIONS", "/rounds/units", {"GET", "HEAD"}),
    ],
)
async def test_another_method_is_told_which_there_are(
    house: House, method: str, path: str, allowed: set[str]
) -> None:
    answer = await house.ask(method, path, CLERK)
    answer.problem(405, "method_not_allowed")
    assert set((answer.header("allow") or "").split(", ")) == allowed


async def test_a_stream_that_has_no_event_is_not_found(house: House) -> None:
    (await house.get("/rounds/units/P-2", CLERK)).problem(404, "not_found")
