"""What one round at one site needs to be played: its days, its groups, whom they visit and find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, TypeAlias
from uuid import UUID, uuid5

from pydantic import ConfigDict, with_config

NAMESPACE: Final = UUID("3f0e6a0e-0c52-5a3b-8a55-0d6f0f0a7c11")

PhaseName: TypeAlias = Literal[
    "founded",
    "planned",
    "joined",
    "formed",
    "trained",
    "briefing_asked",
    "briefed",
    "entered",
    "trained_late",
    "drafted",
    "confirmed",
    "reviewed",
    "consulted",
    "signed",
    "listed",
    "listed_again",
    "left",
    "reported",
    "heard",
    "approved",
    "consented",
    "fed_back",
    "cases_opened",
    "closed",
    "plans_filed",
    "plans_judged",
    "plans_accepted",
    "plan_answered",
    "plan_accepted",
    "progress_filed",
    "progress_judged",
    "progress_accepted",
    "left_running",
]
Kind: TypeAlias = Literal[
    "city_or_county", "development_zone", "department", "state_company", "township"
]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """What does not go smoothly: groups by their number, units by their code."""

    recused: int | None = None
    untrained: int | None = None
    coarse: str | None = None
    disputed: str | None = None
    returned: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One issue, as it is raised; the plan promises `measure`, the report shows `evidence`."""

    id: str
    code: str
    title_zh: str
    title_en: str
    domain: str
    item_type: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One engagement: a group in a unit, with so many papers and these issues."""

    key: str
    unit: str
    name_zh: str
    name_en: str
    division: str
    kind: Kind
    group: int
    papers: int
    issues: tuple[Found, ...]
    is_withdrawn: bool = False

    @property
    def paper_keys(self) -> tuple[str, ...]:
        """Name the papers."""
        return tuple(f"{self.key}-P{number:02}" for number in range(1, self.papers + 1))

    def papers_of(self, place: int) -> tuple[str, ...]:
        """Give the papers on which the issue at this place rests: two, if there are enough."""
        share = max(1, min(2, self.papers // max(1, len(self.issues))))
        return self.paper_keys[share * place : share * (place + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One round at one site; a phase without a day is not played."""

    site: str
    round: str
    number: int
    days: Mapping[PhaseName, datetime]
    visits: tuple[Visit, ...]
    programme: str | None = None
    incidents: Incidents = field(default_factory=Incidents)

    @property
    def key(self) -> str:
        """Name the round among all rounds."""
        return f"{self.site}-{self.round}"

    @property
    def groups(self) -> tuple[int, ...]:
        """List the groups."""
        return tuple(sorted({visit.group for visit in self.visits}))

    @property
    def played(self) -> tuple[Visit, ...]:
        """List the visits that take place."""
        return tuple(visit for visit in self.visits if not visit.is_withdrawn)


def issue_id(story: str, code: str) -> str:
    """Give an issue's id: the same for the same story and code."""
    return str(uuid5(NAMESPACE, f"{story}/{code}"))
