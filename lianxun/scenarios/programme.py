"""What the leading level does with a programme: launch, a merge too early, an excuse, the merge."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from lianxun.scenarios.actors import LINE, OFFICE
from lianxun.scenarios.cast import Cast
from lianxun.scenarios.linked import Linked, StepName, engagement_key
from lianxun.scenarios.play import Act
from lianxun.scenarios.preparing import refusal
from lianxun.scenarios.stage import Rows, Said, await_rows
from lianxun.sites.client import Refused

ALIKE_MIN: Final = 2
APPROVED: Final = frozenset({"report_approved", "fed_back"})


class Lead:
    """The level that leads a programme."""

    def __init__(self, story: Linked, cast: Cast) -> None:
        self._story, self._cast = story, cast
        self._path = f"/rounds/programmes/{story.programme}"

    def acts(self) -> list[Act]:
        """List what it does, each on its day."""
        steps: Mapping[StepName, Callable[[], Iterator[Said]]] = {
            "launched": self.launch,
            "merge_tried": self.try_to_merge,
            "excused": self.excuse,
            "merged": self.merge,
            "replied": self.reply,
        }
        site, days = self._cast.site, self._story.steps
        return [Act(days[name], site, name, do) for name, do in steps.items() if name in days]

    def launch(self) -> Iterator[Said]:
        """Plan the programme, settle its days and call the levels below."""
        calendar = self._calendar()
        self._do("plan", {**self._plan(), "milestones": calendar})
        self._do("schedule", {"milestones": calendar})
        self._do("launch", {})
        count = len(self._story.divisions)
        yield (
            f"省级启动联动项目 {self._story.programme}，涉及 {count} 个地区",
            f"the province launches {self._story.programme} in {count} divisions",
        )

    def try_to_merge(self) -> Iterator[Said]:
        """Merge before every level has reported: refused."""
        self._await_reports(self._story.reporting_by(self._story.steps["merge_tried"]))
        try:
            self._do("merge", {})
        except Refused as refused:
            yield refusal(refused, "合并被拒", "the merge is refused")
            return
        raise AssertionError("results were merged before all of them were in")

    def excuse(self) -> Iterator[Said]:
        """Let the merge go without the unit that is no more."""
        excuse = self._story.excuse
        visit = next(each for each in self._story.visits if each.unit == excuse.unit)
        child = {"site": visit.site, "engagement": engagement_key(self._story, visit)}
        self._do("excuse", {**child, "reason": excuse.reason_zh})
        yield f"{visit.name_zh} 免于报送：{excuse.reason_zh}", f"excused: {excuse.reason_en}"

    def merge(self) -> Iterator[Said]:
        """Merge when each child has reported or is excused; sector issues and tasks follow."""
        here = {"programme": self._story.programme}
        self._await_reports(len(self._story.reporting))
        self._do("merge", {})
        yield (
            f"{len(self._story.reporting)} 项结果合并",
            f"the results of {len(self._story.reporting)} engagements are merged",
        )
        count = len(sector_domains(self._story))
        tasks = await_rows(
            self._cast, "/rectification/department-tasks", lambda rows: len(rows) == count, **here
        )
        for task in tasks:
            yield (
                f"行业性问题「{task['title']}」({task['issues']} 个问题)交{task['department']}办理",
                f"a sector-wide issue resting on {task['issues']} issues becomes a task",
            )

    def reply(self) -> Iterator[Said]:
        """A line department says what it did, and its task is closed."""
        here = {"programme": self._story.programme, "sort": "department"}
        task = self._cast.rows(OFFICE, "/rectification/department-tasks", **here)[0]
        path = f"/rectification/department-tasks/{task['task']}"
        reply = {"reply": "已印发全系统整改通知并开展抽查"}
        replied = self._cast.act(LINE).post(f"{path}/reply", reply)
        closing = {"reason": "回复充分"}
        self._cast.act(OFFICE).post(f"{path}/closing", closing, version=replied["version"])
        yield f"{task['department']} 回复并办结", "one department replies, and its task is closed"

    def _do(self, verb: str, body: Mapping[str, Any]) -> None:
        self._cast.act(OFFICE).post(f"{self._path}/{verb}", body)

    def _plan(self) -> dict[str, Any]:
        focus = [
            {
                "key": each.key,
                "title": each.title_zh,
                "domain": each.domain,
                "department": each.department,
            }
            for each in self._story.focus
        ]
        divisions = list(self._story.divisions)
        return {"title": self._story.title_zh, "focus": focus, "divisions": divisions}

    def _calendar(self) -> dict[str, str]:
        days = self._story.days
        return {
            "planned": days["formed"].date().isoformat(),
            "entered": days["entered"].date().isoformat(),
            "concluded": days["left"].date().isoformat(),
            "report_approved": days["approved"].date().isoformat(),
            "fed_back": days["fed_back"].date().isoformat(),
        }

    def _await_reports(self, count: int) -> None:
        here = {"programme": self._story.programme}
        await_rows(
            self._cast, "/rounds/programme-board", lambda rows: _reported(rows) == count, **here
        )


def sector_domains(story: Linked) -> set[str]:
    """List the focus domains in which several engagements found something."""
    found = [visit.domain for visit in story.reporting]
    return {each.domain for each in story.focus if found.count(each.domain) >= ALIKE_MIN}


def _reported(rows: Rows) -> int:
    return sum(row["milestone"] in APPROVED for row in rows)
