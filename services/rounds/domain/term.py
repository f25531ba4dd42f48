"""A term plan: which units a term covers, and in which year each is planned for."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Interval, Len

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DISPATCHING_COMMITTEE, LEADING_GROUP, OFFICE
from libs.common.decider.texts import Key, Paragraph
from services.rounds.domain.unit import unit, unit_of_today
from services.rounds.domain.vocabulary import UnitCode

UNITS_MAX: Final = 300
YEAR_MIN: Final = 1949
YEAR_MAX: Final = 2199


@frozen
class PlannedUnit:
    """A unit that the term covers, and the year planned for it."""

    unit: UnitCode
    year: Annotated[int, Interval(ge=YEAR_MIN, le=YEAR_MAX)]


@frozen
class TermPlanDrafted:
    """Somebody wrote down whom a term is to cover."""

    term: str
    begins_on: date
    ends_on: date
    coverage: tuple[PlannedUnit, ...]


@frozen
class TermPlanApproved:
    """The term covers these units."""

    term: str
    coverage: tuple[PlannedUnit, ...]


@frozen
class TermPlanRevised:
    """The term covers these units instead, and others that it covered not any more."""

    term: str
    coverage: tuple[PlannedUnit, ...]
    dropped: tuple[UnitCode, ...]
    reason: str


TermEvent: TypeAlias = TermPlanDrafted | TermPlanApproved | TermPlanRevised

Coverage: TypeAlias = Annotated[tuple[PlannedUnit, ...], Len(1, UNITS_MAX)]


@frozen
class DraftTermPlan:
    """Write down whom a term is to cover, and when."""

    term: Key
    begins_on: date
    ends_on: date
    coverage: Coverage


@frozen
class ApproveTermPlan:
    """Approve the plan of the term."""


@frozen
class ReviseTermPlan:
    """Replace whom the term covers, with a reason."""

    coverage: Coverage
    reason: Paragraph


TermCommand: TypeAlias = DraftTermPlan | ApproveTermPlan | ReviseTermPlan


class TermEndsBeforeItBegins(Refusal):
    """A term ends after it begins."""


class UnitCoveredTwice(Refusal):
    """A term plan names a unit once."""


class YearOutsideTerm(Refusal):
    """A unit is planned for a year of the term."""


class TermStatus(StrEnum):
    """How far the plan has come."""

    NEW = "new"
    DRAFTED = "drafted"
    APPROVED = "approved"
    REVISED = "revised"


@frozen
class TermPlan:
    """Only what `decide` asks about; screens read projections."""

    status: TermStatus = TermStatus.NEW
    drafted: TermPlanDrafted | None = None
    coverage: tuple[PlannedUnit, ...] = ()

    @property
    def draft(self) -> TermPlanDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted


ALLOWED: Final = {
    DraftTermPlan: allow(OFFICE, when={TermStatus.NEW, TermStatus.DRAFTED}),
    ApproveTermPlan: allow(DISPATCHING_COMMITTEE, LEADING_GROUP, when={TermStatus.DRAFTED}),
    ReviseTermPlan: allow(DISPATCHING_COMMITTEE, when={TermStatus.APPROVED, TermStatus.REVISED}),
}


def reads(command: TermCommand) -> tuple[str, ...]:
    """A term covers units of the register."""
    if isinstance(command, ApproveTermPlan):
        return ()
    return tuple(unit.stream(each.unit) for each in command.coverage)


def decide(command: TermCommand, plan: TermPlan, context: Context) -> list[TermEvent]:
    """Say what happens, or which rule says no."""
    match command:
        case DraftTermPlan():
            return [_drafted(command, context)]
        case ApproveTermPlan():
            return [TermPlanApproved(term=plan.draft.term, coverage=plan.draft.coverage)]
        case ReviseTermPlan():
            _sound(command.coverage, plan.draft, context)
            return [_revised(command, plan)]
        case _:
            assert_never(command)


def evolve(plan: TermPlan, event: TermEvent) -> TermPlan:
    """Take in what happened."""
    match event:
        case TermPlanDrafted():
            return TermPlan(status=TermStatus.DRAFTED, drafted=event)
        case TermPlanApproved(coverage=coverage):
            return replace(plan, status=TermStatus.APPROVED, coverage=coverage)
        case TermPlanRevised(coverage=coverage):
            return replace(plan, status=TermStatus.REVISED, coverage=coverage)
        case _:
            assert_never(event)


def _drafted(command: DraftTermPlan, context: Context) -> TermPlanDrafted:
    if command.ends_on <= command.begins_on:
        raise TermEndsBeforeItBegins
    drafted = TermPlanDrafted(
        term=command.term,
        begins_on=command.begins_on,
        ends_on=command.ends_on,
        coverage=command.coverage,
    )
    _sound(command.coverage, drafted, context)
    return drafted


def _revised(command: ReviseTermPlan, plan: TermPlan) -> TermPlanRevised:
    kept = {each.unit for each in command.coverage}
    return TermPlanRevised(
        term=plan.draft.term,
        coverage=command.coverage,
        dropped=tuple(each.unit for each in plan.coverage if each.unit not in kept),
        reason=command.reason,
    )


def _sound(coverage: tuple[PlannedUnit, ...], draft: TermPlanDrafted, context: Context) -> None:
    """Demand each unit once, from the register, in a year of the term."""
    if len({each.unit for each in coverage}) < len(coverage):
        raise UnitCoveredTwice
    for each in coverage:
        unit_of_today(context, each.unit)
        if not draft.begins_on.year <= each.year <= draft.ends_on.year:
            raise YearOutsideTerm(unit=each.unit, year=each.year)


term: Final = Aggregate(
    kind="term",
    initial=TermPlan(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
    reads=reads,
)
