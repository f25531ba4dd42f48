"""The programme after its play: the board, the merge, its tasks, and what each level keeps."""

import pytest

from lianxun.scenarios.programme import sector_domains
from lianxun.sites.plan import CITY, COUNTY, PROVINCE, TRIAL_SITES, SitePlan
from tests.journey.journey import Journey
from tests.journey.rows import rows

pytestmark = [pytest.mark.journey, pytest.mark.postgres, pytest.mark.kafka]

CHILDREN = 22


def test_the_board_shows_every_engagement_of_the_three_levels(journey: Journey) -> None:
    shown = rows(journey, PROVINCE, "/rounds/programme-board")
    assert len(shown) == CHILDREN
    assert {row["site"] for row in shown} == {plan.site for plan in TRIAL_SITES}
    excused = {row["engagement"]: row["milestone"] for row in shown if row["excuse"]}
    key = f"{journey.linked.programme}-{journey.linked.excuse.unit}"
    assert excused == {key: "planned"}
    assert {row["milestone"] for row in shown if not row["excuse"]} == {"fed_back"}


def test_the_programme_is_merged_with_all_who_joined(journey: Journey) -> None:
    (programme,) = rows(journey, PROVINCE, "/rounds/programmes")
    counted = {name: programme[name] for name in ("status", "joined", "children", "reported")}
    reported = len(journey.linked.reporting)
    assert counted == {
        "status": "merged",
        "joined": len(TRIAL_SITES),
        "children": CHILDREN,
        "reported": reported,
    }


def test_what_several_found_alike_becomes_a_task_each_at_the_province(journey: Journey) -> None:
    domains = sector_domains(journey.linked)
    issues = rows(journey, PROVINCE, "/issues/sector-issues")
    tasks = rows(journey, PROVINCE, "/rectification/department-tasks")
    assert {row["domain"] for row in issues} == {row["domain"] for row in tasks} == domains
    assert len(issues) == len(tasks) == len(domains)
    assert [row["status"] for row in tasks].count("closed") == 1


@pytest.mark.parametrize("plan", [CITY, COUNTY], ids=lambda plan: plan.level)
def test_a_level_below_keeps_its_own_round_and_no_task_of_the_province(
    journey: Journey, plan: SitePlan
) -> None:
    (invitation,) = rows(journey, plan, "/rounds/invitations")
    assert (invitation["status"], invitation["round"]) == ("joined", f"{plan.site}-L01")
    assert rows(journey, plan, "/rectification/department-tasks") == []
    assert rows(journey, plan, "/issues/sector-issues") == []


@pytest.mark.parametrize("plan", TRIAL_SITES, ids=lambda plan: plan.level)
def test_each_level_has_the_cases_of_its_own_engagements(journey: Journey, plan: SitePlan) -> None:
    shown = rows(journey, plan, "/rectification/cases", round=f"{plan.site}-L01")
    own = {each.unit for each in journey.linked.reporting if each.site == plan.site}
    assert {row["unit"] for row in shown} == own
