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
    from lianxun.scenarios.story import Story
    from lianxun.sites.trial import Trial

BEFORE_STORY = timedelta(days=1)

scenario_app = typer.Typer(no_args_is_help=True, help="Stories to watch and events to measure by.")


@scenario_app.command()
def demo(
    scenario: Annotated[str, typer.Option(help="The story to play.")] = "s1",
    leave: Annotated[
        bool, typer.Option("--exit", help="Stop everything at the end, also on a terminal.")
    ] = False,
    home: Home = HOME,
) -> None:
    """Set up three linked sites, play a story on a simulated clock, and show what came of it."""
    from lianxun.sites.trial import Trial

    with errors_told():
        story, trial = _known(scenario), Trial(home, report=tell)
        try:
            _begin_anew(trial, story.opens_at - BEFORE_STORY)
            _play(home, story)
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


def _known(scenario: str) -> "Story":
    from lianxun.scenarios.story import load

    try:
        return load(scenario)
    except FileNotFoundError:
        raise CommandFailed(f"there is no story {scenario!r}.", USAGE) from None


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


def _play(home: Path, story: "Story") -> None:
    from lianxun.scenarios.demo import Demo
    from lianxun.scenarios.telling import tell_outcome, tell_story

    played = Demo(home, story)
    try:
        tell_story(story, played.play())
        tell_outcome(played)
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
