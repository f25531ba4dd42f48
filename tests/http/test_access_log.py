"""Each request is one line of the access log, a defect one more; neither holds a token."""

from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from structlog.testing import capture_logs

from libs.common.http import resources
from services.rounds.domain.inspection_round import inspection_round
from tests.http.house import House
from tests.http.lived_in import unit_body
from tests.http.people import CLERK, REVIEWER

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

SECRET = "what-nobody-should-read"  # noqa: S105 - a word to search for
PLAN = ("/rounds/rounds/a-1/plan", {"term": "2030", "number": 1})


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """What is logged meanwhile."""
    with capture_logs() as captured:
        yield captured


def requests(lines: list[Any]) -> list[Any]:
    """Give the lines of the access log."""
    return [line for line in lines if line["event"] == "request"]


async def test_a_command_is_one_line_with_who_and_what(house: House, lines: list[Any]) -> None:
    path = "/rounds/units/A-1/registration"
    answer = await house.post(path, unit_body("A-1"), CLERK)
    assert answer.status == 200
    (line,) = requests(lines)
    assert line["milliseconds"] >= 0
    assert line["request_id"]
    named = ("method", "path", "status", "actor", "problem", "log_level")
    assert [line[name] for name in named] == ["POST", path, 200, "a-clerk", None, "info"]


async def test_a_refusal_is_seen_by_its_code(house: House, lines: list[Any]) -> None:
    answer = await house.post("/rounds/units/U01/registration", unit_body(), REVIEWER)
    (line,) = requests(lines)
    assert (line["problem"], line["status"], line["log_level"]) == ("RoleMayNot", 403, "info")
    assert line["request_id"] == answer.content["instance"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/rounds/units", "token_missing"),
        ("/nothing", "not_found"),
        ("/rounds/nothing", "not_found"),
    ],
)
async def test_what_was_not_let_in_is_seen_too(
    house: House, lines: list[Any], path: str, problem: str
) -> None:
    await house.get(path, None)
    (line,) = requests(lines)
    assert (line["path"], line["actor"], line["problem"]) == (path, None, problem)


@pytest.mark.parametrize("path", ["/rounds/units", "/rounds/units/U01", "/nothing"])
async def test_no_answer_is_kept_on_its_way(house: House, path: str) -> None:
    answer = await house.get(path, CLERK)
    assert answer.header("cache-control") == "no-store"
    assert answer.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_questions_of_health_are_not_logged(
    house: House, lines: list[Any], path: str
) -> None:
    await house.get(path, None)
    assert requests(lines) == []


async def test_no_line_holds_a_token_or_a_query(house: House, lines: list[Any]) -> None:
    headers = {"Authorization": f"Bearer {SECRET}"}
    await house.ask("GET", f"/rounds/units?kind={SECRET}", None, headers=headers)
    await house.get("/rounds/units", CLERK)
    assert len(requests(lines)) == 2
    assert SECRET not in str(lines)
    assert house.token(CLERK)[:40] not in str(lines)


@pytest.fixture
def planted() -> Iterator[None]:
    """A defect in what rounds decide."""

    def broken(*_: object) -> NoReturn:
        raise KeyError(SECRET)

    sound = inspection_round.decide
    object.__setattr__(inspection_round, "decide", broken)
    yield
    object.__setattr__(inspection_round, "decide", sound)


@pytest.mark.usefixtures("planted")
async def test_a_defect_is_logged_once_and_answered_without_its_inside(
    house: House, lines: list[Any]
) -> None:
    answer = await house.post(*PLAN, CLERK)
    content = answer.problem(500, "defect")
    assert set(content) == {"type", "title", "status", "code", "instance"}
    assert SECRET not in answer.response.text
    (defect,) = [line for line in lines if line["event"] == "defect"]
    assert (defect["event"], defect["request_id"]) == ("defect", content["instance"])
    assert f"KeyError: '{SECRET}'" in defect["stack"]
    (line,) = requests(lines)
    assert (line["status"], line["problem"]) == (500, "defect")


@pytest.mark.usefixtures("planted")
async def test_a_defect_of_one_command_leaves_the_others_alone(house: House) -> None:
    position = house.position("rounds")
    (await house.post(*PLAN, CLERK)).problem(500, "defect")
    assert (
        await house.post("/rounds/units/A-2/registration", unit_body("A-2"), CLERK)
    ).status == 200
    assert house.position("rounds") == position + 1
    assert (await house.get("/healthz", None)).status == 200


async def test_the_stack_of_a_defect_shows_no_values(
    house: House, lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> NoReturn:
        raise RuntimeError

    monkeypatch.setattr(resources, "fold", broken)
    (await house.get("/rounds/units/U01", CLERK)).problem(500, "defect")
    (defect,) = [line for line in lines if line["event"] == "defect"]
    assert house.token(CLERK)[:40] not in str(lines)
    assert "exc_info" not in defect
