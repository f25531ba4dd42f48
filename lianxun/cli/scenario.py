"""`lianxun scenario demo|generate`: stories played for people, events made for measurements."""

import signal
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lianxun.cli.errors import CONFLICT, USAGE, CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, tell, write_rows
from lianxun.cli.sites import HOME, Home

if TYPE_CHECKING:
    from lianxun.scenarios.memory_log import Entry
    from lianxun.sites.trial import Trial

BEFORE_STORY = timedelta(days=1)
SCENARIOS = ("s1", "s2", "all")

scenario_app = typer.Typer(no_args_is_help=True, help="Stories to watch and events to measure by.")


@scenario_app.command()
def demo(
    scenario: Annotated[str, typer.Option(help="The story to play: s1, s2 or all.")] = "all",
    leave: Annotated[
        bool, typer.Option("--exit", help="Stop everything at the end, also on a terminal.")
    ] = False,
    home: Home = HOME,
) -> None:
    """Set up three linked sites, play stories on a simulated clock, and show what came of it."""
    from lianxun.sites.trial import Trial

    with errors_told():
        _check_known(scenario)
        trial = Trial(home, report=tell)
        try:
            _begin_anew(trial, _opening(scenario) - BEFORE_STORY)
            _play(home, scenario)
            if sys.stdout.isatty() and not leave:
                _stay()
        finally:
            trial.down()


@scenario_app.command()
def generate(
    size: Annotated[str, typer.Option(help="small, medium or large.")] = "small",
    seed: Annotated[int, typer.Option(min=0)] = 1,
    output: FormOption = Form.JSONL,
) -> None:
    """Write generated events, one a line: the same for the same size and seed, for ever."""
    with errors_told():
        write_rows(_events(size, seed), ("service", "stream", "version", "type"), output)


def _events(size: str, seed: int) -> "Iterator[Entry]":
    from lianxun.scenarios.generate import UnknownSize
    from lianxun.scenarios.generated import events

    try:
        return events(size, seed)
    except UnknownSize as unknown:
        raise CommandFailed(str(unknown), USAGE) from None


def _check_known(scenario: str) -> None:
    if scenario not in SCENARIOS:
        raise CommandFailed(f"there is no story {scenario!r}.", USAGE)


def _opening(scenario: str) -> datetime:
    from lianxun.scenarios.linked import load_linked
    from lianxun.scenarios.story import load

    return load_linked("s2").opens_at if scenario == "s2" else load("s1").opens_at


def _begin_anew(trial: "Trial", start: datetime) -> None:
    """Set everything up; what an earlier demonstration left is removed, anything else is not."""
    if trial.simulated_since:
        tell("the data of the demonstration before is removed")
        trial.down()
        trial.clean()
    elif (trial.home / "sites").exists():
        raise CommandFailed(
            f"{trial.home} holds sites that are no demonstration; choose another LIANXUN_HOME.",
            CONFLICT,
        )
    trial.simulate_from(start)
    trial.up()


def _play(home: Path, scenario: str) -> None:
    from lianxun.scenarios import telling
    from lianxun.scenarios.demo import Demo
    from lianxun.scenarios.linked import load_linked
    from lianxun.scenarios.story import load

    played = Demo(home, load("s1"), load_linked("s2"))
    try:
        if scenario != "s2":
            telling.tell_story(played.story, played.play())
        if scenario != "s1":
            telling.tell_story(played.linked, played.play_linked())
            telling.tell_programme(played)
        if scenario != "s2":
            telling.tell_round(played)
        telling.tell_end(played)
    finally:
        played.close()


def _stay() -> None:
    """Wait for Ctrl-C or SIGTERM."""
    tell("三级站点继续运行，按 Ctrl-C 结束 / the sites stay up until Ctrl-C")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        signal.pause()
    except KeyboardInterrupt:
        tell("")
