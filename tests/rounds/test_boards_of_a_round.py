"""The boards show rounds, groups, engagements and the coverage of units as their facts say."""

from dataclasses import replace

from libs.common.testing.given import MOMENT, STEP, history, rows_after
from services.rounds.domain.engagement.facts import EngagementKind
from services.rounds.domain.engagement.state import EngagementStatus
from services.rounds.domain.group.state import GroupStatus
from services.rounds.domain.inspection_round import RoundStatus
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.unit import UnitKind
from services.rounds.projections.coverage_map import CoverageRow, coverage_map
from services.rounds.projections.engagements import (
    BriefingProgress,
    EngagementRow,
    engagements,
)
from services.rounds.projections.groups import GroupRow, groups
from services.rounds.projections.round_board import RoundRow, round_board
from tests.rounds.examples import (
    ROUND_STORY,
    authorised,
    cancelled,
    closed,
    delivered,
    other_registered,
    planned,
    reclassified,
    registered,
    renumbered,
)
from tests.rounds.preparation_examples import (
    BRIEFED,
    DEPUTY,
    ENGAGEMENT,
    GROUP,
    HEARD,
    LEADER,
    LIAISON,
    MEMBER,
    OTHER_GROUP,
    OTHER_TOWN,
    PROGRAMME,
    ROUND,
    SENT,
    SUBSTITUTE,
    TERM,
    TOWN,
    active,
    added,
    all_trained,
    appointed,
    approved_issues_noted,
    archived,
    assigned,
    checked,
    dissolved,
    feedback_noted,
    formed,
    group_entered,
    reached,
    recused,
    report_approved,
    requested,
    returned,
    term_approved,
    term_revised,
)


def row_of_round(*facts: object) -> RoundRow:
    """Give the round's row after some facts."""
    return rows_after(round_board, history(f"round-{ROUND}", *facts))[ROUND]


def row_of_engagement(*facts: object) -> EngagementRow:
    """Give the engagement's row after some facts."""
    return rows_after(engagements, history(f"engagement-{ENGAGEMENT}", *facts))[ENGAGEMENT]


def row_of_group(*facts: object) -> GroupRow:
    """Give the group's row after some facts."""
    return rows_after(groups, history(f"group-{GROUP}", *facts))[GROUP]


def test_the_round_board_dates_each_phase() -> None:
    assert row_of_round(*ROUND_STORY, closed) == RoundRow(
        round=ROUND,
        term=TERM,
        number=1,
        status=RoundStatus.CLOSED,
        units=2,
        townships=2,
        planned_at=MOMENT,
        plan_approved_at=MOMENT + STEP,
        targets_selected_at=MOMENT + 2 * STEP,
        authorised_at=MOMENT + 3 * STEP,
        preparation_at=MOMENT + 4 * STEP,
        entered_at=MOMENT + 5 * STEP,
        left_at=MOMENT + 6 * STEP,
        hearings_at=MOMENT + 7 * STEP,
        feedback_at=MOMENT + 8 * STEP,
        closed_at=MOMENT + 9 * STEP,
    )


def test_the_round_board_shows_a_round_that_was_called_off() -> None:
    row = row_of_round(planned, cancelled)
    assert (row.status, row.cancelled_at) == (RoundStatus.CANCELLED, MOMENT + STEP)


def test_an_engagement_shows_its_briefing_on_the_way() -> None:
    asked = row_of_engagement(BRIEFED[0], requested)
    assert (asked.briefing, asked.briefing_due_at) == (
        BriefingProgress.REQUESTED,
        requested.due_at,
    )
    back = row_of_engagement(BRIEFED[0], requested, returned)
    assert (back.briefing, back.status) == (BriefingProgress.RETURNED, EngagementStatus.PLANNED)


def test_an_engagement_shows_its_group_and_how_far_it_has_come() -> None:
    facts = (*HEARD, approved_issues_noted, report_approved, feedback_noted, archived)
    row = row_of_engagement(*facts, reached(Milestone.FED_BACK))
    assert row == EngagementRow(
        engagement=ENGAGEMENT,
        round=ROUND,
        unit=TOWN,
        unit_name="嘉定镇(演示)",
        division="360722100",
        group=GROUP,
        kind=EngagementKind.LINKED_CHILD,
        programme=PROGRAMME,
        status=EngagementStatus.ARCHIVED,
        briefing=BriefingProgress.ACCEPTED,
        briefing_due_at=requested.due_at,
        findings=2,
        approved_issues=2,
        report_version=2,
        result_use="feed_back",
        feedback="C01-U01",
        planned_at=MOMENT,
        entered_at=MOMENT + 5 * STEP,
        concluded_at=MOMENT + 7 * STEP,
        report_approved_at=MOMENT + 12 * STEP,
        fed_back_at=MOMENT + 13 * STEP,
        archived_at=MOMENT + 14 * STEP,
    )


