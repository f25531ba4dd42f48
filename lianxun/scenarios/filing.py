"""What the units file, and who judges it: the plan with one return, the progress report."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lianxun.scenarios.actors import OFFICE_HEAD, OFFICE_READER, ORGANISATION, SUPERVISION
from lianxun.scenarios.script import Found, Visit
from lianxun.scenarios.stage import Rows, Said, Stage, digest

READERS: Final = {
    "office": OFFICE_READER,
    "supervision_body": SUPERVISION,
    "organisation_department": ORGANISATION,
}
MEASURE_DUE: Final = {
    "immediate_fix": "2026-05-29",
    "concentrated": "2026-09-24",
    "long_term": "2026-12-31",
}
DONE: Final = frozenset({"claimed", "verified", "written_off"})


def file_plans(stage: Stage) -> Iterator[Said]:
    """Each unit promises a measure for each issue."""
    for visit, path in _filings(stage, "plans"):
        measures = [_measure(issue) for issue in visit.issues]
        unit = stage.cast.unit(visit.unit)
        unit.post(f"{path}/draft", {"measures": measures})
        unit.post(f"{path}/submission", {})
    _await_clocks(stage, "plan", list(stage.script.played), running=False)
    yield f"{len(stage.script.played)} 份整改方案报送", f"{len(stage.script.played)} plans filed"


def judge_plans(stage: Stage) -> Iterator[Said]:
    """Three bodies read each plan; one is sent back with a comment."""
    for visit, path in _filings(stage, "plans"):
        _assign(stage, path)
        if visit.unit == stage.script.incidents.returned:
            body = {"comments": ["采购问题的措施没有责任人和完成时限"]}
            version = stage.office.get(path)["version"]
            stage.cast.act(OFFICE_READER).post(f"{path}/return", body, version=version)
            yield f"{visit.name_zh} 的整改方案被退回", f"the plan of {visit.name_en} is sent back"
        else:
            _rate(stage, path)
    _await_clocks(stage, "plan", _returned(stage), running=True)
    yield "三家单位审核整改方案", "three bodies give their opinions on the plans"


def accept_plans(stage: Stage) -> Iterator[Said]:
    """A third person of the office accepts; rows are due by their plan from now on."""
    returned = _returned(stage)
    visits = [each for each in stage.script.played if each not in returned]
    yield _accepted(stage, "plans", visits)


def answer(stage: Stage) -> Iterator[Said]:
    """The unit answers each comment with the next version, and it is read again."""
    for visit, path in _filings(stage, "plans"):
        if visit.unit == stage.script.incidents.returned:
            answers = {"answers": [{"number": 1, "text": "已明确分管负责人和6月底时限"}]}
            stage.cast.unit(visit.unit).post(f"{path}/resubmission", answers)
            _assign(stage, path)
            _rate(stage, path)
            yield f"{visit.name_zh} 逐条答复后重报", f"{visit.name_en} answers and files again"
    _await_clocks(stage, "plan", _returned(stage), running=False)


def accept_answered(stage: Stage) -> Iterator[Said]:
    """The second version is accepted."""
    yield _accepted(stage, "plans", _returned(stage))


def file_progress(stage: Stage) -> Iterator[Said]:
    """Each unit says how far every issue has come; its head signs that this is true."""
    rows = stage.cast.rows(("a-office-clerk", "office"), "/rectification/ledger", round=stage.round)
    standing = {row["issue"]: row["status"] for row in rows}
    for visit, path in _filings(stage, "progress-reports"):
        unit = stage.cast.unit(visit.unit)
        outcomes = [_outcome(issue, standing) for issue in visit.issues]
        unit.post(f"{path}/draft", {"outcomes": outcomes})
        statement = {"statement": digest(f"truth {visit.key}"), "as_head": True}
        unit.post(f"{path}/truth-statement", statement)
        unit.post(f"{path}/submission", {})
    _await_clocks(stage, "progress", list(stage.script.played), running=False)
    count = len(stage.script.played)
    yield (
        f"{count} 份集中整改进展情况报告报送，第一责任人签字属实",
        f"{count} progress reports filed and signed",
    )


def judge_progress(stage: Stage) -> Iterator[Said]:
    """Three bodies read each report."""
    for _, path in _filings(stage, "progress-reports"):
        _assign(stage, path)
        _rate(stage, path)
    yield "三家单位审核进展情况报告", "three bodies give their opinions on the reports"


def accept_progress(stage: Stage) -> Iterator[Said]:
    """The reports are accepted, and with them the concentrated period ends."""
    yield _accepted(stage, "progress-reports", list(stage.script.played))


def leave_running(stage: Stage) -> Iterator[Said]:
    """What is still open and of long breath is marked so; cases with nothing else open close."""
    open_rows = {"round": stage.round, "status": "in_progress"}
    count = 0
    for row in stage.cast.rows(("a-office-clerk", "office"), "/rectification/ledger", **open_rows):
        path = f"/rectification/items/{row['issue']}"
        version = stage.office.get(path)["version"]
        reason = {"reason": "历史遗留数据量大，转入持续整改"}
        stage.office.post(f"{path}/long-term", reason, version=version)
        count += 1
    yield f"{count} 个问题转入持续整改", f"{count} rows rightly run on for longer"


def _returned(stage: Stage) -> list[Visit]:
    """List the visits whose plan is sent back."""
    returned = stage.script.incidents.returned
    return [visit for visit in stage.script.played if visit.unit == returned]


def _await_clocks(stage: Stage, filing: str, visits: list[Visit], *, running: bool) -> None:
    """Wait until reminders of a filing are held back, or go on, before time does."""
    units = {visit.unit for visit in visits}

    def are_as_wanted(rows: Rows) -> bool:
        watched = {row["unit"] for row in rows} & units
        return watched == (units if running else set())

    stage.await_rows("/notifications/timers", are_as_wanted, filing=filing, status="scheduled")


def _filings(stage: Stage, what: str) -> Iterator[tuple[Visit, str]]:
    rows = stage.await_rows("/rectification/cases", bool, round=stage.round)
    cases = {row["unit"]: row["case"] for row in rows}
    for visit in stage.script.played:
        yield visit, f"/rectification/{what}/{cases[visit.unit]}"


def _measure(issue: Found) -> dict[str, str]:
    due_on = MEASURE_DUE[issue.item_type]
    return {"issue": issue.id, "goal": issue.measure, "owner": "分管负责人", "due_on": due_on}


def _outcome(issue: Found, standing: Mapping[str, str]) -> dict[str, Any]:
    is_done = standing[issue.id] in DONE
    shown = [digest(f"evidence {issue.code}")] if is_done else []
    outcome = "completed" if is_done else "continuing"
    return {"issue": issue.id, "outcome": outcome, "evidence": shown}


def _assign(stage: Stage, path: str) -> None:
    named = [{"body": body, "reviewer": who[0]} for body, who in READERS.items()]
    stage.office.post(f"{path}/reviewers", {"reviewers": named})


def _rate(stage: Stage, path: str) -> None:
    for body, who in READERS.items():
        stage.cast.act(who).post(f"{path}/opinion", {"body": body, "rating": "good"})


def _accepted(stage: Stage, what: str, visits: list[Visit]) -> Said:
    """Accept filings in the name of somebody who neither filed nor read them."""
    units = {visit.unit for visit in visits}
    head = stage.cast.act(OFFICE_HEAD)
    for visit, path in _filings(stage, what):
        if visit in visits:
            head.post(f"{path}/acceptance", {}, version=head.get(path)["version"])
    if what == "plans":
        stage.await_rows(
            "/rectification/ledger",
            lambda rows: all(row["due_at"] for row in rows if row["unit"] in units),
            round=stage.round,
        )
        return f"{len(visits)} 份整改方案通过", f"{len(visits)} plans accepted"
    return f"{len(visits)} 份进展情况报告通过验收", f"{len(visits)} progress reports accepted"
