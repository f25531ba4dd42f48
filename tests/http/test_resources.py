"""A resource: one stream as it stands or stood, what happened to it, and what may be done next."""

import asyncpg
import pytest

from libs.common.settings import PostgresSettings
from libs.common.store.connection import service_dsn
from tests.http.house import House, Person
from tests.http.lived_in import FEEDBACK, ROUND, unit_body
from tests.http.people import (
    CLERK,
    NOBODYS_UNIT,
    OPERATOR,
    OTHER_UNIT,
    REVIEWER,
    STRANGER,
    UNIT,
)

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

ITEM = "/rectification/items/i-2"
SESSION = f"/rounds/feedback-sessions/{FEEDBACK}"


async def changed_unit(house: House, key: str) -> str:
    """Register a unit and put it under another kind; gives its path."""
    path = f"/rounds/units/{key}"
    await house.post(f"{path}/registration", unit_body(key), CLERK)
    await house.post(f"{path}/reclassification", {"kind": "department"}, CLERK)
    return path


async def test_a_resource_shows_state_version_and_status(house: House) -> None:
    path = await changed_unit(house, "R-1")
    answer = await house.get(path, CLERK)
    content = answer.content
    assert (content["stream"], content["version"], content["status"]) == (
        "unit-R-1",
        2,
        "registered",
    )
    assert content["state"]["kind"] == "department"
    assert answer.header("etag") == '"2"'


async def test_as_of_a_version_or_a_moment_it_is_as_it_was(house: House) -> None:
    path = await changed_unit(house, "R-2")
    first = await house.get(path, CLERK, as_of="1")
    assert (first.content["version"], first.content["state"]["kind"]) == (1, "township")
    last = await house.get(path, CLERK, as_of=first.content["recorded_at"])
    assert last.content["version"] == 2
    events = await house.get(f"{path}/events", CLERK, as_of="1")
    assert [event["version"] for event in events.content["events"]] == [1]


@pytest.mark.parametrize("as_of", ["0", "2020-01-01T00:00:00Z"])
async def test_before_its_first_event_it_is_not_found(house: House, as_of: str) -> None:
    for path in ("/rounds/units/U01", "/rounds/units/U01/events"):
        (await house.get(path, CLERK, as_of=as_of)).problem(404, "not_found")


NO_MOMENTS = (
    *("", "x", "-1", "1.5", "9" * 5000, "2026-03-01", "2026-02-30T00:00:00Z"),
    *("0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"),
)


@pytest.mark.parametrize("as_of", NO_MOMENTS)
async def test_no_version_and_no_moment_is_refused(house: House, as_of: str) -> None:
    for path in ("/rounds/units/U01", "/rounds/units/U01/events"):
        answer = await house.get(path, CLERK, as_of=as_of)
        assert answer.problem(400, "invalid_parameter")["details"] == {"parameter": "as_of"}


async def test_the_history_says_what_happened_in_the_language_asked_for(house: House) -> None:
    path = await changed_unit(house, "R-3")
    headers = {"Accept-Language": "en"}
    answer = await house.ask("GET", f"{path}/events", CLERK, headers=headers)
    told = [(event["title"], event["role"]) for event in answer.content["events"]]
    assert told == [("Unit registered", "office"), ("Unit put under another kind", "office")]


@pytest.mark.parametrize(
    ("who", "commands"),
    [
        (UNIT, {"ReportProgress", "AddEvidence", "ClaimCompletion"}),
        (REVIEWER, set()),
        (CLERK, {"MarkLongTerm"}),
    ],
)
async def test_links_are_what_this_role_may_do_now(
    house: House, who: Person, commands: set[str]
) -> None:
    links = (await house.get(ITEM, who)).content["links"]
    assert {link["rel"] for link in links} == commands
    for link in links:
        assert link["href"].startswith(f"{ITEM}/")
        body_at_fault = await house.post(link["href"], {"more": 1}, who, version=1)
        body_at_fault.problem(400, "invalid_body")


async def test_a_resource_waits_for_what_a_command_answered(house: House, impatient: None) -> None:
    del impatient
    known = await house.get("/issues/issues/i-1", CLERK, after="issues:issue-i-1@1")
    assert known.status == 200
    answer = await house.get("/issues/issues/i-1", CLERK, after="issues:issue-i-1@99")
    answer.problem(503, "not_there_yet")


@pytest.mark.parametrize("path", [ITEM, f"{ITEM}/events", "/issues/issues/i-2", SESSION])
async def test_a_unit_reads_what_it_was_told_and_another_does_not(house: House, path: str) -> None:
    assert (await house.until_allowed(path, UNIT)).status == 200
    (await house.get(path, OTHER_UNIT)).problem(403, "not_your_unit")


@pytest.mark.parametrize(
    ("path", "who"),
    [
        (f"/rounds/rounds/{ROUND}", UNIT),
        ("/rounds/units/U01", OTHER_UNIT),
    ],
)
async def test_a_unit_does_not_read_what_is_nobodys(house: House, path: str, who: Person) -> None:
    (await house.get(path, who)).problem(403, "not_your_unit")


@pytest.mark.parametrize("path", [ITEM, f"/rounds/rounds/{ROUND}", "/rounds/units/U01", SESSION])
@pytest.mark.parametrize("who", [NOBODYS_UNIT, STRANGER], ids=["no unit", "no role of ours"])
async def test_a_unit_of_nobody_and_a_role_of_elsewhere_read_nothing(
    house: House, path: str, who: Person
) -> None:
    (await house.get(path, who)).problem(403, "role_may_not_read")
    (await house.get(f"{path}/events", who)).problem(403, "role_may_not_read")


async def test_a_feedback_is_not_its_units_before_it_was_delivered(house: House) -> None:
    (await house.get(SESSION, UNIT, as_of="3")).problem(403, "not_your_unit")
    assert (await house.get(SESSION, UNIT, as_of="4")).status == 200


async def test_a_unit_that_also_inspects_sees_as_an_inspector(house: House) -> None:
    both = Person("a-both", ("unit", "reviewer"), "U02", "U02")
    assert (await house.get(ITEM, both)).status == 200


@pytest.fixture
async def destroyed(house: House, postgres_dsn: str) -> str:
    """The path of a unit whose last event's data is gone."""
    path = await changed_unit(house, "R-9")
    position = (await house.get(path, CLERK)).content["position"]
    dsn = service_dsn(PostgresSettings.model_validate({"dsn": postgres_dsn}), house.key, "rounds")
    owner = await asyncpg.connect(dsn)
    await owner.execute(f"""
        SET lianxun.erasing = '{position}';
        UPDATE events SET data = NULL, salt = NULL WHERE position = {position}""")
    await owner.close()
    return path


async def test_what_was_destroyed_is_left_out_and_the_rest_is_shown(
    house: House, destroyed: str
) -> None:
    shown = await house.get(destroyed, CLERK)
    assert (shown.content["version"], shown.content["state"]["kind"]) == (2, "township")
    events = (await house.get(f"{destroyed}/events", CLERK)).content["events"]
    assert [event["data"] is None for event in events] == [False, True]
    raw = await house.get("/operator/rounds/streams/unit-R-9", OPERATOR)
    assert raw.content["state"] == shown.content["state"]
    assert [event["content"] is None for event in raw.content["events"]] == [False, True]
