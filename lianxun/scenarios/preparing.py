"""The first phases of a round: rules and plans, groups and their training, briefings, entry."""

from collections.abc import Iterator
from typing import Any, Final

from lianxun.scenarios.actors import LINE, ORGANISATION, SUPERVISION, person
from lianxun.scenarios.script import Visit
from lianxun.scenarios.stage import Said, Stage, await_thing, digest
from lianxun.sites.client import Refused
from libs.common.texts import text

TERM: Final = "2026"
RULES: Final = {
    "group": {"group.size": "3-7"},
    "paper": {"paper.handlers.min": "2", "paper.signatures": "handler,deputy,leader"},
    "on_site": {"onsite.days.regular": "45"},
    "feedback": {
        "plan.due": "months:1",
        "concentrated.period": "months:6",
        "feedback.led_by": "leading_official",
        "feedback.attended_by": "head,team",
    },
}
BODIES: Final = (SUPERVISION, ORGANISATION, LINE)
SECTIONS: Final = ("analysis", "matters_needing_attention")
REGULARS: Final = ("leader", "deputy", "liaison", "member-a")
MATERIALS: Final = {"m-regulation": "巡视巡察工作条例", "m-handbook": "问题底稿制作手册"}


def found(stage: Stage) -> Iterator[Said]:
    """Register the units, put the rules into force and approve whom the term covers."""
    for visit in stage.script.visits:
        body = {"name": visit.name_zh, "division": visit.division, "kind": visit.kind}
        stage.office.post(f"/rounds/units/{visit.unit}/registration", body)
    yield f"登记 {len(stage.script.visits)} 个单位", f"{len(stage.script.visits)} units registered"
    if not stage.exists("/rounds/rules/feedback"):
        _activate_rules(stage)
        yield f"{len(RULES)} 套规则生效", f"{len(RULES)} rule sets in force"
    _cover(stage)
    yield f"{TERM} 届规划批准", f"the plan of term {TERM} is approved"


def _activate_rules(stage: Stage) -> None:
    for scope, parameters in RULES.items():
        path, rule = f"/rounds/rules/{scope}", f"{scope}-2026"
        body = {"rule": rule, "effective_on": "2026-01-01", "parameters": parameters}
        stage.office.post(f"{path}/draft", body)
        stage.committee.post(f"{path}/activation", {"rule": rule})


def _cover(stage: Stage) -> None:
    """Let the term cover the round's units, beside those that it covers already."""
    path = f"/rounds/terms/{TERM}"
    added = [{"unit": visit.unit, "year": 2026} for visit in stage.script.visits]
    if not stage.exists(path):
        term = {"begins_on": "2026-01-01", "ends_on": "2030-12-31", "coverage": added}
        drafted = stage.office.post(f"{path}/draft", term)
        stage.committee.post(f"{path}/approval", {}, version=drafted["version"])
        return
    seen = stage.office.get(path)
    covered = [*seen["state"]["coverage"], *added]
    body = {"coverage": covered, "reason": "联动巡察增补对象"}
    stage.committee.post(f"{path}/revision", body, version=seen["version"])


def plan(stage: Stage) -> Iterator[Said]:
    """Plan the round, pick its targets and have it authorised."""
    path = f"/rounds/rounds/{stage.round}"
    stage.office.post(f"{path}/plan", {"term": TERM, "number": stage.script.number})
    stage.committee.post(f"{path}/plan-approval", {})
    stage.office.post(f"{path}/targets", {"units": [each.unit for each in stage.script.visits]})
    stage.committee.post(f"{path}/authorisation", {})
    stage.office.post(f"{path}/preparation", {})
    yield f"轮次 {stage.round} 获批并授权", f"round {stage.round} planned and authorised"


def join(stage: Stage) -> Iterator[Said]:
    """Join the programme with the round, when the invitation is there."""
    programme = stage.script.programme
    path = f"/rounds/invitations/{programme}"
    await_thing(stage.office, path)
    stage.office.post(f"{path}/joining", {"round": stage.round})
    yield (
        f"{stage.script.site} 以本级轮次加入 {programme}",
        f"{stage.script.site} joins {programme}",
    )


