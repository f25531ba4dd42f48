"""What people ask over HTTP, from a unit's registration to the signature under its feedback."""

from typing import Any, TypeAlias

from libs.common.clock import derived_id
from libs.common.decider import SYSTEM
from libs.common.store.appends import Origin
from services.rounds.domain.engagement.commands import (
    NoteApprovedIssues,
    NoteFindings,
    NoteTraceability,
)
from services.rounds.domain.vocabulary import IssueId
from tests.http.house import House, Person

Act: TypeAlias = tuple[str, Any, Person, int | None]
"""A path, a body, who asks, and the version that they saw, where they have to say it."""

SECRETARY = Person("a-secretary", ("secretary",))
OFFICIAL = Person("a-official", ("leading_official",))
UNIT = Person("a-head", ("unit",), "b-u01", "U01")
NAMESPACE = "5f0d5f0e-0000-4000-8000-00000000a0a1"
REPORT = "5f" * 32
ISSUES = (IssueId("i-1"), IssueId("i-2"))
FEEDBACK_RULE = {
    "rule": "feedback-2026",
    "effective_on": "2026-01-01",
    "parameters": {
        "plan.due": "months:1",
        "concentrated.period": "months:6",
        "feedback.led_by": "leading_official",
        "feedback.attended_by": "head,team",
    },
}
HEARING = {"kind": "secretary", "round": "r-1", "held_on": "2026-06-15", "engagements": ["e-1"]}
DRAFT = {"round": "r-1", "unit": "U01", "engagement": "e-1", "issues": list(ISSUES)}
TOLD = {"head_told": True, "team_told": True}
OFFICE = Person("a-clerk", ("office",))
COMMITTEE = Person("a-committee", ("dispatching_committee",))
LEADER = Person("a-leader", ("group_leader",))
DEPUTY = Person("a-deputy", ("deputy_leader",))
LIAISON = Person("a-liaison", ("liaison_officer",))
SUPERVISION = Person("a-supervision", ("supervision_body",))
PEOPLE = (LEADER, DEPUTY, LIAISON)

UNIT_BODY = {"name": "嘉定镇(演示)", "division": "360722100", "kind": "township"}
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
FOUNDATION: list[Act] = [
    ("units/U01/registration", UNIT_BODY, OFFICE, None),
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
PREPARATION: list[Act] = [
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
CALLED: list[Act] = [
    ("hearings/h-1/schedule", HEARING, OFFICE, None),
    ("hearings/h-1/opening", {}, SECRETARY, None),
]
HEARD: list[Act] = [
    ("hearings/h-1/report", {"group": "g-1"}, SECRETARY, None),
    ("hearings/h-1/result-use", {"engagement": "e-1", "use": "feedback"}, SECRETARY, None),
    ("hearings/h-1/closing", {}, SECRETARY, None),
]
REPORTED: list[Act] = [
    ("engagements/e-1/report-approval", {"report": REPORT}, COMMITTEE, None),
    ("rules/feedback/draft", FEEDBACK_RULE, OFFICE, None),
    ("rules/feedback/activation", {"rule": "feedback-2026"}, COMMITTEE, None),
    ("feedback-sessions/f-1/draft", DRAFT, LEADER, None),
]
FED_BACK: list[Act] = [
    ("feedback-sessions/f-1/approval", {}, COMMITTEE, 1),
    ("feedback-sessions/f-1/schedule", {"held_on": "2026-06-16"}, OFFICE, None),
    ("feedback-sessions/f-1/delivery", TOLD, OFFICIAL, None),
    ("feedback-sessions/f-1/acknowledgement", {}, UNIT, None),
]
SAID_OF_ISSUES = (
    NoteFindings(issues=ISSUES),
    NoteTraceability(report_version=1, report=REPORT),
    NoteApprovedIssues(issues=ISSUES),
)
"""What the issues service says of the engagement, as its reactions note it."""


async def play(house: House, acts: list[Act]) -> None:
    """Ask one command after the other; none of them is refused."""
    for path, body, who, version in acts:
        answer = await house.post(f"/rounds/{path}", body, who, version=version)
        assert answer.status == 200, (path, answer.content)


async def note(house: House, stream: str, *commands: object) -> None:
    """Let another service or level have said something, as its reaction would note it."""
    for number, command in enumerate(commands):
        name = derived_id(NAMESPACE, f"{stream}/{type(command).__name__}/{number}")
        origin = Origin(actor=SYSTEM, role=SYSTEM, body=SYSTEM, correlation=name, causation=name)
        await house.site.hosts["rounds"].commands.give(
            stream, command, command_id=name, origin=origin, fingerprint=b"f" * 32
        )
