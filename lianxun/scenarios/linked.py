"""A linked story: one programme and the rounds of several sites in it, from its file, checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Final, Literal, TypeAlias

from pydantic import AwareDatetime, PositiveInt, TypeAdapter, with_config

from lianxun.scenarios.script import Found, PhaseName, Script, Visit, issue_id
from lianxun.scenarios.story import STRICT, IssueCode, Text, UnitCode, checked, text_of
from lianxun.scenarios.vocabulary import Domain, ItemType
from libs.common.divisions import DivisionCode

StepName: TypeAlias = Literal["launched", "merge_tried", "excused", "merged", "replied"]

PAPERS: Final = 1


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """One thing that every engagement looks at, and whose line of work it is."""

    key: Text
    title_zh: Text
    title_en: Text
    domain: Domain
    department: Text


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """The unit whose engagement drops out, and why."""

    unit: UnitCode
    reason_zh: Text
    reason_en: Text


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedRound:
    """A site's own round; its days are those of all rounds, but for these."""

    site: DivisionCode
    round: Text
    number: PositiveInt
    days: dict[PhaseName, AwareDatetime] = field(default_factory=dict)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedVisit:
    """One engagement and the one issue that it finds; one that drops out finds none."""

    site: DivisionCode
    unit: UnitCode
    division: DivisionCode
    group: PositiveInt
    name_zh: Text
    name_en: Text
    code: IssueCode | None = None
    domain: Domain | None = None
    item_type: ItemType | None = None
    title_zh: str = ""
    title_en: str = ""
    measure_zh: str = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One programme with everything that is played in it."""

    key: Text
    programme: Text
    lead: DivisionCode
    title_zh: Text
    title_en: Text
    focus: tuple[Focus, ...]
    steps: dict[StepName, AwareDatetime]
    excuse: Excuse
    days: dict[PhaseName, AwareDatetime]
    rounds: tuple[LinkedRound, ...]
    visits: tuple[LinkedVisit, ...]

    @property
    def divisions(self) -> tuple[str, ...]:
        """List the divisions that are called, each once."""
        return tuple(dict.fromkeys(visit.division for visit in self.visits))

    @property
    def opens_at(self) -> datetime:
        """When the first thing happens."""
        return min((*self.steps.values(), *self.days.values()))

    def reporting_by(self, moment: datetime) -> int:
        """Count the engagements whose reports are to be approved by then."""
        days = {each.site: {**self.days, **each.days}["approved"] for each in self.rounds}
        return sum(days[visit.site] <= moment for visit in self.reporting)

    @property
    def reporting(self) -> tuple[LinkedVisit, ...]:
        """List the engagements that come to a report."""
        return tuple(visit for visit in self.visits if visit.unit != self.excuse.unit)


def load_linked(name: str) -> Linked:
    """Read the linked story of this folder's file `<name>.toml`."""
    return checked(_adapter(), text_of(name), faults)


def faults(story: Linked) -> Iterator[str]:
    """Name every field that contradicts another."""
    sites, units = {each.site for each in story.rounds}, [each.unit for each in story.visits]
    for place, visit in enumerate(story.visits):
        if visit.site not in sites:
            yield f"visits.{place}.site: {visit.site} has no round"
        if units.count(visit.unit) > 1:
            yield f"visits.{place}.unit: {visit.unit} is there already"
        if not visit.unit.startswith(f"{visit.division}-"):
            yield f"visits.{place}.unit: {visit.unit} is not of {visit.division}"
        if (visit.code is None) != (visit.unit == story.excuse.unit):
            yield f"visits.{place}.code: who reports finds something, who is excused does not"
    if story.excuse.unit not in units:
        yield f"excuse.unit: there is no visit to {story.excuse.unit}"


def scripts_of(story: Linked) -> tuple[Script, ...]:
    """Give what is needed to play each site's round."""
    return tuple(_script(story, each) for each in story.rounds)


def engagement_key(story: Linked, visit: LinkedVisit) -> str:
    """Name the engagement of a visit."""
    return f"{story.programme}-{visit.unit}"


def _script(story: Linked, planned: LinkedRound) -> Script:
    visits = [_visit(story, each) for each in story.visits if each.site == planned.site]
    return Script(
        site=planned.site,
        round=planned.round,
        number=planned.number,
        days={**story.days, **planned.days},
        visits=tuple(visits),
        programme=story.programme,
    )


def _visit(story: Linked, visit: LinkedVisit) -> Visit:
    return Visit(
        key=engagement_key(story, visit),
        unit=visit.unit,
        name_zh=visit.name_zh,
        name_en=visit.name_en,
        division=visit.division,
        kind="department",
        group=visit.group,
        papers=PAPERS,
        issues=tuple(_found(story, visit)),
        is_withdrawn=visit.unit == story.excuse.unit,
    )


def _found(story: Linked, visit: LinkedVisit) -> Iterator[Found]:
    if visit.code is None or visit.domain is None or visit.item_type is None:
        return
    yield Found(
        id=issue_id(story.key, visit.code),
        code=visit.code,
        title_zh=visit.title_zh,
        title_en=visit.title_en,
        domain=visit.domain,
        item_type=visit.item_type,
        measure=visit.measure_zh,
    )


@cache
def _adapter() -> TypeAdapter[Linked]:
    return TypeAdapter(Linked)
