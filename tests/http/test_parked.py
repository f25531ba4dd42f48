"""Operators list what is parked and have it handled again; what is not there is not found."""

from typing import Any

import pytest

from tests.http.house import House
from tests.http.people import CLERK, OPERATOR

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

LISTED = "/operator/issues/parked"
REDRIVEN = f"{LISTED}/redrive"


def asked(house: House, **changes: Any) -> dict[str, Any]:
    """Give a body that names a stream of which nothing is parked."""
    topic = f"{house.key}.rounds.events"
    return {"reaction": "rounds", "topic": topic, "stream": "feedback-f-1", **changes}


async def test_nobody_else_sees_or_redrives(house: House) -> None:
    (await house.get(LISTED, CLERK)).problem(403, "role_may_not_read")
    (await house.post(REDRIVEN, asked(house), CLERK)).problem(403, "role_may_not_read")


async def test_where_nothing_is_parked_the_list_is_empty(house: House) -> None:
    answer = await house.get(LISTED, OPERATOR)
    assert (answer.status, answer.content) == (200, {"streams": []})


async def test_redriving_nothing_does_nothing(house: House) -> None:
    answer = await house.post(REDRIVEN, asked(house), OPERATOR)
    assert (answer.status, answer.content) == (200, {"done": 0, "stopped_at": None})


@pytest.mark.parametrize(
    "changes",
    [{"reaction": "nothing"}, {"stream": "a\0b"}, {"topic": "a\nb"}],
    ids=["no such table", "a NUL", "a line end"],
)
async def test_what_is_not_there_is_not_found(house: House, changes: dict[str, str]) -> None:
    (await house.post(REDRIVEN, asked(house, **changes), OPERATOR)).problem(404, "not_found")


@pytest.mark.parametrize("path", ["/operator/nothing/parked", "/operator/nothing/parked/redrive"])
async def test_a_service_that_is_not_hosted_is_not_found(house: House, path: str) -> None:
    method = "POST" if path.endswith("redrive") else "GET"
    answer = await house.ask(method, path, OPERATOR, json=asked(house))
    answer.problem(404, "not_found")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"more": 1}', b"\xff"])
async def test_a_body_at_fault_is_named(house: House, body: bytes) -> None:
    answer = await house.post(REDRIVEN, body, OPERATOR)
    assert answer.problem(400, "invalid_body")["errors"]
