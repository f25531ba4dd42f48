"""Many cases from one seed: lazily, in constant memory, and the same ones for ever.

The only source of chance is `random.Random(seed).random()`, the one method whose sequence
Python promises to keep for a seed; every draw is made of it here. Nothing is read from the
clock, the machine or the register. A larger size goes on where a smaller one stops.

A case is one unit in one round of its county. `events_of` says which events it stands for:
in rounds `UnitRegistered` (the first time a unit comes up), `RoundAuthorised` (once a
round), `FeedbackDelivered`; in issues, for each issue, `IssueRaised`, `IssueApproved`,
`IssueFedBack` and, with the write-off, `IssueResolved`; in rectification
`RectificationCaseOpened`, for each row `ItemAssigned`, `ItemDescribed` and its steps, and
`RectificationAccepted` when each row is written off or long-term.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Final, Literal, NamedTuple, TypeAlias

from lianxun.scenarios.phrases import PHRASES
from lianxun.scenarios.vocabulary import Domain, ItemType, StepKind

Size: TypeAlias = Literal["small", "medium", "large"]

EVENTS_MIN: Final[dict[Size, int]] = {"small": 1_000, "medium": 50_000, "large": 5_000_000}

# The counties of Ganzhou and Pingxiang take turns, one round after the other.
COUNTIES: Final = (
    *("360702", "360703", "360704", "360722", "360723", "360724", "360725", "360726"),
    *("360728", "360729", "360730", "360731", "360732", "360733", "360734", "360735"),
    *("360781", "360783", "360302", "360313", "360321", "360322", "360323"),
)
ROUNDS_PER_DAY: Final = 2
ROUNDS_PER_TERM: Final = 12
UNITS_PER_ROUND: Final = 8
ONSITE_DAYS: Final = 60

ISSUES_MIN: Final = 3
ISSUES_MAX: Final = 9
FOUND_MIN: Final = 2
FOUND_MAX: Final = 40
REJECTIONS_MAX: Final = 2
PROGRESS_MAX: Final = 6

# Five events of the case itself; for each row nine besides its reports and rejected claims.
CASE_EVENTS_MAX: Final = 5 + ISSUES_MAX * (5 + PROGRESS_MAX + 2 * REJECTIONS_MAX + 4)

EVENT_OF_STEP: Final[dict[StepKind, str]] = {
    "progress_reported": "ItemProgressReported",
    "claimed": "CompletionClaimed",
    "rejected": "ClaimRejected",
    "verified": "ItemVerified",
    "written_off": "IssueWrittenOff",
}
DAYS_BEFORE_MAX: Final[dict[StepKind, int]] = {
    "progress_reported": 28,
    "claimed": 21,
    "rejected": 10,
    "verified": 10,
    "written_off": 7,
}


class Course(NamedTuple):
    """How rows of one type go: reports before the claim, and the shares that get so far."""

    progress_min: int
    progress_max: int
    claimed: float
    verified: float
    written_off: float


COURSES: Final[dict[ItemType, Course]] = {
    "immediate_fix": Course(0, 1, claimed=0.99, verified=0.98, written_off=0.97),
    "concentrated": Course(0, 3, claimed=0.97, verified=0.95, written_off=0.93),
    "long_term": Course(1, PROGRESS_MAX, claimed=0.70, verified=0.65, written_off=0.60),
}


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
class GeneratedCase:
    """One unit in one round of its county; days count from the start of the whole plan."""

    division: str
    round_number: int
    opens_round: bool
    unit: str
    unit_is_new: bool
    authorised_day: int
    feedback_day: int
    issues: tuple[GeneratedIssue, ...]


def event_count(size: Size) -> int:
    """Give the events of a plan: at least so many, and less than one case more."""
    return EVENTS_MIN[size]


def events_of(case: GeneratedCase) -> Counter[str]:
    """Count the events that a case stands for, by name."""
    rows = len(case.issues)
    closed = sum(issue.written_off for issue in case.issues)
    steps = (EVENT_OF_STEP[step.kind] for issue in case.issues for step in issue.steps)
    single = {
        "UnitRegistered": case.unit_is_new,
        "RoundAuthorised": case.opens_round,
        "FeedbackDelivered": True,
        "RectificationCaseOpened": True,
        "RectificationAccepted": is_accepted(case),
    }
    each = ("IssueRaised", "IssueApproved", "IssueFedBack", "ItemAssigned", "ItemDescribed")
    return Counter(steps) + Counter(
        {name: int(happens) for name, happens in single.items()}
        | dict.fromkeys(each, rows)
        | {"IssueResolved": closed}
    )


def is_accepted(case: GeneratedCase) -> bool:
    """Say whether each row is written off or may stay open for long."""
    return all(issue.written_off or issue.item_type == "long_term" for issue in case.issues)


def plan(size: Size, seed: int) -> Iterator[GeneratedCase]:
    """Give the cases of a size, round by round."""
    if seed < 0:
        # `Random` drops the sign: two seeds would be one.
        message = f"a seed is not negative: {seed}"
        raise ValueError(message)
    return _up_to(EVENTS_MIN[size], Random(seed))


def _up_to(events_min: int, source: Random) -> Iterator[GeneratedCase]:
    """Go on until there are enough events; every case brings some."""
    left = events_min
    for index in count():
        for case in _round(source, index):
            yield case
            left -= events_of(case).total()
            if left <= 0:
                return


def _round(source: Random, index: int) -> Iterator[GeneratedCase]:
    """Give the cases of one round: the next units of the county whose turn it is."""
    turn, county = divmod(index, len(COUNTIES))
    prefix = f"ISS-{COUNTIES[county]}-C{turn + 1:02d}"
    first_unit = turn % ROUNDS_PER_TERM * UNITS_PER_ROUND + 1
    issue_numbers = count(1)
    for place in range(UNITS_PER_ROUND):
        rows = _between(source, ISSUES_MIN, ISSUES_MAX)
        yield GeneratedCase(
            division=COUNTIES[county],
            round_number=turn + 1,
            opens_round=place == 0,
            unit=f"{COUNTIES[county]}-U{first_unit + place:02d}",
            unit_is_new=turn < ROUNDS_PER_TERM,
            authorised_day=index // ROUNDS_PER_DAY,
            feedback_day=index // ROUNDS_PER_DAY + ONSITE_DAYS,
            issues=tuple(
                _issue(source, f"{prefix}-{next(issue_numbers):03d}") for _ in range(rows)
            ),
        )


def _issue(source: Random, code: str) -> GeneratedIssue:
    phrase = PHRASES[_between(source, 0, len(PHRASES) - 1)]
    found = _between(source, FOUND_MIN, FOUND_MAX)
    item_type = _item_type(source)
    return GeneratedIssue(
        code=code,
        domain=phrase.domain,
        item_type=item_type,
        title_zh=phrase.zh.format(n=found),
        title_en=phrase.en.format(n=found),
        steps=_dated(source, _kinds(source, COURSES[item_type])),
    )


def _item_type(source: Random) -> ItemType:
    drawn = source.random()
    if drawn < 0.15:
        return "immediate_fix"
    return "long_term" if drawn < 0.30 else "concentrated"


def _kinds(source: Random, course: Course) -> list[StepKind]:
    """Draw what happens to a row: reports, perhaps a claim, and how far the claim gets."""
    reports = _between(source, course.progress_min, course.progress_max)
    kinds: list[StepKind] = ["progress_reported"] * reports
    reach = source.random()
    if reach < course.claimed:
        kinds += ["claimed", "rejected"] * _rejections(source)
        kinds.append("claimed")
    if reach < course.verified:
        kinds.append("verified")
    if reach < course.written_off:
        kinds.append("written_off")
    return kinds


def _rejections(source: Random) -> int:
    drawn = source.random()
    if drawn < 0.90:
        return 0
    return 1 if drawn < 0.99 else REJECTIONS_MAX


def _dated(source: Random, kinds: list[StepKind]) -> tuple[RowStep, ...]:
    """Put the steps in a row of days, each at least one day after the one before."""
    steps = []
    day = 0
    for kind in kinds:
        day += _between(source, 1, DAYS_BEFORE_MAX[kind])
        steps.append(RowStep(kind=kind, day=day))
    return tuple(steps)


def _between(source: Random, least: int, most: int) -> int:
    """Draw a whole number, both ends included."""
    return least + int(source.random() * (most - least + 1))
