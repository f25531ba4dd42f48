"""What happened in the house before the tests came: one unit was told two issues."""

from dataclasses import dataclass
from typing import Final

from tests.http.house import Answer, House, Person
from tests.http.people import CLERK, COMMITTEE, HEAD, OFFICIAL, UNIT, UNIT_KEY
from tests.rounds.acts import CALLED, HEARD, PREPARATION, REPORTED, SAID_OF_ISSUES, note, play

DIVISION: Final = "360722"
ROUND: Final = "r-1"
ENGAGEMENT: Final = "e-1"
FEEDBACK: Final = "f-1"
ISSUES: Final = ("i-1", "i-2")
TERM: Final = {
    "begins_on": "2025-01-01",
    "ends_on": "2029-12-31",
    "coverage": [{"unit": UNIT_KEY, "year": 2026}],
}


@dataclass(frozen=True)
class Lived:
    """The house, and the token that says that the feedback was delivered."""

    house: House
    after: str


def unit_body(name: str = "第一单位") -> dict[str, str]:
    """Give what registers a unit."""
    return {"name": name, "division": DIVISION, "kind": "township"}


def issue_body(code: str, unit: str = UNIT_KEY) -> dict[str, str]:
    """Give what raises an issue."""
    return {
        "round": ROUND,
        "unit": unit,
        "code": code,
        "title": "台账缺失",
        "domain": "permits",
        "item_type": "concentrated",
    }


def draft_body(*issues: str, unit: str = UNIT_KEY) -> dict[str, object]:
    """Give what drafts a feedback."""
    return {"round": ROUND, "unit": unit, "engagement": ENGAGEMENT, "issues": list(issues)}


async def live(house: House) -> Lived:
    """Register, plan, prepare, enter, hear, raise, approve, draft, approve, deliver."""

    async def do(path: str, body: object, who: Person, version: int | None = None) -> Answer:
        answer = await house.post(path, body, who, version=version)
        assert answer.status == 200, answer.content
        return answer

    await do(f"/rounds/units/{UNIT_KEY}/registration", unit_body(), CLERK)
    await do("/rounds/terms/2026/draft", TERM, CLERK)
    await do("/rounds/terms/2026/approval", {}, COMMITTEE, version=1)
    await do(f"/rounds/rounds/{ROUND}/plan", {"term": "2026", "number": 1}, CLERK)
    await do(f"/rounds/rounds/{ROUND}/plan-approval", {}, COMMITTEE)
    await do(f"/rounds/rounds/{ROUND}/targets", {"units": [UNIT_KEY]}, CLERK)
    await do(f"/rounds/rounds/{ROUND}/authorisation", {}, COMMITTEE)
    await do(f"/rounds/rounds/{ROUND}/preparation", {}, CLERK)
    await play(house, [*PREPARATION, *CALLED, *HEARD])
    await house.until_shown("/rounds/engagements", CLERK, 1, result_use="feedback")
    for number, issue in enumerate(ISSUES, 1):
        await do(f"/issues/issues/{issue}/raising", issue_body(f"ISS-{number}"), CLERK)
        await do(f"/issues/issues/{issue}/approval", {}, HEAD, version=1)
    await note(house, f"engagement-{ENGAGEMENT}", *SAID_OF_ISSUES)
    await play(house, REPORTED)
    session = f"/rounds/feedback-sessions/{FEEDBACK}"
    await do(f"{session}/approval", {}, COMMITTEE, version=1)
    await do(f"{session}/schedule", {"held_on": "2026-06-16"}, CLERK)
    told = {"head_told": True, "team_told": True}
    delivered = await do(f"{session}/delivery", told, OFFICIAL)
    (after,) = delivered.content["after"]
    shown = await house.patiently("/rectification/ledger", UNIT, after=after)
    assert len(shown.content["rows"]) == len(ISSUES), shown.content
    return Lived(house, after)
