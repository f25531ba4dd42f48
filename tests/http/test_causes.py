"""Operators find an event by its id, and everything that came of the same cause."""

from typing import Any

import pytest

from libs.common.clock import derived_id, fresh_id, utc_now
from tests.http.house import FOUNDED_AT, House
from tests.http.lived_in import FEEDBACK, unit_body
from tests.http.people import CLERK, LEADER, OPERATOR

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]


async def found(house: House, service: str, **wanted: Any) -> list[dict[str, Any]]:
    """Give what is found."""
    answer = await house.get(f"/operator/{service}/events", OPERATOR, **wanted)
    assert answer.status == 200, answer.content
    events: list[dict[str, Any]] = answer.content["events"]
    return events


async def delivered(house: House) -> dict[str, Any]:
    """Give the event that the feedback was delivered."""
    path = f"/operator/rounds/streams/feedback-{FEEDBACK}"
    events = (await house.get(path, OPERATOR)).content["events"]
    event: dict[str, Any] = events[-1]
    return event


async def test_nobody_else_finds_anything(house: House) -> None:
    wanted = {"correlation": fresh_id(utc_now())}
    for who in (CLERK, LEADER):
        answer = await house.get("/operator/rounds/events", who, **wanted)
        answer.problem(403, "role_may_not_read")


async def test_an_event_is_found_by_its_id_where_it_is(house: House) -> None:
    event = await delivered(house)
    assert await found(house, "rounds", id=event["id"]) == [event]
    assert await found(house, "issues", id=event["id"]) == []


@pytest.mark.parametrize(
    "wanted",
    [fresh_id(FOUNDED_AT), fresh_id(utc_now()), derived_id(fresh_id(FOUNDED_AT), "another kind")],
    ids=["of the same moment", "of another", "of another kind"],
)
async def test_an_id_that_no_event_has_is_not_found(house: House, wanted: str) -> None:
    assert await found(house, "rounds", id=wanted) == []


async def test_what_came_of_one_cause_is_found_in_every_service(house: House) -> None:
    event = await delivered(house)
    there = {
        service: await found(house, service, correlation=event["correlation"])
        for service in ("rounds", "issues", "rectification")
    }
    assert there["rounds"][0] == event
    assert {each["causation"] for each in there["rounds"][1:]} == {event["id"]}
    told = [each for each in there["issues"] if each["causation"] == event["id"]]
    assert [each["type"] for each in told] == ["IssueFedBack.v1"] * 2
    caused = [each for each in there["rectification"] if each["causation"] == event["id"]]
    assert caused[0]["type"] == "RectificationCaseOpened.v1"


async def test_what_is_found_comes_page_by_page(house: House) -> None:
    path, correlation = "/rounds/units/C-1", fresh_id(utc_now())
    asked = {"Correlation_Id": correlation}
    await house.post(f"{path}/registration", unit_body("C-1"), CLERK, **asked)
    await house.post(f"{path}/reclassification", {"kind": "department"}, CLERK, **asked)
    whole = await found(house, "rounds", correlation=correlation)
    assert [event["type"] for event in whole] == ["UnitRegistered.v1", "UnitReclassified.v1"]
    assert await found(house, "rounds", correlation=correlation, limit=1) == whole[:1]
    after = whole[0]["position"]
    assert await found(house, "rounds", correlation=correlation, after=after) == whole[1:]


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({}, "correlation"),
        ({"correlation": "x"}, "correlation"),
        ({"id": ""}, "id"),
        ({"id": "1"}, "id"),
        ({"correlation": "0195e100-0000-7000-8000-000000000001", "after": "x"}, "after"),
    ],
)
async def test_a_parameter_that_says_nothing_is_named(
    house: House, wanted: dict[str, str], named: str
) -> None:
    answer = await house.get("/operator/rounds/events", OPERATOR, **wanted)
    assert answer.problem(400, "invalid_parameter")["details"]["parameter"] == named


async def test_a_service_that_is_not_hosted_is_not_found(house: House) -> None:
    wanted = {"correlation": fresh_id(utc_now())}
    (await house.get("/operator/nothing/events", OPERATOR, **wanted)).problem(404, "not_found")
