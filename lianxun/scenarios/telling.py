"""What the demonstration says: the story as it happens, then what came of it."""

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from lianxun.scenarios.play import Told
from lianxun.scenarios.story import Story
from libs.common.texts import text

if TYPE_CHECKING:
    from lianxun.scenarios.demo import Demo

ZONE: Final = ZoneInfo("Asia/Shanghai")
LEDGER_DAYS: Final = ("2026-04-30", "2026-09-30")
ROOT_SHOWN: Final = 16
WIDTH_OFF_TERMINAL: Final = 160


def tell_story(story: Story, steps: Iterable[Told]) -> None:
    """Tell each step in both languages when it is done."""
    typer.echo(f"\n{story.title_zh} / {story.title_en}\n")
    for step in steps:
        at = step.at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
        typer.echo(f"{at}  {step.zh}  |  {step.en}")


def tell_outcome(played: "Demo") -> None:
    """Show the ledger as of two days, one row's history, the boards above, the logs."""
    for day in LEDGER_DAYS:
        end = datetime.fromisoformat(f"{day}T23:59:59.999999").replace(tzinfo=ZONE)
        _table(f"{day} 整改台账 / the ledger as of {day}", map(_ledger_row, played.ledger(end)))
    stream = played.stream(0)
    for site in ("360700", "360000"):
        title = f"{site} 看到的下级整改 / what {site} sees of the levels below"
        _table(title, map(_board_row, played.board(site)))
    _table("十二个日志的位置和根 / where the twelve logs stand", map(_log_row, played.logs()))
    _tell_next(stream)


def _tell_next(stream: str) -> None:
    typer.echo("\n接下来可以试试 / what to try next (in another terminal, while the sites run)")
    for command in (
        "lianxun events --site 360722 --service issues --follow",
        f"lianxun state {stream} --as-of 2026-04-30",
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


def _ledger_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "编号 code": row["code"] or "-",
        "单位 unit": row["unit_name"],
        "问题 title": row["title"] or "-",
        "状态 status": text("zh", "statuses", row["status"]),
        "退回 rejected": str(row["rejections"]),
        "销号 written off": _day(row["written_off_at"]),
    }


def _event_row(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "版本 version": str(row["version"]),
        "时间 recorded": _day(row["recorded_at"]),
        "事件 event": row["title"],
        "名称 type": row["type"],
        "角色 role": text("zh", "roles", row["role"]),
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
