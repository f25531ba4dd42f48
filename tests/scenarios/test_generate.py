"""Generated plans are the same for ever, lazy, of the size they say, and follow the rules."""

import gc
import json
import tracemalloc
from collections import Counter, deque
from dataclasses import asdict
from hashlib import sha256
from itertools import islice, pairwise
from typing import get_args

import pytest

from lianxun.scenarios.acts import calendar_day
from lianxun.scenarios.cases import COUNTY, GeneratedCase, PaperStep
from lianxun.scenarios.generate import (
    EVENTS_MIN,
    ISSUES_MAX,
    ISSUES_MIN,
    ROUNDS_PER_TERM,
    UNITS_PER_ROUND,
    UNITS_PER_TERM,
    UnknownSize,
    event_count,
    plan,
)
from lianxun.scenarios.phrases import PHRASES
from lianxun.scenarios.tally import events_of
from lianxun.scenarios.vocabulary import StepKind, misplaced_step
from libs.common.deadlines import is_working_day
from libs.common.divisions import Level, level_of

SEED = 2026
CASES_PINNED = 100
DIGEST = "3abe39393cd18326762e9432a181708985fae287841c09e74359f197b530ad3a"

BYTES_OF_ONE_CASE_MAX = 20_000
ROUND_EVENTS_MAX = 2_500


def cases(number: int, seed: int = SEED) -> list[GeneratedCase]:
    """Take the first cases of the largest plan."""
    return list(islice(plan("large", seed), number))


def test_the_same_seed_gives_the_same_cases_for_ever() -> None:
    lines = [json.dumps(asdict(case), ensure_ascii=False) for case in cases(CASES_PINNED)]
    assert sha256("\n".join(lines).encode()).hexdigest() == DIGEST


def test_another_seed_gives_other_cases() -> None:
    assert cases(10, seed=1) != cases(10, seed=2)


def test_a_negative_seed_is_refused_because_chance_drops_the_sign() -> None:
    with pytest.raises(ValueError, match="not negative: -1"):
        plan("small", -1)


def test_a_larger_plan_goes_on_where_a_smaller_one_stops() -> None:
    small = list(plan("small", SEED))
    assert small == list(islice(plan("medium", SEED), len(small)))


@pytest.mark.parametrize("size", ["small", "medium"])
@pytest.mark.parametrize("seed", [0, SEED])
def test_a_plan_has_its_events_and_less_than_a_round_more(size: str, seed: int) -> None:
    assert EVENTS_MIN[size] <= event_count(size, seed) < EVENTS_MIN[size] + ROUND_EVENTS_MAX


@pytest.mark.parametrize("seed", range(20))
def test_the_smallest_plan_is_one_round_of_a_thousand_events_or_little_more(seed: int) -> None:
    assert event_count("small", seed) < 1.5 * EVENTS_MIN["small"]


def test_a_plan_ends_with_a_whole_round() -> None:
    rounds = Counter(case.round.key for case in plan("medium", SEED))
    assert set(rounds.values()) == {UNITS_PER_ROUND}


def test_the_sizes_are_a_thousand_fifty_thousand_and_five_million_events() -> None:
    assert EVENTS_MIN == {"small": 1_000, "medium": 50_000, "large": 5_000_000}


def test_another_size_is_refused_by_name() -> None:
    with pytest.raises(UnknownSize, match="'huge' is no size; there are small, medium, large"):
        plan("huge", SEED)


def test_no_round_has_more_events_than_its_bound() -> None:
    counts: Counter[str] = Counter()
    for case in cases(1_000):
        counts[case.round.key] += events_of(case).total()
    assert max(counts.values()) <= ROUND_EVENTS_MAX


@pytest.mark.slow
def test_a_plan_keeps_nothing_of_the_cases_it_has_given() -> None:
    assert bytes_kept(1_000) < bytes_kept(50) + BYTES_OF_ONE_CASE_MAX


