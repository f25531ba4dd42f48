"""Story S1 is whole, sits on the real register, and a story with a fault names the field."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import get_args

import pytest
from pydantic import ValidationError

from lianxun.scenarios.story import Issue, Story, StoryError, ledger, load, parse
from lianxun.scenarios.vocabulary import Domain, ItemType
from libs.common.divisions import Level, find

END_OF_APRIL = datetime.fromisoformat("2026-04-30T23:59:59+08:00")
END_OF_SEPTEMBER = datetime.fromisoformat("2026-09-30T23:59:59+08:00")
SHANGHAI = timedelta(hours=8)

# Public holidays of the story's months that fall on working days.
HOLIDAYS = {
    *(date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)),
    *(date(2026, 6, 19), date(2026, 9, 25)),
}


@cache
def text() -> str:
    """Read the story's file."""
    return files("lianxun.scenarios").joinpath("s1.toml").read_text(encoding="utf-8")


@cache
def story() -> Story:
    """Load the story once."""
    return load("s1")


def issue(number: int) -> Issue:
    """Give an issue of the story by its number in the round."""
    return story().issues[number - 1]


def test_three_groups_inspect_two_units_each() -> None:
    assert [group.number for group in story().groups] == [1, 2, 3]
    assert Counter(unit.group for unit in story().units) == {1: 2, 2: 2, 3: 2}


def test_people_appear_as_roles() -> None:
    assert [group.leader_en for group in story().groups] == [
        "Group 1 leader",
        "Group 2 leader",
        "Group 3 leader",
    ]
    assert [group.leader_zh for group in story().groups] == [
        "第一组组长",
        "第二组组长",
        "第三组组长",
    ]


def test_each_unit_is_a_township_of_the_county_and_says_that_it_is_a_demonstration() -> None:
    for unit in story().units:
        township = find(unit.division)
        assert township is not None
        assert (township.level, township.parent) == (Level.TOWNSHIP, "360722")
        assert unit.name_zh == f"{township.name}(演示)"
        assert unit.name_en.endswith("(demo)")


def test_unit_codes_count_up_from_the_county_code() -> None:
    assert [unit.code for unit in story().units] == [f"360722-U{n:02d}" for n in range(1, 7)]


def test_eighteen_issues_are_spread_over_the_six_units() -> None:
    codes = [issue.code for issue in story().issues]
    assert codes == [f"ISS-360722-C01-{n:03d}" for n in range(1, 19)]
    units = Counter(issue.unit for issue in story().issues)
    assert units == {unit.code: 3 for unit in story().units}


def test_every_domain_and_item_type_occurs() -> None:
    assert {issue.domain for issue in story().issues} == set(get_args(Domain))
    assert {issue.item_type for issue in story().issues} == set(get_args(ItemType))


def test_the_two_sample_issues_of_the_round_keep_their_words() -> None:
    assert issue(7).title_en == "Carry-over funds above 20% in two programmes"
    assert issue(8).title_en == "Single-source approval without market check, 3 contracts"


def test_the_clocks_start_at_the_feedback() -> None:
    assert story().feedback_at == datetime.fromisoformat("2026-03-31T16:00:00+08:00")


def test_two_rows_are_rejected_once_and_claimed_again() -> None:
    kinds = {row.code: [step.kind for step in row.steps] for row in story().issues}
    rejected = {code: steps for code, steps in kinds.items() if "rejected" in steps}
    assert sorted(rejected) == [issue(8).code, issue(9).code]
    for steps in rejected.values():
        assert (steps.count("rejected"), steps.count("claimed")) == (1, 2)
        assert steps[-1] == "written_off"


def test_at_the_end_of_april_most_rows_are_in_progress() -> None:
    assert Counter(ledger(story(), END_OF_APRIL).values()) == {
        "in_progress": 12,
        "claimed": 2,
        "verified": 2,
        "written_off": 2,
    }


def test_at_the_end_of_september_most_rows_are_written_off() -> None:
    assert Counter(ledger(story(), END_OF_SEPTEMBER).values()) == {
        "in_progress": 3,
        "claimed": 1,
        "verified": 1,
        "written_off": 13,
    }


