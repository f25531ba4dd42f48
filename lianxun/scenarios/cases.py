"""A generated case: one unit in one round of the county, from its papers to its ledger rows."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from lianxun.scenarios.acts import working_day
from lianxun.scenarios.vocabulary import Domain, ItemType, StepKind

COUNTY: Final = "360722"

DAYS_TO_HEARING: Final = 45
DAYS_FROM_HEARING_TO_FEEDBACK: Final = 7
DAYS_TO_PLAN: Final = 13
DAYS_TO_REPORT: Final = 150
"""Days from the feedback until plan and progress report are accepted."""

PaperStep: TypeAlias = Literal[
    "drafted",
    "evidence_attached",
    "confirmed",
    "disputed",
    "answered",
    "reviewed",
    "consulted",
    "returned",
    "signed",
    "filed",
]
Fate: TypeAlias = Literal["kept", "merged", "dropped"]
"""What the second sorting does with an issue; only a kept one gets a ledger row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStep:
    """One thing that happens to a ledger row, so many days after the plan was accepted."""

    kind: StepKind
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedIssue:
    """One issue with the course of the paper behind it and of its ledger row."""

    code: str
    domain: Domain
    item_type: ItemType
    title_zh: str
    title_en: str
    concerns_government: bool
    fate: Fate
    paper: tuple[PaperStep, ...]
    steps: tuple[RowStep, ...]

    @property
    def written_off_on(self) -> int | None:
        """The day on which the row gets to its end, if it does."""
        last = self.steps[-1] if self.steps else None
        return last.day if last and last.kind == "written_off" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedRound:
    """One round of the county and its units; days count from the start of the whole plan."""

    key: str
    term: str
    number: int
    units: tuple[str, ...]
    term_units: tuple[str, ...]
    units_are_new: bool
    day: int

    @property
    def opens_term(self) -> bool:
        """Say whether it is the first of its term."""
        return self.number == 1

    @property
    def hearing_day(self) -> int:
        """The day on which what the groups found is heard."""
        return working_day(self.day + DAYS_TO_HEARING)

    @property
    def feedback_day(self) -> int:
        """The day on which every unit is told."""
        return working_day(self.hearing_day + DAYS_FROM_HEARING_TO_FEEDBACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedCase:
    """One unit in one round; `place` is the unit's place among the round's.

    The briefing, the plan and the report are each sent back so many times.
    """

    round: GeneratedRound
    place: int
    issues: tuple[GeneratedIssue, ...]
    briefing_returns: int
    plan_returns: int
    report_returns: int

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.round.units[self.place]

    @property
    def opens_round(self) -> bool:
        """Say whether it is the first of its round."""
        return self.place == 0

    @property
    def rows(self) -> tuple[GeneratedIssue, ...]:
        """The issues that get a ledger row."""
        return tuple(issue for issue in self.issues if issue.fate == "kept")
