"""What several engagements of a programme found alike becomes an issue of the sector."""

from dataclasses import replace

from libs.common.decider import WrongState
from libs.common.testing.given import scenario
from services.issues.domain.programme_findings import (
    NoteLinkedFindings,
    NoteMergedResults,
    SectorFindingsDecided,
    programme_findings,
)
from services.issues.domain.sector_issue import RaiseSectorIssue, sector_issue
from services.issues.domain.vocabulary import LinkedEngagement
from tests.issues.examples import (
    CITY,
    FOCUS,
    OWN,
    found_here,
    found_in_the_city,
    results_merged,
    sector_decided,
    sector_raised,
)
from tests.issues.issue_examples import PROGRAMME

given = scenario(programme_findings)
merge = NoteMergedResults(programme=PROGRAMME, focus=(FOCUS,), engagements=(OWN, CITY))
here = NoteLinkedFindings(
    programme=PROGRAMME,
    engagement=OWN,
    division=found_here.division,
    issues=found_here.issues,
)
in_the_city = NoteLinkedFindings(
    programme=PROGRAMME,
    engagement=CITY,
    division=found_in_the_city.division,
    issues=found_in_the_city.issues,
)


def test_mechanism_39_what_two_engagements_found_is_a_matter_of_the_sector() -> None:
    given(found_here, found_in_the_city).when(merge).then(results_merged, sector_decided)


def test_mechanism_39_findings_that_come_after_the_merge_are_waited_for() -> None:
    given(results_merged).when(here).then(found_here)
    given(results_merged, found_here).when(in_the_city).then(found_in_the_city, sector_decided)


def test_what_one_engagement_found_alone_is_not() -> None:
    clean = replace(found_in_the_city, issues=())
    given(found_here, clean).when(merge).then(
        results_merged, SectorFindingsDecided(programme=PROGRAMME, found=())
    )


def test_an_engagement_that_takes_no_part_counts_for_nothing() -> None:
    other = replace(found_in_the_city, engagement=LinkedEngagement("360700/other"))
    alone = replace(merge, engagements=(OWN,))
    given(found_here, other).when(alone).then(
        replace(results_merged, engagements=(OWN,)),
        SectorFindingsDecided(programme=PROGRAMME, found=()),
    )


def test_what_is_heard_again_changes_nothing() -> None:
    decided = (found_here, found_in_the_city, results_merged, sector_decided)
    for heard in (merge, here, in_the_city):
        given(*decided).when(heard).then()


def test_late_findings_of_others_are_noted_without_a_second_decision() -> None:
    decided = (found_here, found_in_the_city, results_merged, sector_decided)
    late = replace(in_the_city, engagement=LinkedEngagement("360700/late"))
    noted = replace(found_in_the_city, engagement=LinkedEngagement("360700/late"))
    given(*decided).when(late).then(noted)


def test_mechanism_39_a_sector_issue_names_divisions_and_no_unit() -> None:
    raise_it = RaiseSectorIssue(
        sector_issue=sector_raised.sector_issue,
        programme=PROGRAMME,
        title=sector_raised.title,
        domain=sector_raised.domain,
        department=sector_raised.department,
        issues=sector_raised.issues,
        divisions=sector_raised.divisions,
    )
    scenario(sector_issue)().when(raise_it).then(sector_raised)
    scenario(sector_issue)(sector_raised).when(raise_it).then_refused(WrongState)