def form(stage: Stage) -> Iterator[Said]:
    """Put the groups together; somebody of one is recused and replaced."""
    for number in stage.script.groups:
        _form(stage, number)
        if number == stage.script.incidents.recused:
            _replace(stage, number)
            yield (
                f"第{number}组一名成员回避，另调一人",
                f"a member of group {number} is recused, replaced",
            )
        checked = {"round": stage.round}
        stage.office.post(f"/rounds/groups/{stage.group(number)}/conflict-check", checked)
    count = len(stage.script.groups)
    yield f"组建 {count} 个组并通过回避审查", f"{count} groups formed and checked"
    for visit in stage.script.visits:
        stage.office.post(f"/rounds/engagements/{visit.key}/plan", _engagement(stage, visit))
    count = len(stage.script.visits)
    yield f"安排 {count} 项巡察任务", f"{count} engagements planned"


def _form(stage: Stage, number: int) -> None:
    members = ["member-a", "member-b"] if number == stage.script.incidents.recused else ["member-a"]
    body = {
        "round": stage.round,
        "leader": _seat(stage, number, "leader"),
        "deputies": [_seat(stage, number, "deputy")],
        "liaison_officers": [_seat(stage, number, "liaison")],
        "members": [_seat(stage, number, post) for post in members],
    }
    stage.office.post(f"/rounds/groups/{stage.group(number)}/formation", body)


def _replace(stage: Stage, number: int) -> None:
    path = f"/rounds/groups/{stage.group(number)}"
    recused = {"actor": person(number, "member-b"), "reason": "曾在被巡察单位任职"}
    stage.office.post(f"{path}/recusal", recused)
    joining = {"seat": _seat(stage, number, "substitute"), "post": "member"}
    stage.office.post(f"{path}/members", joining)


def _seat(stage: Stage, number: int, post: str) -> dict[str, str]:
    return {"actor": person(number, post), "body": f"{stage.script.site}-body-{number}"}


def _engagement(stage: Stage, visit: Visit) -> dict[str, Any]:
    programme = stage.script.programme
    kind = "linked_child" if programme else "ordinary"
    planned = {"round": stage.round, "unit": visit.unit, "group": stage.group(visit.group)}
    return {**planned, "kind": kind, "programme": programme}


def train(stage: Stage) -> Iterator[Said]:
    """Train the groups, all but one that comes late."""
    late = stage.script.incidents.untrained
    groups = [number for number in stage.script.groups if number != late]
    yield _trained(stage, f"{stage.round}-T1", groups, "trained")


def train_late(stage: Stage) -> Iterator[Said]:
    """Train the group that was turned back, and let it enter."""
    late = [number for number in stage.script.groups if number == stage.script.incidents.untrained]
    yield _trained(stage, f"{stage.round}-T2", late, "trained_late")
    yield from _enter(stage, late)


def _trained(stage: Stage, key: str, groups: list[int], day: Any) -> Said:  # noqa: ANN401
    path = f"/rounds/trainings/{key}"
    held_on = stage.script.days[day].date().isoformat()
    stage.office.post(
        f"{path}/plan", {"round": stage.round, "title": "巡前集中培训", "day": held_on}
    )
    for material, title in MATERIALS.items():
        body = {"material": material, "title": title, "digest": digest(title)}
        stage.office.post(f"{path}/materials", body)
    people = [(number, post) for number in groups for post in _posts(stage, number)]
    for number, post in people:
        for material in MATERIALS:
            stage.cast.of_group(number, post).post(f"{path}/reading", {"material": material})
    stage.office.post(f"{path}/holding", {})
    attended = {"attended": [person(number, post) for number, post in people]}
    stage.office.post(f"{path}/attendance", attended)
    for number in groups:
        group = f"/rounds/groups/{stage.group(number)}"
        stage.office.post(f"{group}/training", {"training": key})
        stage.committee.post(f"{group}/authorisation", {})
    return (
        f"{len(people)} 人完成集中培训，各组获授权",
        f"{len(people)} people trained, groups authorised",
    )


