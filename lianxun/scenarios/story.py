"""A story: the units, issues and dates of one scenario, read from its file and checked.

A field of the wrong form is a `ValidationError`, a reference or an order that does not hold
a `StoryError`; both name the field.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import AwareDatetime, ConfigDict, Field, PositiveInt, TypeAdapter, with_config

from lianxun.scenarios.script import Incidents, PhaseName
from lianxun.scenarios.vocabulary import Domain, ItemType, StepKind, misplaced_step
from libs.common.divisions import DivisionCode, ancestors

T = TypeVar("T")

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
UnitCode: TypeAlias = Annotated[str, Field(pattern=r"^[0-9]{6}-U[0-9]{2}$")]
IssueCode: TypeAlias = Annotated[str, Field(pattern=r"^ISS-[0-9]{6}-[A-Z]+[0-9]{2}-[0-9]{3}$")]
Standing: TypeAlias = Literal["in_progress", "claimed", "verified", "written_off"]

# A misspelt field is an error, not a silent default.
STRICT: Final = ConfigDict(extra="forbid")

STANDINGS: Final[dict[StepKind, Standing]] = {
    "progress_reported": "in_progress",
    "claimed": "claimed",
    "rejected": "in_progress",
    "verified": "verified",
    "written_off": "written_off",
}


class StoryError(ValueError):
    """A story contradicts itself; each line names the field."""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens to a ledger row after it was assigned."""

    kind: StepKind
    at: AwareDatetime
    note_zh: str = ""
    note_en: str = ""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One inspection group; its leader is a role, never a name."""

    number: PositiveInt
    name_zh: Text
    name_en: Text
    leader_zh: Text
    leader_en: Text


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One inspected unit and the group that inspects it."""

    code: UnitCode
    division: DivisionCode
    name_zh: Text
    name_en: Text
    group: PositiveInt


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One issue, what its unit does about it, and the course of its ledger row."""

    code: IssueCode
    unit: UnitCode
    domain: Domain
    item_type: ItemType
    title_zh: Text
    title_en: Text
    measure_zh: Text
    measure_en: Text
    evidence_zh: Text
    evidence_en: Text
    steps: tuple[Step, ...]


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One scenario; every row is assigned at `feedback_at`."""

    key: Text
    title_zh: Text
    title_en: Text
    division: DivisionCode
    round: Text
    feedback_at: AwareDatetime
    groups: tuple[Group, ...]
    units: tuple[Unit, ...]
    issues: tuple[Issue, ...]
    number: PositiveInt = 1
    papers: PositiveInt = 7
    days: dict[PhaseName, AwareDatetime] = field(default_factory=dict)
    incidents: Incidents = field(default_factory=Incidents)

    @property
    def opens_at(self) -> datetime:
        """When the first thing happens."""
        return min((self.feedback_at, *self.days.values()))


def load(name: str) -> Story:
    """Read the story of this folder's file `<name>.toml`."""
    return parse(text_of(name))


def parse(text: str) -> Story:
    """Read a story from TOML, or say which fields are wrong."""
    return checked(_adapter(), text, faults)


def text_of(name: str) -> str:
    """Read this folder's file `<name>.toml`."""
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def checked(adapter: TypeAdapter[T], text: str, faults: Callable[[T], Iterator[str]]) -> T:
    """Read a story of any kind from TOML, or say which fields are wrong."""
    story = adapter.validate_python(tomllib.loads(text))
    found = list(faults(story))
    if found:
        raise StoryError("\n".join(found))
    return story


def ledger(story: Story, moment: datetime) -> dict[str, Standing]:
    """Say where each row stands at `moment`, by the code of its issue."""
    return {issue.code: standing(issue, moment) for issue in story.issues}


def standing(issue: Issue, moment: datetime) -> Standing:
    """Say where one row stands at `moment`."""
    kinds = [step.kind for step in issue.steps if step.at <= moment]
    return STANDINGS[kinds[-1]] if kinds else "in_progress"


def faults(story: Story) -> Iterator[str]:
    """Name every field that contradicts another."""
    yield from _repeats("groups", "number", [str(group.number) for group in story.groups])
    yield from _repeats("units", "code", [unit.code for unit in story.units])
    yield from _repeats("issues", "code", [issue.code for issue in story.issues])
    for place, unit in enumerate(story.units):
        yield from _unit_faults(f"units.{place}", unit, story)
    for place, issue in enumerate(story.issues):
        yield from _issue_faults(f"issues.{place}", issue, story)
        yield from _step_faults(f"issues.{place}.steps", issue.steps, story.feedback_at)


def _unit_faults(field: str, unit: Unit, story: Story) -> Iterator[str]:
    if unit.group not in {group.number for group in story.groups}:
        yield f"{field}.group: there is no group {unit.group}"
    if not unit.code.startswith(f"{story.division}-"):
        yield f"{field}.code: {unit.code} is not of {story.division}"
    if story.division not in {above.code for above in ancestors(unit.division)}:
        yield f"{field}.division: {unit.division} is not below {story.division}"


def _issue_faults(field: str, issue: Issue, story: Story) -> Iterator[str]:
    if issue.unit not in {unit.code for unit in story.units}:
        yield f"{field}.unit: there is no unit {issue.unit}"
    if not issue.code.startswith(f"ISS-{story.division}-{story.round}-"):
        yield f"{field}.code: {issue.code} is not of round {story.round} of {story.division}"


def _step_faults(field: str, steps: Sequence[Step], feedback_at: datetime) -> Iterator[str]:
    misplaced = misplaced_step([step.kind for step in steps])
    if misplaced is not None:
        yield f"{field}.{misplaced}.kind: {steps[misplaced].kind} may not stand here"
    moments = [feedback_at, *(step.at for step in steps)]
    for place, (before, after) in enumerate(pairwise(moments)):
        if after <= before:
            yield f"{field}.{place}.at: {after} is not after {before}"
    for place, step in enumerate(steps):
        if step.kind == "rejected" and not (step.note_zh and step.note_en):
            yield f"{field}.{place}.note_zh: a rejection gives its reason in both languages"


def _repeats(field: str, key: str, values: Sequence[str]) -> Iterator[str]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield f"{field}.{place}.{key}: {value} is there already"


@cache
def _adapter() -> TypeAdapter[Story]:
    return TypeAdapter(Story)
