"""A programme is planned, its days are settled, it is launched, its results merged, and closed."""

from datetime import date

import pytest

from libs.common.decider import SYSTEM
from libs.common.decider.roles import OFFICE
from libs.common.testing.given import MOMENT, scenario
from services.rounds.domain.calendar import NoWorkingDay
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.commands import (
    AlignSchedule,
    CloseProgramme,
    ExcuseChild,
    FocusEntry,
    LaunchProgramme,
    MergeResults,
    NoteJoining,
    NoteMilestone,
    PlanProgramme,
)
from services.rounds.domain.programme.facts import MilestoneReached, ProgrammeEvent
from services.rounds.domain.programme.rules import (
    ChildNeedsNoExcuse,
    ChildNotKnown,
    FocusNamedTwice,
    MergeTooEarly,
    NothingToMerge,
    linked_programme,
)
from services.rounds.domain.vocabulary import EngagementKey
from tests.rounds.programme_examples import (
    ALIGNED_DAYS,
    CITY,
    CITY_CHILD,
    COUNTY,
    COUNTY_CHILD,
    COUNTY_ROUND,
    DIVISIONS,
    PLANNED_DAYS,
    PROGRAMME,
    city_planned,
    city_reported,
    county_entered,
    county_excused,
    county_joined,
    county_planned,
    land,
    permits,
    programme_closed,
    programme_launched,
    programme_planned,
    results_merged,
    schedule_aligned,
)

given = scenario(linked_programme)
running: tuple[ProgrammeEvent, ...] = (programme_planned, schedule_aligned, programme_launched)
FOCUS = tuple(
    FocusEntry(key=each.key, title=each.title, domain=each.domain, department=each.department)
    for each in (permits, land)
)


def plan(*focus: FocusEntry, entered_on: date = date(2026, 3, 2)) -> PlanProgramme:
    """Plan the programme of the examples."""
    return PlanProgramme(
        programme=PROGRAMME,
        title=programme_planned.title,
        focus=focus,
        divisions=DIVISIONS,
        milestones={**PLANNED_DAYS, Milestone.ENTERED: entered_on},
    )


def note(event: MilestoneReached) -> NoteMilestone:
    """Note what an engagement reached."""
    return NoteMilestone(
        site=event.site,
        engagement=event.engagement,
        division=event.division,
        unit_name=event.unit_name,
        milestone=event.milestone,
        reached_at=event.reached_at,
    )


def test_the_office_plans_what_is_looked_at_where_and_by_when() -> None:
    given().when(plan(*FOCUS)).then(programme_planned)


def test_a_focus_list_names_a_key_once() -> None:
    given().when(plan(*FOCUS, FOCUS[0])).then_refused(FocusNamedTwice)


@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 10, 1)])
def test_a_milestone_is_due_on_a_working_day(day: date) -> None:
    asked = given().when(plan(*FOCUS, entered_on=day))
    asked.then_refused(NoWorkingDay, field="milestones", day=day.isoformat())
    again = given(programme_planned).when(AlignSchedule(milestones={Milestone.ENTERED: day}))
    again.then_refused(NoWorkingDay, field="milestones")


def test_the_days_are_settled_with_the_levels_and_settled_anew() -> None:
    settle = AlignSchedule(milestones=ALIGNED_DAYS)
    given(programme_planned).when(settle).then(schedule_aligned)
    given(programme_planned, schedule_aligned).when(settle).then(schedule_aligned)


def test_mechanism_38_a_launch_gives_every_level_one_focus_list_and_the_settled_days() -> None:
    settled = given(programme_planned, schedule_aligned)
    settled.when(LaunchProgramme(), role=OFFICE, at=MOMENT).then(programme_launched)


def test_a_site_joins_once_however_often_it_is_told() -> None:
    joining = NoteJoining(site=COUNTY, round=COUNTY_ROUND, joined_at=MOMENT)
    given(*running).when(joining).then(county_joined)
    given(*running, county_joined).when(joining).then()


def test_mechanism_38_a_planned_engagement_of_any_level_becomes_a_child() -> None:
    given(*running).when(note(county_planned)).then(county_planned)
    assert set(given(*running, county_planned).state().children) == {f"{COUNTY}/{COUNTY_CHILD}"}


def test_a_milestone_is_noted_once() -> None:
    given(*running, county_planned).when(note(county_planned)).then()


def test_a_milestone_is_noted_in_whatever_state_the_programme_is() -> None:
    over = (*running, city_planned, city_reported, results_merged, programme_closed)
    for facts in ((), (programme_planned,), over):
        given(*facts).when(note(county_entered), role=SYSTEM).then(county_entered)


def test_a_child_is_excused_with_a_reason() -> None:
    excuse = ExcuseChild(site=COUNTY, engagement=COUNTY_CHILD, reason=county_excused.reason)
    given(*running, county_planned).when(excuse).then(county_excused)


def test_only_what_some_level_reported_is_excused() -> None:
    excuse = ExcuseChild(site=COUNTY, engagement=EngagementKey("E9"), reason="x")
    asked = given(*running, county_planned).when(excuse)
    asked.then_refused(ChildNotKnown, site=COUNTY, engagement="E9")


def test_a_child_that_is_reported_or_excused_needs_no_excuse() -> None:
    city = ExcuseChild(site=CITY, engagement=CITY_CHILD, reason="x")
    given(*running, city_planned, city_reported).when(city).then_refused(ChildNeedsNoExcuse)
    county = ExcuseChild(site=COUNTY, engagement=COUNTY_CHILD, reason="x")
    given(*running, county_planned, county_excused).when(county).then_refused(ChildNeedsNoExcuse)


def test_mechanism_38_merging_waits_for_every_child_and_says_how_many_are_missing() -> None:
    two_missing = given(*running, city_planned, county_planned, county_entered)
    two_missing.when(MergeResults()).then_refused(MergeTooEarly, missing=2)
    one_missing = given(*running, city_planned, city_reported, county_planned)
    one_missing.when(MergeResults()).then_refused(MergeTooEarly, missing=1)


def test_mechanism_38_results_are_merged_when_each_child_is_reported_or_excused() -> None:
    through = given(*running, city_planned, city_reported, county_planned, county_excused)
    through.when(MergeResults()).then(results_merged)


def test_a_merge_rests_on_a_report() -> None:
    given(*running).when(MergeResults()).then_refused(NothingToMerge)
    all_excused = given(*running, county_planned, county_excused)
    all_excused.when(MergeResults()).then_refused(NothingToMerge)


def test_an_excused_child_that_reports_after_all_is_merged_as_reported() -> None:
    late = note(county_planned)
    reported = MilestoneReached(
        site=late.site,
        engagement=late.engagement,
        division=late.division,
        unit_name=late.unit_name,
        milestone=Milestone.REPORT_APPROVED,
        reached_at=late.reached_at,
    )
    facts = (*running, county_planned, county_excused, reported)
    (merged,) = linked_programme.handle(
        MergeResults(), given(*facts).state(), given().when(MergeResults()).context
    )
    assert (merged.engagements, merged.excused) == ((f"{COUNTY}/{COUNTY_CHILD}",), ())


def test_the_office_closes_a_merged_programme() -> None:
    merged = given(*running, city_planned, city_reported, results_merged)
    merged.when(CloseProgramme()).then(programme_closed)
