"""Which rules say no to what is asked of a linked programme, and how it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final, assert_never

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import LEADING_GROUP, OFFICE
from services.rounds.domain.calendar import demand_working_day
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.commands import (
    AlignSchedule,
    CloseProgramme,
    ExcuseChild,
    FocusEntry,
    LaunchProgramme,
    MergeResults,
    NoteJoining,
    NoteMilestone,
    PlanProgramme,
    ProgrammeCommand,
)
from services.rounds.domain.programme.facts import (
    ChildExcused,
    FocusItem,
    LinkedProgrammeClosed,
    LinkedProgrammeLaunched,
    LinkedProgrammePlanned,
    LinkedResultsMerged,
    LowerLevelJoined,
    MilestoneReached,
    ProgrammeEvent,
    ScheduleAligned,
)
from services.rounds.domain.vocabulary import SiteKey


class FocusNamedTwice(Refusal):
    """A focus list names each of its keys once."""


class ChildNotKnown(Refusal):
    """Only an engagement that some level reported is a child of the programme."""


class ChildNeedsNoExcuse(Refusal):
    """A child whose report is approved, or that is excused, holds up no merge."""


class MergeTooEarly(Refusal):
    """Results are merged when each child is reported or excused."""


class NothingToMerge(Refusal):
    """A merge rests on at least one approved report."""


class ProgrammeStatus(StrEnum):
    """How far the programme has come."""

    NEW = "new"
    PLANNED = "planned"
    ALIGNED = "aligned"
    RUNNING = "running"
    MERGED = "merged"
    CLOSED = "closed"


@frozen
class Child:
    """An engagement of some level, as far as the merge asks about it."""

    reached: frozenset[Milestone] = frozenset()
    excused: bool = False

    @property
    def reported(self) -> bool:
        """Whether its report is approved."""
        return Milestone.REPORT_APPROVED in self.reached


@frozen
class LinkedProgramme:
    """Only what `decide` asks about; screens read projections."""

    status: ProgrammeStatus = ProgrammeStatus.NEW
    planned: LinkedProgrammePlanned | None = None
    milestones: Mapping[Milestone, date] = field(default_factory=dict)
    joined: frozenset[SiteKey] = frozenset()
    children: Mapping[str, Child] = field(default_factory=dict)

    @property
    def plan(self) -> LinkedProgrammePlanned:
        """The plan; the who-and-when table lets nobody ask before there is one."""
        if self.planned is None:
            raise LookupError("plan")
        return self.planned


# What other levels report is noted whenever it comes, also for a programme that is led elsewhere.
ALLOWED: Final = {
    PlanProgramme: allow(OFFICE, when={ProgrammeStatus.NEW}),
    AlignSchedule: allow(OFFICE, when={ProgrammeStatus.PLANNED, ProgrammeStatus.ALIGNED}),
    LaunchProgramme: allow(OFFICE, LEADING_GROUP, when={ProgrammeStatus.ALIGNED}),
    NoteJoining: allow(SYSTEM, when=set(ProgrammeStatus)),
    NoteMilestone: allow(SYSTEM, when=set(ProgrammeStatus)),
    ExcuseChild: allow(OFFICE, when={ProgrammeStatus.RUNNING}),
    MergeResults: allow(OFFICE, when={ProgrammeStatus.RUNNING}),
    CloseProgramme: allow(OFFICE, when={ProgrammeStatus.MERGED}),
}


def decide(  # noqa: PLR0911 - a table
    command: ProgrammeCommand, programme: LinkedProgramme, context: Context
) -> list[ProgrammeEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case PlanProgramme(focus=focus, milestones=milestones):
            if len({item.key for item in focus}) < len(focus):
                raise FocusNamedTwice
            _on_working_days(milestones.values())
            return [_planned(command)]
        case AlignSchedule(milestones=milestones):
            _on_working_days(milestones.values())
            return [ScheduleAligned(milestones=milestones)]
        case LaunchProgramme():
            return [_launched(programme, context.now)]
        case NoteJoining():
            return [] if command.site in programme.joined else [_joined(command)]
        case NoteMilestone():
            return _reached(command, programme)
        case ExcuseChild():
            _holds_up_the_merge(programme, command)
            return [_excused(command)]
        case MergeResults():
            _may_be_merged(programme.children.values())
            return [_merged(programme)]
        case CloseProgramme():
            return [LinkedProgrammeClosed()]
        case _:
            assert_never(command)


def evolve(  # noqa: PLR0911 - a table
    programme: LinkedProgramme, event: ProgrammeEvent
) -> LinkedProgramme:
    """Take in what happened."""
    match event:
        case LinkedProgrammePlanned(milestones=milestones):
            status = ProgrammeStatus.PLANNED
            return replace(programme, status=status, planned=event, milestones=milestones)
        case ScheduleAligned(milestones=milestones):
            return replace(programme, status=ProgrammeStatus.ALIGNED, milestones=milestones)
        case LinkedProgrammeLaunched():
            return replace(programme, status=ProgrammeStatus.RUNNING)
        case LowerLevelJoined(site=site):
            return replace(programme, joined=programme.joined | {site})
        case MilestoneReached(milestone=milestone):
            child = _child(programme, event)
            return _with(programme, event, replace(child, reached=child.reached | {milestone}))
        case ChildExcused():
            return _with(programme, event, replace(_child(programme, event), excused=True))
        case LinkedResultsMerged():
            return replace(programme, status=ProgrammeStatus.MERGED)
        case LinkedProgrammeClosed():
            return replace(programme, status=ProgrammeStatus.CLOSED)
        case _:
            assert_never(event)


def child_key(of: NoteMilestone | MilestoneReached | ExcuseChild | ChildExcused) -> str:
    """Name a child: two sites may well have given two engagements one key."""
    return f"{of.site}/{of.engagement}"


def _child(programme: LinkedProgramme, event: MilestoneReached | ChildExcused) -> Child:
    return programme.children.get(child_key(event), Child())


def _with(
    programme: LinkedProgramme, event: MilestoneReached | ChildExcused, child: Child
) -> LinkedProgramme:
    return replace(programme, children={**programme.children, child_key(event): child})


def _on_working_days(days: Iterable[date]) -> None:
    for day in days:
        demand_working_day("milestones", day)


def _reached(command: NoteMilestone, programme: LinkedProgramme) -> list[ProgrammeEvent]:
    known = programme.children.get(child_key(command))
    if known is not None and command.milestone in known.reached:
        return []
    reached = MilestoneReached(
        site=command.site,
        engagement=command.engagement,
        division=command.division,
        unit_name=command.unit_name,
        milestone=command.milestone,
        reached_at=command.reached_at,
    )
    return [reached]


def _holds_up_the_merge(programme: LinkedProgramme, command: ExcuseChild) -> None:
    child = programme.children.get(child_key(command))
    if child is None:
        raise ChildNotKnown(site=command.site, engagement=command.engagement)
    if child.reported or child.excused:
        raise ChildNeedsNoExcuse


def _may_be_merged(children: Iterable[Child]) -> None:
    missing = sum(not (child.reported or child.excused) for child in children)
    if missing:
        raise MergeTooEarly(missing=missing)
    if not any(child.reported for child in children):
        raise NothingToMerge


def _planned(command: PlanProgramme) -> LinkedProgrammePlanned:
    return LinkedProgrammePlanned(
        programme=command.programme,
        title=command.title,
        focus=tuple(map(_item, command.focus)),
        divisions=command.divisions,
        milestones=command.milestones,
    )


def _item(entry: FocusEntry) -> FocusItem:
    return FocusItem(
        key=entry.key, title=entry.title, domain=entry.domain, department=entry.department
    )


def _launched(programme: LinkedProgramme, moment: datetime) -> LinkedProgrammeLaunched:
    return LinkedProgrammeLaunched(
        programme=programme.plan.programme,
        title=programme.plan.title,
        divisions=programme.plan.divisions,
        focus=programme.plan.focus,
        milestones=dict(programme.milestones),
        launched_at=moment,
    )


def _joined(command: NoteJoining) -> LowerLevelJoined:
    return LowerLevelJoined(site=command.site, round=command.round, joined_at=command.joined_at)


def _excused(command: ExcuseChild) -> ChildExcused:
    return ChildExcused(site=command.site, engagement=command.engagement, reason=command.reason)


def _merged(programme: LinkedProgramme) -> LinkedResultsMerged:
    reported = [key for key, child in programme.children.items() if child.reported]
    return LinkedResultsMerged(
        programme=programme.plan.programme,
        title=programme.plan.title,
        focus=programme.plan.focus,
        engagements=tuple(sorted(reported)),
        excused=tuple(sorted(programme.children.keys() - reported)),
    )


linked_programme: Final = Aggregate(
    kind="programme",
    initial=LinkedProgramme(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
