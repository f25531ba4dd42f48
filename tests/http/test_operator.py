"""Operators see positions, raw history and the simulated clock; nobody else does."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from libs.common.auth import Verifier
from libs.common.events.header import FIELDS
from libs.common.http.access import HANDLERS
from libs.common.http.operator import PAGE_MAX, OperatorApi
from libs.common.store.clock import DatabaseClock
from services.rectification.main import SERVICE as RECTIFICATION
from tests.http.house import FOUNDED_AT, Answer, Ground, House, token
from tests.http.lived_in import FEEDBACK
from tests.http.people import CLERK, LEADER, OPERATOR, UNIT

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

SERVICES = {"rounds", "issues", "rectification", "notifications"}
PATHS = ("/operator/status", "/operator/rounds/log", "/operator/rounds/streams/unit-U01")
CLOCK = "/operator/clock"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", [CLERK, LEADER, UNIT], ids=lambda who: who.roles[0])
async def test_nobody_else_is_shown_anything(house: House, path: str, who: Any) -> None:
    (await house.get(path, who)).problem(403, "role_may_not_read")


async def test_nobody_else_moves_the_clock(house: House) -> None:
    answer = await house.post(CLOCK, {"now": "2027-01-01T00:00:00Z"}, CLERK)
    answer.problem(403, "role_may_not_read")


async def test_the_status_shows_every_part_of_every_service(house: House) -> None:
    content = (await house.get("/operator/status", OPERATOR)).content
    assert set(content["services"]) == SERVICES
    shown = content["services"]["rectification"]
    assert shown["appender"] == "serving"
    assert shown["relay"]["state"] == "relaying"
    names = {each.name for each in RECTIFICATION.projections}
    assert {each["name"] for each in shown["projections"]} == names
    assert {each["state"] for each in shown["reactions"]} == {"running", "idle"}
    assert len(shown["root"]) == 64


async def log(house: House, query: str = "") -> list[dict[str, Any]]:
    """Give a page of the log of rounds."""
    answer = await house.ask("GET", f"/operator/rounds/log{query}", OPERATOR)
    assert answer.status == 200
    found: list[dict[str, Any]] = answer.content["rows"]
    return found


async def test_the_log_is_read_page_by_page_as_it_is_stored(house: House) -> None:
    whole = await log(house)
    assert [row["position"] for row in whole] == list(range(1, len(whole) + 1))
    assert whole[0]["header"].startswith('{"suite":1,')
    assert await log(house, "?after=1&limit=2") == whole[1:3]
    assert await log(house, f"?after={len(whole)}") == []
    assert await log(house, "?limit=0") == []
    assert await log(house, f"?limit={PAGE_MAX + 1}") == whole


@pytest.mark.parametrize("parameter", ["after", "limit"])
@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "9" * 19, "9" * 5000, "%D9%A3"])
async def test_a_number_that_is_none_is_named(house: House, parameter: str, value: str) -> None:
    answer = await house.ask("GET", f"/operator/rounds/log?{parameter}={value}", OPERATOR)
    assert answer.problem(400, "invalid_parameter")["details"] == {"parameter": parameter}


@pytest.mark.parametrize("path", ["/operator/nothing/log", "/operator/nothing/streams/unit-U01"])
async def test_a_service_that_is_not_hosted_is_not_found(house: House, path: str) -> None:
    (await house.get(path, OPERATOR)).problem(404, "not_found")


async def test_a_stream_is_shown_with_its_state_and_whole_headers(house: House) -> None:
    content = (await house.get("/operator/rounds/streams/unit-U01", OPERATOR)).content
    (event,) = content["events"]
    assert content["state"]["status"] == "registered"
    assert event["content"]["unit"] == "U01"
    assert set(event) - {"content"} <= set(FIELDS)


async def test_a_stream_is_shown_as_of_a_version_too(house: House) -> None:
    path = f"/operator/rounds/streams/feedback-{FEEDBACK}"
    whole = (await house.get(path, OPERATOR)).content["events"]
    content = (await house.get(path, OPERATOR, as_of="2")).content
    assert content["events"] == whole[:2]
    assert content["state"]["status"] == "approved"
    (await house.get(path, OPERATOR, as_of="0")).problem(404, "not_found")


async def test_the_kernels_own_stream_is_shown_too(house: House) -> None:
    content = (await house.get(f"/operator/rounds/streams/site-{house.key}", OPERATOR)).content
    assert [event["type"] for event in content["events"]] == ["SiteFounded.v1"]


@pytest.mark.parametrize("name", ["unit-never", "nothing", "a%00b", "%0A", "a%FF", "u" * 3000])
async def test_a_stream_that_is_not_there_is_not_found(house: House, name: str) -> None:
    (await house.get(f"/operator/rounds/streams/{name}", OPERATOR)).problem(404, "not_found")


async def test_a_stream_before_its_first_event_is_not_found(house: House) -> None:
    path = "/operator/rounds/streams/unit-U01"
    (await house.get(path, OPERATOR, as_of="2020-01-01T00:00:00Z")).problem(404, "not_found")
    (await house.get(path, OPERATOR, as_of="")).problem(400, "invalid_parameter")


@pytest.mark.parametrize("body", [b"", b"{", b"{}", b"[]", b"1", b'"now"', b"null", b'{"now":[]}'])
async def test_a_body_without_a_moment_moves_nothing(house: House, body: bytes) -> None:
    answer = await house.post(CLOCK, body, OPERATOR)
    assert answer.status == 400
    answer.problem(400, answer.content["code"])
    assert house.site.clock.now() == FOUNDED_AT


@pytest.mark.parametrize(
    "moment", ["2026-13-01T00:00:00Z", "2027-01-01", "9999-12-31T23:59:59-01:00"]
)
async def test_no_moment_moves_nothing(house: House, moment: str) -> None:
    answer = await house.post(CLOCK, {"now": moment}, OPERATOR)
    assert answer.problem(400, "invalid_parameter")["details"] == {"parameter": "now"}
    assert house.site.clock.now() == FOUNDED_AT


async def test_the_clock_never_goes_back(house: House) -> None:
    answer = await house.post(CLOCK, {"now": "2020-01-01T00:00:00Z"}, OPERATOR)
    assert (answer.status, answer.content["now"]) == (200, FOUNDED_AT.isoformat())
    assert house.site.clock.now() == FOUNDED_AT


async def test_a_real_clock_is_moved_by_nobody(ground: Ground) -> None:
    verifier = Verifier(ground.environment.auth, ground.key)
    routes = OperatorApi({}, verifier, DatabaseClock(5)).routes()
    app = Starlette(routes=routes, exception_handlers=HANDLERS)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://s"
    ) as http:
        signed = token(ground.keys, OPERATOR, site=ground.key)
        headers = {"Authorization": f"Bearer {signed}"}
        response = await http.post(CLOCK, json={"now": "2027-01-01T00:00:00Z"}, headers=headers)
    Answer(response).problem(404, "not_found")
