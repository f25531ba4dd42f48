"""What the demonstration says: the story as it happens, then what came of it."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from lianxun.scenarios.linked import Linked
from lianxun.scenarios.play import Told
from lianxun.scenarios.story import Story, Unit
from libs.common.clock import monotonic_seconds
from libs.common.texts import text

if TYPE_CHECKING:
    from lianxun.scenarios.demo import Demo

ZONE: Final = ZoneInfo("Asia/Shanghai")
LEDGER_DAYS: Final = ("2026-04-30", "2026-09-30")
ROOT_SHOWN: Final = 16
MOMENT: Final = timedelta(microseconds=1)
WIDTH_OFF_TERMINAL: Final = 160


def tell_story(story: Story | Linked, steps: Iterable[Told]) -> None:
    """Tell each step in both languages when it is done, and how long all of it took."""
    typer.echo(f"\n{story.title_zh} / {story.title_en}\n")
    begun = monotonic_seconds()
    for step in steps:
        at = step.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
        typer.echo(f"{at}  {step.zh}  |  {step.en}")
    typer.echo(f"\n{story.key}: {monotonic_seconds() - begun:.1f} s")


def tell_round(played: "Demo") -> None:
    """Show a case from its opening to its close, a row before and after, the ledger, the boards."""
    unit, issue = _shown(played.story)
    title = f"{unit.name_zh} 整改时间轴 / the timeline of the case of {unit.name_en}"
    _table(title, map(_timeline_row, played.timeline(unit.code)))
    _tell_write_off(played, issue)
    for day in LEDGER_DAYS:
        rows = played.ledger(_end_of(day))
        _table(f"{day} 台账各状态行数 / rows of the ledger as of {day}", [_standings(rows)])
    title = "360700 看到的下级整改 / what 360700 sees of the level below"
    _table(title, map(_board_row, played.board("360700")))


def tell_programme(played: "Demo") -> None:
    """Show the programme board and what came of the merge."""
    programme = played.linked.programme
    title = f"{programme} 联动项目看板 / the programme board"
    _table(title, map(_programme_row, played.programme()))
    title = "行业性问题交办 / tasks of line departments"
    _table(title, map(_task_row, played.tasks()))


def tell_end(played: "Demo") -> None:
    """Show where the logs stand, and what to try."""
    _table("十二个日志的位置和根 / where the twelve logs stand", map(_log_row, played.logs()))
    _tell_next(played)


def _shown(story: Story) -> tuple[Unit, int]:
    """Choose the unit whose plan was sent back, and its first issue that is written off."""
    chosen = story.incidents.returned or story.units[0].code
    unit = next(each for each in story.units if each.code == chosen)
    places = [
        place
        for place, each in enumerate(story.issues)
        if each.unit == chosen and each.steps[-1].kind == "written_off"
    ]
    return unit, places[0]


def _tell_write_off(played: "Demo", issue: int) -> None:
    row, written_off_at = played.story.issues[issue], played.story.issues[issue].steps[-1].at
    moments = (written_off_at - MOMENT, written_off_at)
    title = f"{row.code} 销号前后 / before and after its write-off"
    _table(title, [_item_row(at, played.item(issue, at)) for at in moments])


def _end_of(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59:59.999999").replace(tzinfo=ZONE)


def _tell_next(played: "Demo") -> None:
    stream = played.stream(_shown(played.story)[1])
    typer.echo("\n接下来可以试试 / what to try next (in another terminal, while the sites run)")
    for command in (
        "lianxun events --site 360722 --service issues --follow",
        f"lianxun state {stream} --as-of 2026-06-30",
        f"lianxun stream {stream}",
        "lianxun verify --site 360722 --service rectification",
        "lianxun status",
    ):
        typer.echo(f"  .venv/bin/{command}")


def _table(title: str, rows: Iterable[Mapping[str, str]]) -> None:
    shown = list(rows)
    typer.echo(f"\n{title}")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in shown[0] if shown else ():
        table.add_column(column, overflow="fold")
    for row in shown:
        table.add_row(*row.values())
    Console(width=None if sys.stdout.isatty() else WIDTH_OFF_TERMINAL).print(table)


def _standings(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    counted = Counter(text("zh", "statuses", row["status"]) for row in rows)
    return {status: str(count) for status, count in counted.items()}


def _timeline_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "时间 at": _day(row["at"]),
        "事件 event": text("zh", "events", row["what"]),
        "名称 type": row["what"],
        "角色 role": text("zh", "roles", row["role"]),
    }


def _item_row(at: datetime, state: Mapping[str, Any]) -> dict[str, str]:
    return {
        "截至 as of": at.astimezone(ZONE).isoformat(sep=" "),
        "状态 status": text("zh", "statuses", state["status"]),
        "办理时限 due": _day(state["due_at"]),
        "佐证 evidence": str(len(state["evidence"])),
    }


def _programme_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "站点 site": row["site"],
        "地区 division": row["division"],
        "单位 unit": row["unit_name"],
        "节点 milestone": text("zh", "milestones", row["milestone"]),
        "报告 approved": _day(row["report_approved_at"]),
        "反馈 fed back": _day(row["fed_back_at"]),
        "免报 excused": row["excuse"] or "-",
    }


def _task_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "部门 department": row["department"],
        "问题 title": row["title"],
        "问题数 issues": str(row["issues"]),
        "地区数 divisions": str(len(row["divisions"])),
        "状态 status": text("zh", "statuses", row["status"]),
        "时限 due": _day(row["due_at"]),
    }


def _board_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "站点 site": row["site"],
        "单位 unit": row["unit_name"],
        "问题数 issues": str(row["issues"]),
        "状态 status": text("zh", "statuses", row["status"]),
        "启动 opened": _day(row["opened_at"]),
        "验收 accepted": _day(row["accepted_at"]),
    }


def _log_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "站点 site": row["site"],
        "服务 service": row["service"],
        "位置 position": str(row["position"]),
        "根 root": row["root"][:ROOT_SHOWN] + "…",
    }


def _day(moment: str | None) -> str:
    if moment is None:
        return "-"
    return datetime.fromisoformat(moment).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
