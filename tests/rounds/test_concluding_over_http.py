"""Over HTTP a round is heard, reported and fed back; a programme is led, and its results merged."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from services.rounds.domain.programme.commands import NoteMilestone
from services.rounds.main import SERVICE
from tests.http.house import Answer, Ground, House, Person
from tests.rounds.acts import (
    CALLED,
    FED_BACK,
    FOUNDATION,
    HEARD,
    HEARING,
    OFFICE,
    OFFICIAL,
    PREPARATION,
    REPORTED,
    SAID_OF_ISSUES,
    SECRETARY,
    TOLD,
    UNIT,
    note,
    play,
)
from tests.rounds.programme_examples import city_planned, city_reported, county_planned

pytestmark = [pytest.mark.postgres, pytest.mark.kafka]

PROGRAMME = {
    "title": "生态环境联动巡察(演示)",
    "focus": [{"key": "permits", "title": "许可", "domain": "permits", "department": "环境厅"}],
    "divisions": ["360700", "360722"],
    "milestones": {"entered": "2026-03-02"},
}


@pytest.fixture
async def house(postgres_dsn: str, kafka_bootstrap: str, tmp_path: Path) -> AsyncIterator[House]:
    """A site of the rounds service alone."""
    ground = Ground.new(postgres_dsn, kafka_bootstrap, tmp_path)
    await ground.migrate([SERVICE])
    async with ground.house([SERVICE]) as opened:
        yield opened
    ground.remove()


async def give(house: House, path: str, body: Any, who: Person, **more: Any) -> Answer:
    """Ask one command."""
    return await house.post(f"/rounds/{path}", body, who, **more)


async def hear(house: House) -> None:
    """Hear the one group there is, not on a Saturday, and not without hearing it."""
    saturday = {**HEARING, "held_on": "2026-06-13"}
    (await give(house, "hearings/h-1/schedule", saturday, OFFICE)).problem(409, "NoWorkingDay")
    await play(house, CALLED)
    early = await give(house, "hearings/h-1/closing", {}, SECRETARY)
    early.problem(409, "GroupsStillWaiting")
    await play(house, HEARD)


async def report(house: House) -> None:
    """Approve the report when the issues service has said what it has to say."""
    await note(house, "engagement-e-1", *SAID_OF_ISSUES)
    await play(house, REPORTED)


async def shown(house: House, path: str, who: Person, **filters: str) -> dict[str, Any]:
    """Give the one row of a list, once it is there."""
    page = await house.until_shown(f"/rounds/{path}", who, 1, **filters)
    (row,) = page.content["rows"]
    assert isinstance(row, dict)
    return row


async def test_a_round_is_heard_reported_and_fed_back(house: House) -> None:
    await play(house, FOUNDATION + PREPARATION)
    await hear(house)
    line = await shown(house, "hearing-agenda", OFFICE, status="closed", result_use="feedback")
    assert (line["place"], line["last_round"], line["last_accepted"]) == ("h-1/e-1", None, 0)
    await shown(house, "engagements", OFFICE, result_use="feedback")
    await report(house)
    early = await give(house, "feedback-sessions/f-1/delivery", TOLD, OFFICIAL)
    early.problem(409, "ConsentNeeded")
    await play(house, FED_BACK)
    await shown(house, "engagements", OFFICE, status="fed_back")
    session = await shown(house, "feedback-sessions", UNIT, status="acknowledged")
    assert (session["rule"], session["signer_role"]) == ("feedback-2026", "head")


async def test_a_programme_is_led_and_its_results_are_merged(house: House) -> None:
    await play(
        house,
        [
            ("programmes/p-1/plan", PROGRAMME, OFFICE, None),
            ("programmes/p-1/schedule", {"milestones": {"entered": "2026-03-09"}}, OFFICE, None),
            ("programmes/p-1/launch", {}, OFFICE, None),
        ],
    )
    invitation = await shown(house, "invitations", OFFICE)
    assert (invitation["status"], invitation["led_by"]) == ("noted", house.key)
    children = (city_planned, city_reported, county_planned)
    await note(house, "programme-p-1", *map(as_noted, children))
    early = await give(house, "programmes/p-1/merge", {}, OFFICE)
    assert early.problem(409, "MergeTooEarly")["details"] == {"missing": 1}
    excuse = {
        "site": county_planned.site,
        "engagement": county_planned.engagement,
        "reason": "单位撤并",
    }
    await play(
        house,
        [
            ("programmes/p-1/excuse", excuse, OFFICE, None),
            ("programmes/p-1/merge", {}, OFFICE, None),
            ("programmes/p-1/closing", {}, OFFICE, None),
        ],
    )
    programme = await shown(house, "programmes", OFFICE, status="closed")
    counted = (programme["children"], programme["reported"], programme["excused"])
    assert counted == (2, 1, 1)
    board = await house.get("/rounds/programme-board", OFFICE, programme="p-1", sort="division")
    milestones = [(row["division"], row["milestone"]) for row in board.content["rows"]]
    assert milestones == [("360700", "report_approved"), ("360722", "planned")]


def as_noted(event: Any) -> NoteMilestone:
    """Note a milestone as the reaction to it would."""
    return NoteMilestone(
        site=event.site,
        engagement=event.engagement,
        division=event.division,
        unit_name=event.unit_name,
        milestone=event.milestone,
        reached_at=event.reached_at,
    )
