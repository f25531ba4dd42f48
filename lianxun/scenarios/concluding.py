"""The last phases of a round: leaving, the hearing, approved reports, feedback, the end."""

from collections.abc import Callable, Iterator
from typing import Final

from lianxun.scenarios.actors import LEADING_OFFICIAL, SECRETARY
from lianxun.scenarios.finding import report_digest
from lianxun.scenarios.script import Visit
from lianxun.scenarios.stage import Rows, Said, Stage

TIMERS_OF_A_CASE: Final = 14


def leave(stage: Stage) -> Iterator[Said]:
    """The groups leave their units, and the round its on-site phase."""
    for visit in stage.script.played:
        leader = stage.cast.of_group(visit.group, "leader")
        leader.post(f"/rounds/engagements/{visit.key}/conclusion", {})
    stage.office.post(f"/rounds/rounds/{stage.round}/leaving", {})
    yield (
        f"撤离 {len(stage.script.played)} 个单位",
        f"groups leave {len(stage.script.played)} units",
    )


def hear(stage: Stage) -> Iterator[Said]:
    """The secretary hears group after group and decides what becomes of the results."""
    stage.office.post(f"/rounds/rounds/{stage.round}/hearings", {})
    path, secretary = f"/rounds/hearings/{stage.round}-H1", stage.cast.act(SECRETARY)
    stage.office.post(f"{path}/schedule", _hearing(stage))
    secretary.post(f"{path}/opening", {})
    heard = list(dict.fromkeys(visit.group for visit in stage.script.played))
    for number in heard:
        secretary.post(f"{path}/report", {"group": stage.group(number)})
    for visit in stage.script.played:
        secretary.post(f"{path}/result-use", {"engagement": visit.key, "use": "feedback"})
    secretary.post(f"{path}/closing", {})
    yield (
        f"书记专题会逐个听取 {len(heard)} 个组汇报",
        f"the secretary hears {len(heard)} groups one by one",
    )


def approve(stage: Stage) -> Iterator[Said]:
    """The committee approves each report, when findings, check and hearing are noted with it."""
    parameters = {"round": stage.round}
    stage.await_rows("/rounds/engagements", _all_said(stage), **parameters)
    for visit in stage.script.played:
        body = {"report": report_digest(visit)}
        stage.committee.post(f"/rounds/engagements/{visit.key}/report-approval", body)
    count = len(stage.script.played)
    yield f"{count} 份巡察报告获批准", f"{count} reports approved"


def consent(stage: Stage) -> Iterator[Said]:
    """Feedback is drafted, consented to, and set for a working day."""
    stage.office.post(f"/rounds/rounds/{stage.round}/feedback", {})
    held_on = stage.script.days["fed_back"].date().isoformat()
    for visit in stage.script.played:
        path = f"/rounds/feedback-sessions/{_feedback(visit)}"
        drafted = stage.cast.of_group(visit.group, "leader").post(
            f"{path}/draft",
            {
                "round": stage.round,
                "unit": visit.unit,
                "engagement": visit.key,
                "issues": [issue.id for issue in visit.issues],
            },
        )
        stage.committee.post(f"{path}/approval", {}, version=drafted["version"])
        stage.office.post(f"{path}/schedule", {"held_on": held_on})
    count = len(stage.script.played)
    yield f"{count} 份反馈意见获派出党组织同意", f"{count} feedbacks consented to"


def feed_back(stage: Stage) -> Iterator[Said]:
    """A leading official tells each unit, whose head signs for it; every clock starts."""
    for visit in stage.script.played:
        path = f"/rounds/feedback-sessions/{_feedback(visit)}"
        told = {"head_told": True, "team_told": True}
        stage.cast.act(LEADING_OFFICIAL).post(f"{path}/delivery", told)
        stage.cast.unit(visit.unit).post(f"{path}/acknowledgement", {})
        yield f"向 {visit.name_zh} 反馈并签收", f"feedback given to {visit.name_en}"


def await_cases(stage: Stage) -> Iterator[Said]:
    """Wait until every unit has its case, its rows and its clocks."""
    units, here = {visit.unit for visit in stage.script.played}, {"round": stage.round}
    issues = {issue.id for visit in stage.script.played for issue in visit.issues}
    opened = stage.await_rows(
        "/rectification/cases", lambda rows: {row["unit"] for row in rows} == units, **here
    )
    stage.await_rows("/rectification/filings", lambda rows: len(rows) == 2 * len(units), **here)
    stage.await_rows(
        "/rectification/ledger", lambda rows: issues == {row["issue"] for row in rows}, **here
    )
    for row in opened:
        case = row["case"]
        stage.await_rows("/notifications/timers", _all_timers, case=case)
    yield (
        f"{len(opened)} 个整改案件立案，{len(issues)} 个问题入台账",
        f"{len(opened)} cases opened, {len(issues)} rows in the ledger",
    )


def close(stage: Stage) -> Iterator[Said]:
    """End the round."""
    here = {"round": stage.round, "status": "fed_back"}
    count = len(stage.script.played)
    stage.await_rows("/rounds/engagements", lambda rows: len(rows) == count, **here)
    body = {"engagements": [visit.key for visit in stage.script.played]}
    stage.office.post(f"/rounds/rounds/{stage.round}/closing", body)
    yield f"轮次 {stage.round} 结束", f"round {stage.round} closed"


def _hearing(stage: Stage) -> dict[str, object]:
    return {
        "kind": "secretary",
        "round": stage.round,
        "held_on": stage.script.days["heard"].date().isoformat(),
        "engagements": [visit.key for visit in stage.script.played],
    }


def _all_said(stage: Stage) -> Callable[[Rows], bool]:
    keys = {visit.key for visit in stage.script.played}
    wanted = ("findings", "report_version", "result_use", "approved_issues")

    def are_ready(rows: Rows) -> bool:
        said = [row for row in rows if row["engagement"] in keys]
        complete = all(row[name] is not None for row in said for name in wanted)
        return len(said) == len(keys) and complete

    return are_ready


def _all_timers(rows: Rows) -> bool:
    return len(rows) == TIMERS_OF_A_CASE


def _feedback(visit: Visit) -> str:
    return f"{visit.key}-F"
