"""A round is prepared over HTTP, up to an approved report, and every board shows it."""

from pathlib import Path
from typing import Any

import pytest

from services.rounds.main import SERVICE
from tests.http.house import Ground, House
from tests.rounds.acts import (
    COMMITTEE,
    FOUNDATION,
    GROUP,
    GROUP_RULE,
    LEADER,
    OFFICE,
    PREPARATION,
    play,
)


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