def _posts(stage: Stage, number: int) -> tuple[str, ...]:
    recused = number == stage.script.incidents.recused
    return (*REGULARS, "substitute") if recused else REGULARS


def ask_for_briefings(stage: Stage) -> Iterator[Said]:
    """Ask the bodies for facts on each unit."""
    bodies, due_on = [role for _, role in BODIES], stage.script.days["briefed"].date().isoformat()
    for visit in stage.script.played:
        body = {"bodies": bodies, "due_on": due_on}
        stage.office.post(f"/rounds/engagements/{visit.key}/briefing-request", body)
    yield "向三家部门征集巡前通报", "three bodies are asked for briefings"


def brief(stage: Stage) -> Iterator[Said]:
    """File every section, send a coarse part back once, and accept the packets."""
    dated_on = stage.script.days["briefing_asked"].date().isoformat()
    for visit in stage.script.played:
        path = f"/rounds/engagements/{visit.key}"
        leader = stage.cast.of_group(visit.group, "leader")
        for body in BODIES:
            _file(stage, visit, body, dated_on)
        if visit.unit == stage.script.incidents.coarse:
            coarse = {"body": SUPERVISION[1], "reason": "内容过粗，请补充具体问题线索的时间和金额"}
            leader.post(f"{path}/briefing-return", coarse)
            _file(stage, visit, SUPERVISION, dated_on)
            yield (
                f"{visit.name_zh} 的通报过粗被退回后重报",
                f"a coarse briefing on {visit.name_en} returned",
            )
        leader.post(f"{path}/briefing-acceptance", {})
    yield (
        f"{len(stage.script.played)} 份巡前通报收齐",
        f"{len(stage.script.played)} briefings accepted",
    )


def _file(stage: Stage, visit: Visit, body: tuple[str, str], dated_on: str) -> None:
    for section in SECTIONS:
        source = f"{visit.unit} {section}"
        filed = {"section": section, "source": source, "dated_on": dated_on}
        path = f"/rounds/engagements/{visit.key}/briefing-sections"
        stage.cast.act(body).post(path, {**filed, "digest": digest(source)})


def enter(stage: Stage) -> Iterator[Said]:
    """Let the round go on site and the groups enter; who was not trained is turned back."""
    stage.office.post(f"/rounds/rounds/{stage.round}/entry", {})
    late = stage.script.incidents.untrained
    for visit in [each for each in stage.script.played if each.group == late][:1]:
        yield _turned_back(stage, visit)
    yield from _enter(stage, [number for number in stage.script.groups if number != late])


def _turned_back(stage: Stage, visit: Visit) -> Said:
    entry = {"round": stage.round, "group": stage.group(visit.group)}
    leader = stage.cast.of_group(visit.group, "leader")
    try:
        leader.post(f"/rounds/engagements/{visit.key}/entry", entry)
    except Refused as refused:
        return refusal(refused, f"第{visit.group}组不得进驻", f"group {visit.group} may not enter")
    raise AssertionError("a group that was not trained has entered")


def refusal(refused: Refused, zh: str, en: str) -> Said:
    """Tell what was refused, by its rule."""
    details = dict(refused.problem.get("details") or {})
    reasons = [text(language, "refusals", refused.code, **details) for language in ("zh", "en")]
    return f"{zh}：{reasons[0]}", f"{en}: {reasons[1]}"


def _enter(stage: Stage, groups: list[int]) -> Iterator[Said]:
    visits = [each for each in stage.script.played if each.group in groups]
    for visit in visits:
        path = f"/rounds/engagements/{visit.key}"
        leader = stage.cast.of_group(visit.group, "leader")
        leader.post(f"{path}/entry", {"round": stage.round, "group": stage.group(visit.group)})
        leader.post(f"{path}/task", {})
    for visit in visits:
        await_thing(stage.office, f"/issues/issue-lists/{visit.key}")
    yield f"进驻 {len(visits)} 个单位", f"groups enter {len(visits)} units"
