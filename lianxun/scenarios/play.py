"""Plays a story through the public HTTP API of a county, step by step on the simulated clock."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID, uuid5

from lianxun.scenarios.actors import (
    COMMITTEE,
    LEADING_OFFICIAL,
    OFFICE,
    OFFICE_HEAD,
    REVIEWER,
)
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.story import Issue, Step, Story, Unit

NAMESPACE: Final = UUID("3f0e6a0e-0c52-5a3b-8a55-0d6f0f0a7c11")
BEFORE_FEEDBACK: Final = {
    "register": timedelta(days=29),
    "plan": timedelta(days=27),
    "raise": timedelta(days=14),
    "approve": timedelta(days=7),
    "draft": timedelta(days=3),
}

Advance: TypeAlias = Callable[[datetime], None]


class Told(NamedTuple):
    """One thing that happened, for whoever watches; texts in both languages."""

    at: datetime
    zh: str
    en: str


class Player:
    """Plays one story at one site; `advance` moves the clock of every site that takes part."""

    def __init__(self, story: Story, cast: Cast, advance: Advance) -> None:
        self._story, self._cast, self._advance = story, cast, advance
        self._after: dict[str, str] = {}

    def play(self) -> Iterator[Told]:
        """Play it all, telling each step when it is done; raises Refused and Unreachable."""
        yield from self.prepare()
        yield from self.give_feedback()
        yield from self.rectify()

    def prepare(self) -> Iterator[Told]:
        """Register the units, run the round, raise the issues and approve them."""
        yield from self._register()
        yield from self._run_round()
        yield from self._raise_issues()

    def give_feedback(self) -> Iterator[Told]:
        """Draft, approve and deliver the feedback of every unit; cases and rows open by it."""
        draft_at = self._before("draft")
        for unit in self._story.units:
            path = f"/rounds/feedback-sessions/{self._feedback(unit)}"
            drafted = self._cast.leader(unit.group).post(f"{path}/draft", self._draft(unit))
            version = drafted["version"]
            self._cast.act(COMMITTEE).post(f"{path}/approval", {}, version=version)
        yield Told(
            draft_at,
            f"{len(self._story.units)} 份反馈意见拟定并获派出党组织同意",
            f"{len(self._story.units)} feedbacks drafted and consented to",
        )
        self._advance(self._story.feedback_at)
        for unit in self._story.units:
            yield self._deliver(unit)

    def rectify(self) -> Iterator[Told]:
        """Play the course of every ledger row in the order of time."""
        courses = [(step.at, issue, step) for issue in self._story.issues for step in issue.steps]
        for at, issue, step in sorted(courses, key=lambda course: (course[0], course[1].code)):
            self._advance(at)
            self._take(issue, step)
            yield Told(at, *_narrated(issue, step))

    def _before(self, what: str) -> datetime:
        at = self._story.feedback_at - BEFORE_FEEDBACK[what]
        self._advance(at)
        return at

    def _register(self) -> Iterator[Told]:
        at = self._before("register")
        for unit in self._story.units:
            body = {"name": unit.name_zh, "division": unit.division, "kind": "township"}
            self._cast.act(OFFICE).post(f"/rounds/units/{unit.code}/registration", body)
            yield Told(at, f"登记单位 {unit.name_zh}", f"unit registered: {unit.name_en}")

    def _run_round(self) -> Iterator[Told]:
        at, path = self._before("plan"), f"/rounds/rounds/{self._round}"
        number = int(self._story.round[1:])
        self._cast.act(OFFICE).post(f"{path}/plan", {"term": "2026", "number": number})
        units = [unit.code for unit in self._story.units]
        self._cast.act(COMMITTEE).post(f"{path}/authorisation", {"units": units})
        self._cast.act(OFFICE).post(f"{path}/entry", {})
        yield Told(
            at, f"轮次 {self._round} 获授权并进驻", f"round {self._round} authorised, on site"
        )

    def _raise_issues(self) -> Iterator[Told]:
        at, groups = self._before("raise"), {u.code: u.group for u in self._story.units}
        versions = {}
        for issue in self._story.issues:
            path = f"/issues/issues/{self.issue_id(issue)}/raising"
            answer = self._cast.leader(groups[issue.unit]).post(path, self._raising(issue))
            versions[issue.code] = answer["version"]
            yield Told(at, f"提出问题 {issue.code} {issue.title_zh}", f"raised: {issue.title_en}")
        at = self._before("approve")
        for issue in self._story.issues:
            path = f"/issues/issues/{self.issue_id(issue)}/approval"
            self._cast.act(OFFICE_HEAD).post(path, {}, version=versions[issue.code])
        yield Told(at, f"审定 {len(versions)} 个问题", f"{len(versions)} issues approved")

    def _deliver(self, unit: Unit) -> Told:
        path = f"/rounds/feedback-sessions/{self._feedback(unit)}"
        body = {"head_told": True, "team_told": True}
        answer = self._cast.act(LEADING_OFFICIAL).post(f"{path}/delivery", body)
        self._after[unit.code] = answer["after"][0]
        self._cast.unit(unit.code).post(f"{path}/acknowledgement", {})
        told = self._story.feedback_at
        return Told(told, f"向 {unit.name_zh} 反馈并签收", f"feedback given to {unit.name_en}")

    def _take(self, issue: Issue, step: Step) -> None:
        item = f"/rectification/items/{self.issue_id(issue)}"
        unit = self._cast.unit(issue.unit)
        match step.kind:
            case "progress_reported":
                unit.post(f"{item}/progress", {"note": step.note_zh})
            case "claimed":
                self._claim(issue, item)
            case "rejected":
                self._judge(REVIEWER, item, "rejection", {"reason": step.note_zh})
            case "verified":
                self._judge(REVIEWER, item, "verification", {"method": "evidence_check"})
            case "written_off":
                reason = {"reason": f"{issue.measure_zh};佐证:{issue.evidence_zh}"}
                self._judge(OFFICE, item, "write-off", reason)

    def _claim(self, issue: Issue, item: str) -> None:
        unit, evidence = self._cast.unit(issue.unit), issue.evidence_zh.encode()
        digest = sha256(evidence).hexdigest()
        filed = {"digest": digest, "size_bytes": len(evidence), "media_type": "text/plain"}
        unit.post(f"{item}/evidence", filed)
        unit.post(f"{item}/claim", {"outcome": "completed", "evidence": [digest]})

    def _judge(self, who: tuple[str, str], item: str, verb: str, body: dict[str, Any]) -> None:
        client = self._cast.act(who)
        seen = client.get(item)
        client.post(f"{item}/{verb}", body, version=seen["version"])

    def wait_for_rows(self) -> None:
        """Wait until the ledger shows what every feedback opened; raises Refused if it does not."""
        for unit, after in self._after.items():
            self._cast.act(OFFICE).get("/rectification/ledger", unit=unit, after=after)

    def issue_id(self, issue: Issue) -> str:
        """Give an issue's id: the same for the same story and code."""
        return str(uuid5(NAMESPACE, f"{self._story.key}/{issue.code}"))

    @property
    def _round(self) -> str:
        return f"{self._story.division}-{self._story.round}"

    def _feedback(self, unit: Unit) -> str:
        return f"{self._round}-{unit.code}"

    def _raising(self, issue: Issue) -> dict[str, Any]:
        return {
            "round": self._round,
            "unit": issue.unit,
            "code": issue.code,
            "title": issue.title_zh,
            "domain": issue.domain,
            "item_type": issue.item_type,
        }

    def _draft(self, unit: Unit) -> dict[str, Any]:
        issues = [self.issue_id(each) for each in self._story.issues if each.unit == unit.code]
        return {
            "round": self._round,
            "unit": unit.code,
            "issues": issues,
        }


_VERBS: Final = {
    "progress_reported": ("上报进展", "progress reported"),
    "claimed": ("申报完成", "claimed done"),
    "rejected": ("申报退回", "claim rejected"),
    "verified": ("核验通过", "verified"),
    "written_off": ("销号", "written off"),
}


def _narrated(issue: Issue, step: Step) -> tuple[str, str]:
    zh, en = _VERBS[step.kind]
    return f"{zh} {issue.code} {step.note_zh}".rstrip(), f"{en}: {issue.title_en}"
