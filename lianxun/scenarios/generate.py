"""Many cases of one county from one seed: lazily, in constant memory, the same ones for ever.

The only source of chance is `random.Random(seed).random()`, the one method whose sequence
Python promises to keep for a seed; every draw is made of it here. Nothing is read from the
clock, the machine or the register. A larger size goes on where a smaller one stops.

A size is a number of events: those that `lianxun.scenarios.generated` makes of the cases.
"""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Final, NamedTuple

from lianxun.scenarios.cases import (
    COUNTY,
    Fate,
    GeneratedCase,
    GeneratedIssue,
    GeneratedRound,
    PaperStep,
    RowStep,
)
from lianxun.scenarios.phrases import PHRASES
from lianxun.scenarios.tally import FOUNDING, events_of
from lianxun.scenarios.vocabulary import Domain, ItemType, StepKind

EVENTS_MIN: Final[dict[str, int]] = {"small": 1_000, "medium": 50_000, "large": 5_000_000}

ROUNDS_PER_TERM: Final = 12
UNITS_PER_ROUND: Final = 4
UNITS_PER_TERM: Final = ROUNDS_PER_TERM * UNITS_PER_ROUND

ISSUES_MIN: Final = 3
ISSUES_MAX: Final = 6
FOUND_MIN: Final = 2
FOUND_MAX: Final = 40
REJECTIONS_MAX: Final = 2
PROGRESS_MAX: Final = 6

OF_GOVERNMENT: Final[frozenset[Domain]] = frozenset({"permits", "public_services"})

IMMEDIATE_FIXES: Final = 0.15
LONG_TERM_ITEMS: Final = 0.15
NEVER_REJECTED: Final = 0.90
REJECTED_ONCE: Final = 0.09

MERGED: Final = 0.08
DROPPED: Final = 0.08
DISPUTED: Final = 0.15
PAPER_RETURNED: Final = 0.10
BRIEFING_RETURNED: Final = 0.20
PLAN_ACCEPTED_AT_ONCE: Final = 0.50
PLAN_RETURNED_ONCE: Final = 0.40
RETURNS_MAX: Final = 2
REPORT_RETURNED: Final = 0.30

DAYS_BEFORE_MAX: Final[dict[StepKind, int]] = {
    "progress_reported": 28,
    "claimed": 21,
    "rejected": 10,
    "verified": 10,
    "written_off": 7,
}


class UnknownSize(ValueError):  # noqa: N818 - named by what it is
    """There is no plan of this size."""


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


def event_count(size: str, seed: int) -> int:
    """Count the events of a plan: at least `EVENTS_MIN`, and less than one round more."""
    return FOUNDING.total() + sum(events_of(case).total() for case in plan(size, seed))


def plan(size: str, seed: int) -> Iterator[GeneratedCase]:
    """Give the cases of a size, round by round; raises UnknownSize."""
    if size not in EVENTS_MIN:
        message = f"{size!r} is no size; there are {', '.join(EVENTS_MIN)}."
        raise UnknownSize(message)
    if seed < 0:
        # `Random` drops the sign: two seeds would be one.
        message = f"a seed is not negative: {seed}"
        raise ValueError(message)
    return _up_to(EVENTS_MIN[size] - FOUNDING.total(), Random(seed))


def _up_to(events_min: int, source: Random) -> Iterator[GeneratedCase]:
    """Go on until there are enough events; a round is played to its end."""
    left = events_min
    for index in count():
        for case in _cases(source, _round(index)):
            yield case
            left -= events_of(case).total()
        if left <= 0:
            return


def _round(index: int) -> GeneratedRound:
    """Give a round: the next units of the county, which begins anew with every term."""
    term, turn = divmod(index, ROUNDS_PER_TERM)
    units = tuple(f"{COUNTY}-U{number:02d}" for number in range(1, UNITS_PER_TERM + 1))
    first = turn * UNITS_PER_ROUND
    return GeneratedRound(
        key=f"{COUNTY}-C{index + 1:02d}",
        term=f"{COUNTY}-T{term + 1}",
        number=turn + 1,
        units=units[first : first + UNITS_PER_ROUND],
        term_units=units,
        units_are_new=term == 0,
        day=index,
    )


def _cases(source: Random, opened: GeneratedRound) -> Iterator[GeneratedCase]:
    numbers = count(1)
    for place in range(len(opened.units)):
        rows = _between(source, ISSUES_MIN, ISSUES_MAX)
        codes = [f"ISS-{opened.key}-{next(numbers):03d}" for _ in range(rows)]
        # The first issue is kept, so that others have one to be merged into.
        issues = tuple(_issue(source, code, is_first=code == codes[0]) for code in codes)
        yield GeneratedCase(
            round=opened,
            place=place,
            issues=issues,
            briefing_returns=int(source.random() < BRIEFING_RETURNED),
            plan_returns=_times(source, PLAN_ACCEPTED_AT_ONCE, PLAN_RETURNED_ONCE, RETURNS_MAX),
            report_returns=int(source.random() < REPORT_RETURNED),
        )


def _issue(source: Random, code: str, *, is_first: bool) -> GeneratedIssue:
    phrase = PHRASES[_between(source, 0, len(PHRASES) - 1)]
    found = _between(source, FOUND_MIN, FOUND_MAX)
    item_type = _item_type(source)
    fate = _fate(source)
    steps = _dated(source, _kinds(source, COURSES[item_type]))
    kept = is_first or fate == "kept"
    return GeneratedIssue(
        code=code,
        domain=phrase.domain,
        item_type=item_type,
        title_zh=phrase.zh.format(n=found),
        title_en=phrase.en.format(n=found),
        concerns_government=phrase.domain in OF_GOVERNMENT,
        fate="kept" if kept else fate,
        paper=tuple(_paper(source)),
        steps=steps if kept else (),
    )


def _fate(source: Random) -> Fate:
    drawn = source.random()
    if drawn < MERGED:
        return "merged"
    return "dropped" if drawn < MERGED + DROPPED else "kept"


def _paper(source: Random) -> Iterator[PaperStep]:
    """Draw what happens to a paper; one that is returned is written anew."""
    facts: tuple[PaperStep, ...] = ("confirmed",)
    if source.random() < DISPUTED:
        facts = ("disputed", "answered")
    yield from ("drafted", "evidence_attached", *facts, "reviewed", "consulted")
    if source.random() < PAPER_RETURNED:
        yield from ("returned", "drafted", "confirmed", "reviewed", "consulted")
    yield from ("signed", "filed")


def _item_type(source: Random) -> ItemType:
    drawn = source.random()
    if drawn < IMMEDIATE_FIXES:
        return "immediate_fix"
    return "long_term" if drawn < IMMEDIATE_FIXES + LONG_TERM_ITEMS else "concentrated"


def _kinds(source: Random, course: Course) -> list[StepKind]:
    """Draw what happens to a row: reports, perhaps a claim, and how far the claim gets."""
    reports = _between(source, course.progress_min, course.progress_max)
    kinds: list[StepKind] = ["progress_reported"] * reports
    reach = source.random()
    if reach < course.claimed:
        rejections = _times(source, NEVER_REJECTED, REJECTED_ONCE, REJECTIONS_MAX)
        kinds += ["claimed", "rejected"] * rejections
        kinds.append("claimed")
    if reach < course.verified:
        kinds.append("verified")
    if reach < course.written_off:
        kinds.append("written_off")
    return kinds


def _times(source: Random, never: float, once: float, most: int) -> int:
    """Draw how often something is sent back: never, once, or as often as there is."""
    drawn = source.random()
    if drawn < never:
        return 0
    return 1 if drawn < never + once else most


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
