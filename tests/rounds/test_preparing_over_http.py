"""A round is prepared over HTTP, up to an approved report, and every board shows it."""

from pathlib import Path
from typing import Any

import pytest

from services.rounds.main import SERVICE
from tests.http.house import Ground, House, Person

OFFICE = Person("a-clerk", ("office",))
COMMITTEE = Person("a-committee", ("dispatching_committee",))
LEADER = Person("a-leader", ("group_leader",))
DEPUTY = Person("a-deputy", ("deputy_leader",))
LIAISON = Person("a-liaison", ("liaison_officer",))
SUPERVISION = Person("a-supervision", ("supervision_body",))
PEOPLE = (LEADER, DEPUTY, LIAISON)

UNIT = {"name": "嘉定镇(演示)", "division": "360722100", "kind": "township"}
GROUP_RULE = {
    "rule": "group-2026",
    "effective_on": "2026-01-01",
    "parameters": {"group.size": "3-7"},
}
TERM = {
    "begins_on": "2025-01-01",
    "ends_on": "2029-12-31",
    "coverage": [{"unit": "U01", "year": 2026}],
}
MATERIAL = {"material": "m-1", "title": "巡视工作条例", "digest": "5f" * 32}
SECTION = {"source": "信访台账", "dated_on": "2026-02-01", "digest": "5f" * 32}


def seat(who: Person) -> dict[str, str]:
    """Give somebody's seat."""
    return {"actor": who.actor, "body": "B01"}


GROUP = {
    "round": "r-1",
    "leader": seat(LEADER),
    "deputies": [seat(DEPUTY)],
    "liaison_officers": [seat(LIAISON)],
    "members": [],
}
FOUNDATION: list[tuple[str, Any, Person, int | None]] = [
    ("units/U01/registration", UNIT, OFFICE, None),
    ("rules/group/draft", GROUP_RULE, OFFICE, None),
    ("rules/group/activation", {"rule": "group-2026"}, COMMITTEE, None),
    ("terms/15/draft", TERM, OFFICE, None),
    ("terms/15/approval", {}, COMMITTEE, 1),
    ("rounds/r-1/plan", {"term": "15", "number": 1}, OFFICE, None),
    ("rounds/r-1/plan-approval", {}, COMMITTEE, None),
    ("rounds/r-1/targets", {"units": ["U01"]}, OFFICE, None),
    ("rounds/r-1/authorisation", {}, COMMITTEE, None),
    ("rounds/r-1/preparation", {}, OFFICE, None),
]
PREPARATION: list[tuple[str, Any, Person, int | None]] = [
    ("groups/g-1/formation", GROUP, OFFICE, None),
    ("groups/g-1/conflict-check", {"round": "r-1"}, OFFICE, None),
    ("trainings/t-1/plan", {"round": "r-1", "title": "培训", "day": "2026-02-20"}, OFFICE, None),
    ("trainings/t-1/materials", MATERIAL, OFFICE, None),
    *(("trainings/t-1/reading", {"material": "m-1"}, who, None) for who in PEOPLE),
    ("trainings/t-1/holding", {}, OFFICE, None),
    ("trainings/t-1/attendance", {"attended": [who.actor for who in PEOPLE]}, OFFICE, None),
    ("groups/g-1/training", {"training": "t-1"}, OFFICE, None),
    ("groups/g-1/authorisation", {}, COMMITTEE, None),
    (
        "engagements/e-1/plan",
        {"round": "r-1", "unit": "U01", "group": "g-1", "kind": "ordinary"},
        *(OFFICE, None),
    ),
    (
        "engagements/e-1/briefing-request",
        {"bodies": ["supervision_body"], "due_on": "2026-03-10"},
        *(OFFICE, None),
    ),
    *(
        ("engagements/e-1/briefing-sections", {"section": name, **SECTION}, SUPERVISION, None)
        for name in ("analysis", "matters_needing_attention")
    ),
    ("engagements/e-1/briefing-acceptance", {}, LEADER, None),
    (
        "focus-lists/e-1/draft",
        {"points": [{"duty": "集体资产", "focus": "台账"}]},
        *(LEADER, None),
    ),
    ("focus-lists/e-1/approval", {}, OFFICE, None),
    ("rounds/r-1/entry", {}, OFFICE, None),
    ("engagements/e-1/entry", {"round": "r-1", "group": "g-1"}, LEADER, None),
    ("engagements/e-1/task", {}, LEADER, None),
    ("engagements/e-1/conclusion", {}, LEADER, None),
]


async def play(house: House, acts: list[tuple[str, Any, Person, int | None]]) -> None:
    """Ask one command after the other; none of them is refused."""
    for path, body, who, version in acts:
        answer = await house.post(f"/rounds/{path}", body, who, version=version)
        assert answer.status == 200, (path, answer.content)


async def shown(house: House, path: str) -> dict[str, Any]:
    """Give the one row of a list as it is when the group has left its unit."""
    after = "rounds:engagement-e-1@3"
    answer = await house.patiently(f"/rounds/{path}", OFFICE, after=after)
    (row,) = answer.content["rows"]
    assert isinstance(row, dict)
    return row


@pytest.mark.postgres
@pytest.mark.kafka
async def test_a_round_is_prepared_over_http(
    postgres_dsn: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    ground = Ground.new(postgres_dsn, kafka_bootstrap, tmp_path)
    await ground.migrate([SERVICE])
    async with ground.house([SERVICE]) as house:
        await play(house, FOUNDATION + PREPARATION)
        unknown = await house.post("/rounds/rules/weather/draft", GROUP_RULE, OFFICE)
        unknown.problem(409, "UnknownRuleScope")
        again = await house.post("/rounds/groups/g-2/formation", GROUP, OFFICE)
        again.problem(409, "MemberInOtherGroup")
        early = await house.post(
            "/rounds/engagements/e-1/report-approval", {"report": "5f" * 32}, COMMITTEE
        )
        early.problem(409, "FindingsNotFinal")
        board = await shown(house, "rounds")
        assert (board["status"], board["townships"]) == ("on_site", 1)
        assert (await shown(house, "groups"))["leader"] == LEADER.actor
        engagement = await shown(house, "engagements")
        assert (engagement["status"], engagement["briefing"]) == ("concluding", "accepted")
        covered = await shown(house, "coverage")
        assert (covered["planned_year"], covered["county"]) == (2026, "360722")
        assert covered["inspections"] == 1
        possible = await house.get("/rounds/groups/g-1", OFFICE)
        assert {"AddMember", "DissolveGroup"} <= {link["rel"] for link in possible.content["links"]}
    ground.remove()
