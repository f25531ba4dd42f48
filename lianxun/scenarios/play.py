"""Plays rounds through the public HTTP API of their sites, act by act on the simulated clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from lianxun.scenarios import concluding, filing, finding, preparing, rows
from lianxun.scenarios.script import PhaseName
from lianxun.scenarios.stage import Phase, Said, Stage
from lianxun.scenarios.story import Issue, Step, Story

Advance: TypeAlias = Callable[[datetime], None]

PHASES: Final[Mapping[PhaseName, Phase]] = {
    "founded": preparing.found,
    "planned": preparing.plan,
    "joined": preparing.join,
    "formed": preparing.form,
    "trained": preparing.train,
    "briefing_asked": preparing.ask_for_briefings,
    "briefed": preparing.brief,
    "entered": preparing.enter,
    "trained_late": preparing.train_late,
    "drafted": finding.draft,
    "confirmed": finding.confirm,
    "reviewed": finding.review,
    "consulted": finding.consult,
    "signed": finding.sign,
    "listed": finding.list_once,
    "listed_again": finding.list_again,
    "left": concluding.leave,
    "reported": finding.report,
    "heard": concluding.hear,
    "approved": concluding.approve,
    "consented": concluding.consent,
    "fed_back": concluding.feed_back,
    "cases_opened": concluding.await_cases,
    "closed": concluding.close,
    "plans_filed": filing.file_plans,
    "plans_judged": filing.judge_plans,
    "plans_accepted": filing.accept_plans,
    "plan_answered": filing.answer,
    "plan_accepted": filing.accept_answered,
    "progress_filed": filing.file_progress,
    "progress_judged": filing.judge_progress,
    "progress_accepted": filing.accept_progress,
    "left_running": filing.leave_running,
}


class Told(NamedTuple):
    """One thing that happened, for whoever watches; texts in both languages."""

    at: datetime
    zh: str
    en: str


class Act(NamedTuple):
    """Something that somebody does at a moment; acts of one site follow each other."""

    at: datetime
    site: str
    name: str
    do: Callable[[], Iterator[Said]]


def acts_of(stage: Stage) -> list[Act]:
    """List the phases of a round that have their day."""
    days = stage.script.days
    return [
        Act(days[name], stage.script.site, name, _phase(phase, stage))
        for name, phase in PHASES.items()
        if name in days
    ]


def acts_of_rows(stage: Stage, story: Story) -> list[Act]:
    """List what happens to each ledger row."""
    return [
        Act(step.at, stage.script.site, step.kind, _step(stage, story.key, issue, step))
        for issue in story.issues
        for step in issue.steps
    ]


def perform(acts: Sequence[Act], advance: Advance) -> Iterator[Told]:
    """Do all acts in the order of time; those of one moment at different sites beside each other.

    Raises Refused and Unreachable.
    """
    with ThreadPoolExecutor() as pool:
        for at, due in groupby(sorted(acts, key=attrgetter("at")), key=attrgetter("at")):
            advance(at)
            by_site: dict[str, list[Act]] = {}
            for act in due:
                by_site.setdefault(act.site, []).append(act)
            for said in pool.map(_done, by_site.values()):
                yield from (Told(at, zh, en) for zh, en in said)


def _done(acts: Sequence[Act]) -> list[Said]:
    return [said for act in acts for said in act.do()]


def _phase(phase: Phase, stage: Stage) -> Callable[[], Iterator[Said]]:
    return lambda: phase(stage)


def _step(stage: Stage, story: str, issue: Issue, step: Step) -> Callable[[], Iterator[Said]]:
    def do() -> Iterator[Said]:
        yield rows.take(stage, story, issue, step)

    return do
