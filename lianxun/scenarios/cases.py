"""A generated case: one unit in one round of the county, and the course of its ledger rows."""

from dataclasses import dataclass
from typing import Final

from lianxun.scenarios.vocabulary import Domain, ItemType, StepKind

COUNTY: Final = "360722"
ONSITE_DAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStep:
    """One thing that happens to a ledger row, so many days after the feedback."""

    kind: StepKind
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedIssue:
    """One issue and the course of its ledger row."""

    code: str
    domain: Domain
    item_type: ItemType
    title_zh: str
    title_en: str
    steps: tuple[RowStep, ...]

    @property
    def written_off(self) -> bool:
        """Say whether the row gets to its end."""
        return bool(self.steps) and self.steps[-1].kind == "written_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedRound:
    """One round of the county and its units; days count from the start of the whole plan."""

    key: str
    term: str
    number: int
    units: tuple[str, ...]
    units_are_new: bool
    day: int

    @property
    def feedback_day(self) -> int:
        """The day on which every unit is told."""
        return self.day + ONSITE_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedCase:
    """One unit in one round; `place` is the unit's place among the round's."""

    round: GeneratedRound
    place: int
    issues: tuple[GeneratedIssue, ...]

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.round.units[self.place]

    @property
    def opens_round(self) -> bool:
        """Say whether it is the first of its round."""
        return self.place == 0

    @property
    def is_accepted(self) -> bool:
        """Say whether every row is written off in the end."""
        return all(issue.written_off for issue in self.issues)