def bytes_kept(number: int) -> int:
    """Measure what is still held in the middle of a plan, after so many cases."""
    stream = plan("large", SEED)
    next(stream)
    tracemalloc.start()
    try:
        deque(islice(stream, number), maxlen=0)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_every_row_takes_its_steps_in_order_on_later_and_later_days() -> None:
    for case in cases(500):
        for issue in case.issues:
            assert misplaced_step([step.kind for step in issue.steps]) is None
            days = [0, *(step.day for step in issue.steps)]
            assert all(before < after for before, after in pairwise(days))


@pytest.mark.parametrize(
    ("kinds", "place"),
    [
        ([], None),
        (["claimed", "verified", "written_off"], None),
        (["verified"], 0),
        (["claimed", "written_off"], 1),
        (["claimed", "verified", "written_off", "claimed"], 3),
    ],
)
def test_a_misplaced_step_is_found(kinds: list[StepKind], place: int | None) -> None:
    assert misplaced_step(kinds) == place


def test_every_kind_of_step_and_item_occurs() -> None:
    rows = [issue for case in cases(200) for issue in case.issues]
    assert {issue.item_type for issue in rows} == {"concentrated", "long_term", "immediate_fix"}
    assert {step.kind for issue in rows for step in issue.steps} == {
        "progress_reported",
        "claimed",
        "rejected",
        "verified",
        "written_off",
    }
    assert {issue.domain for issue in rows} == {phrase.domain for phrase in PHRASES}
    assert {issue.fate for issue in rows} == {"kept", "merged", "dropped"}
    assert {step for issue in rows for step in issue.paper} == set(get_args(PaperStep))


def test_every_case_keeps_an_issue_and_only_what_is_kept_gets_a_row() -> None:
    for case in cases(500):
        assert case.issues[0].fate == "kept"
        assert all(issue.fate == "kept" for issue in case.issues if issue.steps)


def test_plans_and_reports_are_sent_back_never_once_or_twice() -> None:
    assert {case.plan_returns for case in cases(200)} == {0, 1, 2}
    assert {case.report_returns for case in cases(200)} == {0, 1}
    assert {case.briefing_returns for case in cases(200)} == {0, 1}


def test_groups_are_heard_and_units_told_on_working_days() -> None:
    for case in cases(UNITS_PER_ROUND * 400):
        opened = case.round
        days = [opened.day, opened.hearing_day, opened.feedback_day]
        assert days == sorted(days)
        assert all(is_working_day(calendar_day(day)) for day in days[1:])


def test_a_case_has_a_bounded_number_of_issues() -> None:
    numbers = {len(case.issues) for case in cases(200)}
    assert (min(numbers), max(numbers)) == (ISSUES_MIN, ISSUES_MAX)


def test_the_county_of_the_plan_is_in_the_register() -> None:
    assert level_of(COUNTY) is Level.COUNTY


def test_issue_codes_are_unique_and_count_up_within_the_round() -> None:
    codes = [issue.code for case in cases(UNITS_PER_ROUND) for issue in case.issues]
    assert codes == [f"ISS-360722-C01-{n:03d}" for n in range(1, len(codes) + 1)]


def test_a_round_takes_its_units_one_by_one() -> None:
    rounds = Counter(case.round.key for case in cases(800))
    assert [case.round.key for case in cases(800) if case.opens_round] == list(rounds)
    assert set(rounds.values()) == {UNITS_PER_ROUND}
    first = cases(UNITS_PER_ROUND)
    assert tuple(case.unit for case in first) == first[0].round.units


def test_rounds_are_numbered_within_their_term() -> None:
    opened = [case.round for case in cases(2 * UNITS_PER_TERM) if case.opens_round]
    numbers = [(opened_round.term, opened_round.number) for opened_round in opened]
    terms = (f"{COUNTY}-T1", f"{COUNTY}-T2")
    assert numbers == [(term, number) for term in terms for number in range(1, ROUNDS_PER_TERM + 1)]


def test_units_are_new_in_the_first_term_only() -> None:
    seen: set[str] = set()
    for case in cases(UNITS_PER_TERM + 200):
        assert case.round.units_are_new == (case.unit not in seen)
        seen.add(case.unit)
    assert len(seen) == UNITS_PER_TERM
