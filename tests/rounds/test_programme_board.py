"""The board shows each child of a programme; programmes and invitations have lists of their own."""

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rounds.domain.invitation import InvitationStatus
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.rules import ProgrammeStatus
from services.rounds.projections.invitations import InvitationRow, invitations
from services.rounds.projections.programme_board import ProgrammeBoardRow, programme_board
from services.rounds.projections.programmes import ProgrammeRow, programmes
from tests.rounds.programme_examples import (
    CITY,
    CITY_CHILD,
    COUNTY,
    COUNTY_CHILD,
    COUNTY_ROUND,
    DIVISIONS,
    PROGRAMME,
    PROVINCE,
    REACHED_AT,
    city_planned,
    city_reported,
    county_entered,
    county_excused,
    county_joined,
    county_planned,
    invitation_noted,
    programme_closed,
    programme_joined,
    programme_launched,
    programme_planned,
    results_merged,
    schedule_aligned,
)

STREAM = f"programme-{PROGRAMME}"
STORY = (
    *(programme_planned, schedule_aligned, programme_launched, county_joined),
    *(city_planned, county_planned, county_entered, city_reported, county_excused),
    *(results_merged, programme_closed),
)


def test_mechanism_38_the_board_shows_each_child_and_how_far_it_is() -> None:
    rows = rows_after(programme_board, history(STREAM, *STORY))
    county = ProgrammeBoardRow(
        child=f"{PROGRAMME}/{COUNTY}/{COUNTY_CHILD}",
        programme=PROGRAMME,
        site=COUNTY,
        engagement=COUNTY_CHILD,
        division=COUNTY,
        unit_name=county_planned.unit_name,
        milestone=Milestone.ENTERED,
        planned_at=REACHED_AT,
        entered_at=REACHED_AT,
        excused_at=MOMENT + 8 * STEP,
        excuse=county_excused.reason,
    )
    assert rows.pop(county.child) == county
    (city,) = rows.values()
    assert (city.child, city.milestone) == (
        f"{PROGRAMME}/{CITY}/{CITY_CHILD}",
        Milestone.REPORT_APPROVED,
    )


def test_a_milestone_that_arrives_late_does_not_set_a_child_back() -> None:
    late = history(STREAM, county_entered, county_planned)
    (row,) = rows_after(programme_board, late).values()
    assert (row.milestone, row.planned_at) == (Milestone.ENTERED, REACHED_AT)


def test_the_list_of_programmes_counts_who_is_through() -> None:
    assert rows_after(programmes, history(STREAM, *STORY)) == {
        PROGRAMME: ProgrammeRow(
            programme=PROGRAMME,
            title=programme_planned.title,
            status=ProgrammeStatus.CLOSED,
            divisions=3,
            focus=2,
            joined=1,
            children=2,
            reported=1,
            excused=1,
            planned_at=MOMENT,
            launched_at=MOMENT + 2 * STEP,
            merged_at=MOMENT + 9 * STEP,
            closed_at=MOMENT + 10 * STEP,
        )
    }


def test_a_programme_that_is_led_elsewhere_is_no_programme_of_ours() -> None:
    assert rows_after(programmes, history(STREAM, county_planned, county_joined)) == {}


def test_the_list_of_invitations_shows_what_became_of_each() -> None:
    facts = history(f"invitation-{PROGRAMME}", invitation_noted, programme_joined)
    assert rows_after(invitations, facts) == {
        PROGRAMME: InvitationRow(
            programme=PROGRAMME,
            title=invitation_noted.title,
            led_by=PROVINCE,
            status=InvitationStatus.JOINED,
            divisions=DIVISIONS,
            round=COUNTY_ROUND,
            launched_at=MOMENT,
            joined_at=MOMENT,
        )
    }
