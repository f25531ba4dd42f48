"""The headers of a command: which version was seen, in which role, when it happened, what for."""

from typing import Any

import pytest

from tests.http.house import FOUNDED_AT, House, Person
from tests.http.lived_in import issue_body, unit_body
from tests.http.people import CLERK, HEAD, LEADER, OPERATOR

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

SEVERAL = Person("a-several", ("reviewer", "group_leader", "office"))
CORRELATION = "0192f0c1-2345-7000-8000-00000000abcd"


async def test_judging_without_saying_which_version_was_seen_is_refused(house: House) -> None:
    answer = await house.post("/issues/issues/i-1/approval", {}, HEAD)
    answer.problem(428, "if_match_missing")


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("tag", ["1", '"one"', 'W/"1"', "*", '""', '"-1"', '"1", "2"', '"²"'])
async def test_a_version_is_a_strong_tag_with_one_number(house: House, tag: str) -> None:
    headers = {b"Idempotency-Key": b"tag", b"If-Match": tag.encode("latin-1")}
    path = "/rounds/units/U01/reclassification"
    answer = await house.ask("POST", path, CLERK, headers=headers, json={"kind": "department"})
    answer.problem(400, "if_match_invalid")


@pytest.mark.usefixtures("nothing_written")
async def test_a_stale_version_is_told_the_present_one(house: House) -> None:
    path = "/rounds/units/U01/reclassification"
    answer = await house.post(path, {"kind": "department"}, CLERK, version=9)
    content = answer.problem(412, "stale_version")
    assert content["details"] == {"stream": "unit-U01", "version": 1}


@pytest.mark.usefixtures("nothing_written")
async def test_a_version_of_what_is_not_there_yet_is_stale(house: House) -> None:
    answer = await house.post("/rounds/units/H-0/registration", unit_body(), CLERK, version=1)
    assert answer.problem(412, "stale_version")["details"]["version"] == 0


async def test_the_version_that_was_seen_is_taken(house: House) -> None:
    path = "/rounds/units/H-1"
    registered = await house.post(f"{path}/registration", unit_body("H-1"), CLERK, version=0)
    seen = await house.get(path, CLERK)
    assert seen.header("etag") == registered.header("etag") == '"1"'
    changed = await house.post(
        f"{path}/reclassification", {"kind": "department"}, CLERK, version=seen.content["version"]
    )
    assert changed.header("etag") == '"2"'


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize(
    "moment",
    [
        "",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-02-01T25:00:00Z",
        "2026-02-01",
        "2026-02-01T00:00:00",
        "2026-03-01T09:00:00.000001Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
    ],
)
async def test_what_happened_at_no_moment_or_in_the_future_is_refused(
    house: House, moment: str
) -> None:
    path = "/rounds/units/H-2/registration"
    answer = await house.post(path, unit_body("H-2"), CLERK, occurred_at=moment)
    content = answer.problem(400, "invalid_parameter")
    assert content["details"] == {"parameter": "Occurred-At"}


async def test_late_entry_keeps_both_times(house: House) -> None:
    path = "/rounds/units/H-3"
    earlier = "2026-02-01T08:00:00+08:00"
    await house.post(f"{path}/registration", unit_body("H-3"), CLERK, occurred_at=earlier)
    (event,) = (await house.get(f"{path}/events", CLERK)).content["events"]
    assert event["occurred_at"] == "2026-02-01T00:00:00.000000Z"
    assert event["recorded_at"] >= FOUNDED_AT.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.mark.parametrize(
    ("issue", "headers", "role"),
    [
        ("h-1", {}, "group_leader"),
        ("h-2", {"acting_role": "office"}, "office"),
        ("h-3", {"acting_role": "group_leader"}, "group_leader"),
    ],
)
async def test_who_holds_several_roles_acts_in_the_first_that_may_or_in_the_one_named(
    house: House, issue: str, headers: dict[str, Any], role: str
) -> None:
    path = f"/issues/issues/{issue}"
    await house.post(f"{path}/raising", issue_body(issue), CLERK)
    answer = await house.post(f"{path}/tags", {"gov_function": True}, SEVERAL, **headers)
    assert answer.status == 200
    events = (await house.get(f"{path}/events", SEVERAL)).content["events"]
    assert events[-1]["role"] == role


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("role", ["reviewer", "dispatching_committee", "system", ""])
async def test_a_role_that_may_not_or_is_not_held_is_denied(house: House, role: str) -> None:
    path = "/rounds/units/H-4/registration"
    answer = await house.post(path, unit_body("H-4"), SEVERAL, acting_role=role)
    answer.problem(403, "RoleMayNot")


@pytest.mark.parametrize("given", [CORRELATION, CORRELATION.upper(), "no-uuid"])
async def test_a_correlation_joins_what_belongs_together(house: House, given: str) -> None:
    path = f"/rounds/units/H-5-{given[-4:]}-{given[0:2]}/registration"
    answer = await house.post(path, unit_body(path[-60:]), LEADER, correlation_id=given)
    answer.problem(403, "RoleMayNot")
    answer = await house.post(path, unit_body(path[-60:]), CLERK, correlation_id=given)
    shown = await house.get(f"/operator/rounds/streams/{answer.content['stream']}", OPERATOR)
    (event,) = shown.content["events"]
    assert (event["correlation"] == CORRELATION) == (given != "no-uuid")
