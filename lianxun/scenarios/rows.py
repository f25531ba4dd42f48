"""The course of each ledger row after its unit was told: reported, claimed, judged, written off."""

from typing import Any, Final

from lianxun.scenarios.actors import OFFICE, REVIEWER
from lianxun.scenarios.script import issue_id
from lianxun.scenarios.stage import Said, Stage, digest
from lianxun.scenarios.story import Issue, Step

_VERBS: Final = {
    "progress_reported": ("上报进展", "progress reported"),
    "claimed": ("申报完成", "claimed done"),
    "rejected": ("申报退回", "claim rejected"),
    "verified": ("核验通过", "verified"),
    "written_off": ("销号", "written off"),
}


def take(stage: Stage, story: str, issue: Issue, step: Step) -> Said:
    """Let one thing happen to a row."""
    item = f"/rectification/items/{issue_id(story, issue.code)}"
    unit = stage.cast.unit(issue.unit)
    match step.kind:
        case "progress_reported":
            unit.post(f"{item}/progress", {"note": step.note_zh})
        case "claimed":
            _claim(stage, issue, item)
        case "rejected":
            _judge(stage, REVIEWER, f"{item}/rejection", {"reason": step.note_zh})
        case "verified":
            _judge(stage, REVIEWER, f"{item}/verification", {"method": "evidence_check"})
        case "written_off":
            reason = {"reason": f"{issue.measure_zh}；佐证：{issue.evidence_zh}"}
            _judge(stage, OFFICE, f"{item}/write-off", reason)
    zh, en = _VERBS[step.kind]
    return f"{zh} {issue.code} {step.note_zh}".rstrip(), f"{en}: {issue.title_en}"


def _claim(stage: Stage, issue: Issue, item: str) -> None:
    unit, evidence = stage.cast.unit(issue.unit), issue.evidence_zh
    size = len(evidence.encode())
    filed = {"digest": digest(evidence), "size_bytes": size, "media_type": "text/plain"}
    unit.post(f"{item}/evidence", filed)
    unit.post(f"{item}/claim", {"outcome": "completed", "evidence": [filed["digest"]]})


def _judge(stage: Stage, who: tuple[str, str], path: str, body: dict[str, Any]) -> None:
    client = stage.cast.act(who)
    seen = client.get(path.rpartition("/")[0])
    client.post(path, body, version=seen["version"])
