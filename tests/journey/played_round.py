"""The county's round after its play: ledger, cases, reminders, and what the levels above see."""

from collections import Counter
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lianxun.scenarios.actors import OFFICE, OPERATOR
from lianxun.scenarios.story import STANDINGS, Issue, ledger
from lianxun.sites.plan import CITY, COUNTY, PROVINCE, SitePlan
from tests.journey.journey import Journey
from tests.journey.rows import rows

pytestmark = [pytest.mark.journey, pytest.mark.postgres, pytest.mark.kafka]

ZONE = ZoneInfo("Asia/Shanghai")
ROUND = "360722-C01"


def end_of(day: str) -> datetime:
    """Give the last moment of a day there."""
    return datetime.fromisoformat(f"{day}T23:59:59.999999").replace(tzinfo=ZONE)


def of_round(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what came of the programme."""
    return [row for row in shown if row["round"] == ROUND]


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-30", "2026-06-30", "2026-09-30"])
def test_the_ledger_as_of_a_day_is_what_the_story_says(journey: Journey, day: str) -> None:
    as_of = end_of(day).isoformat()
    shown = of_round(rows(journey, COUNTY, "/rectification/ledger", as_of=as_of))
    assert {row["code"]: row["status"] for row in shown} == ledger(journey.story, end_of(day))


def end(issue: Issue) -> str:
    """Say what a row is in the end: what the unit still works on rightly runs on."""
    standing = STANDINGS[issue.steps[-1].kind]
    return "long_term" if standing == "in_progress" else standing


def test_the_ledger_of_today_is_the_storys_end(journey: Journey) -> None:
    shown = of_round(rows(journey, COUNTY, "/rectification/ledger"))
    assert {row["code"]: row["status"] for row in shown} == {
        issue.code: end(issue) for issue in journey.story.issues
    }


def test_the_clocks_run_from_the_feedback(journey: Journey) -> None:
    shown = rows(journey, COUNTY, "/rectification/cases", round=ROUND)
    dues = {(moment(row["plan_due_at"]), moment(row["progress_due_at"])) for row in shown}
    assert dues == {("2026-04-30T23:59:59+08:00", "2026-09-30T23:59:59+08:00")}
    assert len(shown) == len(journey.story.units)


def moment(written: str) -> str:
    """Write a moment as it is read there."""
    return datetime.fromisoformat(written).astimezone(ZONE).isoformat()


def closed_units(journey: Journey) -> set[str]:
    """List the units of which nothing is open in the end."""
    over = {"written_off", "long_term"}
    still_open = {each.unit for each in journey.story.issues if end(each) not in over}
    return {unit.code for unit in journey.story.units} - still_open


@pytest.mark.parametrize("plan", [CITY, PROVINCE], ids=lambda plan: plan.level)
def test_the_levels_above_see_every_case_accepted_and_which_were_closed(
    journey: Journey, plan: SitePlan
) -> None:
    units = {unit.code for unit in journey.story.units}
    board = rows(journey, plan, "/rectification/board", site=COUNTY.site)
    shown = [row for row in board if row["unit"] in units]
    assert Counter(row["unit"] for row in shown) == Counter(units)
    assert all(row["accepted_at"] is not None for row in shown)
    closed = {row["unit"] for row in shown if row["status"] == "closed"}
    assert closed == closed_units(journey)


def test_city_and_province_see_the_same_of_the_county(journey: Journey) -> None:
    boards = [
        rows(journey, plan, "/rectification/board", site=COUNTY.site) for plan in (CITY, PROVINCE)
    ]
    assert boards[0] == boards[1]


def test_while_the_county_was_down_nothing_of_it_was_made_up_above(journey: Journey) -> None:
    assert max(journey.cases_above_while_county_was_down) <= len(journey.story.units)


def inbox(journey: Journey, *templates: str) -> list[dict[str, Any]]:
    """Give what units and roles of the county were notified of."""
    return [
        row
        for template in templates
        for row in rows(journey, COUNTY, "/notifications/inbox", who=OPERATOR, template=template)
    ]


def test_everybody_was_notified_once_although_the_county_died(journey: Journey) -> None:
    told = Counter(row["unit"] for row in inbox(journey, "feedback_delivered"))
    linked = [each.unit for each in journey.linked.reporting if each.site == COUNTY.site]
    assert told == Counter([*(unit.code for unit in journey.story.units), *linked])
    claims = sum(step.kind == "claimed" for each in journey.story.issues for step in each.steps)
    heard = Counter(row["role"] for row in inbox(journey, "completion_claimed"))
    assert heard == {"reviewer": claims, "office": claims}


def test_each_reminder_that_was_due_was_sent_once(journey: Journey) -> None:
    plan = Counter(row["unit"] for row in inbox(journey, "plan_due_soon"))
    returned = journey.story.incidents.returned
    units = [unit.code for unit in journey.story.units]
    assert plan == {unit: 2 if unit == returned else 1 for unit in units}
    progress = Counter(row["unit"] for row in inbox(journey, "progress_due_soon"))
    assert progress == dict.fromkeys(units, 3)
    assert inbox(journey, "plan_late", "progress_late") == []


def test_one_plan_went_back_and_was_answered(journey: Journey) -> None:
    shown = rows(journey, COUNTY, "/rectification/filings", round=ROUND, kind="plan")
    returned = {row["unit"]: row["version"] for row in shown if row["returns"]}
    assert returned == {journey.story.incidents.returned: 2}
    assert {row["status"] for row in shown} == {"accepted"}


def test_the_timeline_of_a_case_tells_it_from_its_opening_to_its_close(journey: Journey) -> None:
    unit = journey.story.incidents.returned
    assert unit is not None
    (case,) = rows(journey, COUNTY, "/rectification/cases", round=ROUND, unit=unit)
    timeline = rows(journey, COUNTY, "/rectification/case-timeline", case=case["case"])
    whats = [row["what"] for row in timeline]
    assert (whats[0], whats[-1]) == ("RectificationCaseOpened", "CaseClosed")
    between = {"PlanReturned", "ReviewerOpinionRecorded", "PlanResubmitted", "IssueWrittenOff"}
    assert between <= set(whats)


def test_every_issue_was_fed_back_once(journey: Journey) -> None:
    shown = of_round(rows(journey, COUNTY, "/issues/issue-register"))
    assert len(shown) == len(journey.story.issues)
    assert {row["told_unit"] for row in shown} == {unit.code for unit in journey.story.units}


def test_every_paper_was_signed_and_filed(journey: Journey) -> None:
    shown = rows(journey, COUNTY, "/issues/paper-desk", status="filed", who=OFFICE)
    mine = [row for row in shown if row["engagement"].startswith("C01-")]
    assert len(mine) == len(journey.story.units) * journey.story.papers


def test_what_went_wrong_in_the_round_is_told(journey: Journey) -> None:
    told = " ".join(each.en for each in journey.told)
    for incident in ("recused", "may not enter", "coarse", "disputes", "sent back", "refused"):
        assert incident in told