def test_an_engagement_is_shown_as_told_in_whatever_order_it_is_heard_of() -> None:
    for facts in ((report_approved, feedback_noted), (feedback_noted, report_approved)):
        assert row_of_engagement(*HEARD, *facts).status is EngagementStatus.FED_BACK


def test_an_engagement_shows_the_group_that_was_assigned_last() -> None:
    assert row_of_engagement(*BRIEFED, assigned).group == OTHER_GROUP


def test_a_group_shows_its_members_and_how_near_it_is() -> None:
    row = row_of_group(*SENT, appointed, active)
    assert row == GroupRow(
        group=GROUP,
        round=ROUND,
        status=GroupStatus.ACTIVE,
        leader=LEADER,
        members=(LEADER, DEPUTY, LIAISON, MEMBER),
        trained=(LEADER, DEPUTY, LIAISON, MEMBER),
        assistants=1,
        formed_at=MOMENT,
        checked_at=MOMENT + STEP,
        authorised_at=MOMENT + 6 * STEP,
        active_at=MOMENT + 8 * STEP,
    )
    assert row_of_group(*SENT, dissolved).status is GroupStatus.DISSOLVED


def test_a_group_is_shown_in_the_status_that_its_rules_know() -> None:
    assert row_of_group(formed, checked).status is GroupStatus.CONFLICT_CHECKED
    assert row_of_group(formed, checked, *all_trained).status is GroupStatus.TRAINED
    assert row_of_group(formed, *all_trained, checked).status is GroupStatus.TRAINED
    changed = row_of_group(*SENT, recused, added)
    assert (changed.status, changed.recused) == (GroupStatus.FORMING, 1)
    assert changed.members == (LEADER, DEPUTY, LIAISON, SUBSTITUTE)


def test_the_coverage_map_places_a_unit_in_its_city_and_county() -> None:
    rows = rows_after(coverage_map, history(f"unit-{TOWN}", registered))
    assert rows[TOWN] == CoverageRow(
        unit=TOWN,
        name="嘉定镇(演示)",
        kind=UnitKind.TOWNSHIP,
        division="360722100",
        city="360700",
        county="360722",
    )
    zone = replace(registered, division="360700-DZ1")
    (row,) = rows_after(coverage_map, history(f"unit-{TOWN}", zone)).values()
    assert (row.city, row.county) == ("360700", None)


def test_the_coverage_map_follows_a_unit_to_its_new_kind_and_code() -> None:
    rows = rows_after(coverage_map, history(f"unit-{TOWN}", registered, reclassified, renumbered))
    row = rows[TOWN]
    assert (row.kind, row.division) == (UnitKind.DEVELOPMENT_ZONE, "360704")
    assert (row.city, row.county) == ("360700", "360704")


def test_the_coverage_map_shows_the_year_planned_and_the_last_inspection() -> None:
    facts = [
        *history(f"unit-{TOWN}", registered),
        *history(f"unit-{OTHER_TOWN}", other_registered),
        *history(f"term-{TERM}", term_approved),
        *history(f"round-{ROUND}", authorised),
        *history(f"engagement-{ENGAGEMENT}", group_entered),
        *history("feedback-C01-U01", delivered),
    ]
    rows = rows_after(coverage_map, facts)
    town, other = rows[TOWN], rows[OTHER_TOWN]
    assert (town.term, town.planned_year, town.last_round) == (TERM, 2026, ROUND)
    assert (town.inspections, town.last_entered_at) == (1, MOMENT)
    assert (town.last_fed_back_at, other.last_fed_back_at) == (MOMENT, None)
    assert (other.planned_year, other.inspections) == (2027, 0)


def test_a_unit_that_was_dropped_from_its_term_has_no_year() -> None:
    facts = [
        *history(f"unit-{TOWN}", registered),
        *history(f"unit-{OTHER_TOWN}", other_registered),
        *history(f"term-{TERM}", term_approved, term_revised),
    ]
    rows = rows_after(coverage_map, facts)
    assert (rows[TOWN].planned_year, rows[OTHER_TOWN].planned_year) == (2028, None)


def test_what_is_said_of_a_unit_that_is_not_registered_makes_no_row() -> None:
    facts = [*history(f"round-{ROUND}", authorised), *history("feedback-C01-U01", delivered)]
    assert rows_after(coverage_map, facts) == {}