def test_a_rejected_row_is_in_progress_until_it_is_claimed_again() -> None:
    assert ledger(story(), END_OF_APRIL)[issue(9).code] == "in_progress"


def test_a_step_counts_from_its_own_moment() -> None:
    (claimed, *_) = issue(3).steps
    before = claimed.at - timedelta(microseconds=1)
    assert ledger(story(), before)[issue(3).code] == "in_progress"
    assert ledger(story(), claimed.at)[issue(3).code] == "claimed"


def test_the_rows_still_open_in_september_are_long_term() -> None:
    standings = ledger(story(), END_OF_SEPTEMBER)
    open_rows = [row for row in story().issues if standings[row.code] == "in_progress"]
    assert {row.item_type for row in open_rows} == {"long_term"}


def test_things_happen_on_working_days_in_office_hours_of_shanghai() -> None:
    for row in story().issues:
        for step in row.steps:
            assert step.at.utcoffset() == SHANGHAI
            assert step.at.weekday() < 5
            assert step.at.date() not in HOLIDAYS
            assert 9 <= step.at.hour < 18
            assert step.at <= END_OF_SEPTEMBER


def test_every_report_and_rejection_says_something_in_both_languages() -> None:
    for row in story().issues:
        for step in row.steps:
            noted = step.kind in {"progress_reported", "rejected"}
            assert (bool(step.note_zh), bool(step.note_en)) == (noted, noted)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('domain = "permits"', 'domain = "weather"', "issues.0.domain"),
        ('item_type = "long_term"', 'item_type = "later"', "issues.3.item_type"),
        ('division = "360722101"', 'division = "360722999"', "units.1.division"),
        ('code = "360722-U02"', 'code = "U02"', "units.1.code"),
        ('title_zh = "17份', 'titel_zh = "17份', "issues.5.titel_zh"),
        ('leader_en = "Group 2 leader"\n', "", "groups.1.leader_en"),
        ("at = 2026-04-17T10:00:00+08:00", "at = 2026-04-17T10:00:00", "issues.0.steps.0.at"),
        ('kind = "written_off"', 'kind = "forgotten"', "issues.0.steps.4.kind"),
    ],
)
def test_a_field_of_the_wrong_form_is_named(old: str, new: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse(planted(old, new))
    fields = {".".join(map(str, error["loc"])) for error in refused.value.errors()}
    assert field in fields


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("group = 3", "group = 4", "units.4.group:"),
        ("number = 3", "number = 2", "groups.2.number:"),
        ('code = "360722-U02"', 'code = "360722-U01"', "units.1.code:"),
        ('code = "360722-U02"', 'code = "360723-U02"', "units.1.code:"),
        ('division = "360722101"', 'division = "360723100"', "units.1.division:"),
        ('unit = "360722-U03"', 'unit = "360722-U09"', "issues.6.unit:"),
        ("ISS-360722-C01-002", "ISS-360722-C01-001", "issues.1.code:"),
        ("ISS-360722-C01-002", "ISS-360722-C02-002", "issues.1.code:"),
        ('kind = "rejected"', 'kind = "progress_reported"', "issues.7.steps.2.kind:"),
        ('kind = "claimed"', 'kind = "written_off"', "issues.0.steps.2.kind:"),
        ("at = 2026-05-22T10", "at = 2026-04-17T10", "issues.0.steps.1.at:"),
        ("at = 2026-04-08T10", "at = 2026-03-31T10", "issues.2.steps.0.at:"),
        (
            'note_en = "The match report covers one kind of subsidy only"',
            'note_en = ""',
            "issues.8.steps.1.note_zh:",
        ),
    ],
)
def test_a_field_that_contradicts_another_is_named(old: str, new: str, field: str) -> None:
    with pytest.raises(StoryError) as refused:
        parse(planted(old, new))
    assert any(line.startswith(field) for line in str(refused.value).splitlines())


def planted(old: str, new: str) -> str:
    """Write the story with one fault, at the first place where `old` stands."""
    assert old in text()
    return text().replace(old, new, 1)
