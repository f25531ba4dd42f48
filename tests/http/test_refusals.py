"""A rule that says no is named: 409 if it is about the state of things, 403 if about who asks."""

import pytest

from tests.http.house import House
from tests.http.lived_in import DIVISION, FEEDBACK, ROUND, draft_body, issue_body, unit_body
from tests.http.people import CLERK, HEAD, LEADER, OFFICIAL, OTHER_UNIT, REVIEWER, UNIT

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

SESSION = f"/rounds/feedback-sessions/{FEEDBACK}"


@pytest.mark.usefixtures("nothing_written")
async def test_a_command_in_the_wrong_state_is_refused_with_the_state(house: House) -> None:
    answer = await house.post("/rounds/units/U01/registration", unit_body(), CLERK)
    content = answer.problem(409, "WrongState")
    assert content["details"] == {"state": "registered", "command": "RegisterUnit"}


@pytest.mark.usefixtures("nothing_written")
async def test_a_role_that_may_not_is_denied_before_the_state_is_looked_at(house: House) -> None:
    answer = await house.post("/rounds/units/U01/registration", unit_body(), REVIEWER)
    content = answer.problem(403, "RoleMayNot")
    assert content["details"] == {"role": "reviewer", "command": "RegisterUnit"}


@pytest.mark.usefixtures("nothing_written")
async def test_another_unit_does_not_sign_for_the_feedback(house: House) -> None:
    answer = await house.post(f"{SESSION}/acknowledgement", {}, OTHER_UNIT)
    answer.problem(403, "NotYourFeedback")


async def test_another_unit_does_not_report_on_the_row(house: House) -> None:
    path, body = "/rectification/items/i-1/progress", {"note": "进行中"}
    (await house.post(path, body, OTHER_UNIT)).problem(403, "NotYourUnit")
    assert (await house.post(path, body, UNIT)).status == 200


async def test_who_raised_the_issue_does_not_approve_it(house: House) -> None:
    raised = await house.post("/issues/issues/n-1/raising", issue_body("N-1"), CLERK)
    path = "/issues/issues/n-1/approval"
    answer = await house.post(path, {}, CLERK, version=raised.content["version"])
    answer.problem(409, "RaiserMayNotApprove")
    assert (await house.post(path, {}, HEAD, version=1)).status == 200


@pytest.mark.usefixtures("nothing_written")
async def test_a_name_is_taken_once_in_a_division(house: House) -> None:
    answer = await house.post("/rounds/units/N-2/registration", unit_body(), CLERK)
    content = answer.problem(409, "UnitNameTaken")
    assert DIVISION in content["details"]["key"]


@pytest.mark.usefixtures("nothing_written")
async def test_a_rule_across_streams_is_named_with_what_it_mentions(house: House) -> None:
    path = "/rounds/feedback-sessions/n-3/draft"
    answer = await house.post(path, draft_body("i-1", unit="U09"), LEADER)
    answer.problem(409, "UnitNotInRound")
    elsewhere = draft_body("i-1") | {"round": f"{ROUND}-none"}
    (await house.post(path, elsewhere, LEADER)).problem(409, "RoundNotEntered")


@pytest.mark.usefixtures("nothing_written")
async def test_half_a_telling_is_no_delivery(house: House) -> None:
    body = {"head_told": True, "team_told": False}
    answer = await house.post(f"{SESSION}/delivery", body, OFFICIAL)
    answer.problem(409, "WrongState")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "This role may not do that."),
        ("zh", "该角色无权办理此事项。"),
        ("fr, en;q=0.5, zh;q=0.1", "This role may not do that."),
        ("fr", "该角色无权办理此事项。"),
        ("", "该角色无权办理此事项。"),
    ],
)
async def test_a_refusal_is_read_in_the_language_asked_for(
    house: House, language: str, title: str
) -> None:
    path = "/rounds/units/U01/registration"
    answer = await house.post(path, unit_body(), REVIEWER, accept_language=language)
    assert answer.problem(403, "RoleMayNot")["title"] == title
    assert answer.header("content-language") == ("en" if title.isascii() else "zh")
