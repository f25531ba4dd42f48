"""Story S2 is whole: one programme, three sites with rounds of their own, 22 engagements."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest

from lianxun.scenarios.linked import Linked, faults, load_linked, scripts_of
from lianxun.scenarios.programme import sector_domains
from lianxun.sites.plan import TRIAL_SITES
from libs.common.deadlines import is_working_day

AT_THE_PROVINCE = ("360000", "360300", "360302", "360313", "360321")


@cache
def story() -> Linked:
    """Load the story once."""
    return load_linked("s2")


def test_each_of_eleven_divisions_is_inspected_twice() -> None:
    counted = Counter(visit.division for visit in story().visits)
    assert counted == dict.fromkeys(story().divisions, 2)
    assert len(story().visits) == 22


def test_each_site_plays_its_own_divisions_and_those_without_a_site() -> None:
    assert [script.site for script in scripts_of(story())] == [plan.site for plan in TRIAL_SITES]
    by_site = {visit.division: visit.site for visit in story().visits}
    assert {division for division, site in by_site.items() if site == "360000"} == {
        *AT_THE_PROVINCE
    }
    assert by_site["360722"] == "360722"


def test_everything_happens_on_working_days() -> None:
    moments = [*story().steps.values(), *story().days.values()]
    moments += [at for planned in story().rounds for at in planned.days.values()]
    assert all(is_working_day(at.date()) for at in moments)


def test_one_focus_item_was_found_nowhere_and_raises_nothing() -> None:
    assert len(sector_domains(story())) == len(story().focus) - 1


def test_one_engagement_drops_out_and_the_county_reports_a_day_later() -> None:
    assert len(story().reporting) == len(story().visits) - 1
    tried_at = story().steps["merge_tried"]
    assert story().reporting_by(tried_at) < len(story().reporting)
    assert story().reporting_by(story().steps["merged"]) == len(story().reporting)


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("visits.0.site:", {"site": "360800"}),
        ("visits.0.unit:", {"unit": "360000-U02"}),
        ("visits.0.unit:", {"unit": "360700-U09"}),
        ("visits.0.code:", {"code": None}),
    ],
)
def test_a_field_that_contradicts_another_is_named(
    fault: str, changes: dict[str, str | None]
) -> None:
    first, *others = story().visits
    changed = replace(story(), visits=(replace(first, **changes), *others))
    assert any(line.startswith(fault) for line in faults(changed))


def test_an_excuse_is_of_a_visit() -> None:
    excuse = replace(story().excuse, unit="360000-U99")
    assert any(line.startswith("excuse.unit:") for line in faults(replace(story(), excuse=excuse)))


def test_the_story_opens_with_the_launch() -> None:
    assert story().opens_at == datetime.fromisoformat("2026-10-20T09:00:00+08:00")
