"""Three levels, twelve logs, two deaths: in the end everybody has everything, once."""

import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from lianxun.serving import SERVICES
from lianxun.sites.plan import CITY, COUNTY, PROVINCE, TRIAL_SITES, SitePlan
from lianxun.sites.verification import verified
from libs.common.kafka.tape import Tape
from libs.common.projections import Projection
from libs.common.projections.rebuild import begin_replay, compare, end_replay
from libs.common.service import Service
from libs.common.settings import KafkaSettings, PostgresSettings
from libs.common.store.connection import open_pool, service_dsn
from libs.common.store.reading import read_log
from tests.cli.program import Ended, run
from tests.journey.apart import apart
from tests.journey.journey import Journey

# All run from here: the story is played once, and modules run side by side.
from tests.journey.played_round import (  # noqa: F401
    test_city_and_province_see_the_same_of_the_county,
    test_each_reminder_that_was_due_was_sent_once,
    test_every_issue_was_fed_back_once,
    test_every_paper_was_signed_and_filed,
    test_everybody_was_notified_once_although_the_county_died,
    test_one_plan_went_back_and_was_answered,
    test_the_clocks_run_from_the_feedback,
    test_the_ledger_as_of_a_day_is_what_the_story_says,
    test_the_ledger_of_today_is_the_storys_end,
    test_the_levels_above_see_every_case_accepted_and_which_were_closed,
    test_the_timeline_of_a_case_tells_it_from_its_opening_to_its_close,
    test_what_went_wrong_in_the_round_is_told,
    test_while_the_county_was_down_nothing_of_it_was_made_up_above,
)
from tests.journey.programme import (  # noqa: F401
    test_a_level_below_keeps_its_own_round_and_no_task_of_the_province,
    test_each_level_has_the_cases_of_its_own_engagements,
    test_the_board_shows_every_engagement_of_the_three_levels,
    test_the_programme_is_merged_with_all_who_joined,
    test_what_several_found_alike_becomes_a_task_each_at_the_province,
)

pytestmark = [pytest.mark.journey, pytest.mark.postgres, pytest.mark.kafka]

LOGS = [(plan, service) for plan in TRIAL_SITES for service in SERVICES]
by_log = pytest.mark.parametrize(
    ("plan", "service"), LOGS, ids=[f"{plan.site}.{service.name}" for plan, service in LOGS]
)


@by_log
def test_a_log_verifies_up_to_the_root_that_it_states(
    journey: Journey, plan: SitePlan, service: Service
) -> None:
    result = verified(journey.levels.home, plan.site, service.name)
    assert result["fault"] is None
    assert result["checked"] >= 1


@by_log
def test_a_tape_holds_the_whole_log_and_nothing_else(
    journey: Journey, plan: SitePlan, service: Service
) -> None:
    async def leaves() -> tuple[list[bytes], list[bytes]]:
        tape = Tape(
            KafkaSettings(bootstrap=journey.levels.trial.bootstrap), plan.site, service.name
        )
        taped = [each.record.leaf async for batch in tape.batches() for each in batch]
        connection = await asyncpg.connect(_dsn(journey, plan, service))
        stored = [row.leaf async for row in read_log(connection)]
        await connection.close()
        return taped, stored

    taped, stored = apart(leaves())
    assert taped == stored


PROJECTIONS = [(plan, service, each) for plan, service in LOGS for each in service.projections]


@pytest.mark.parametrize(
    ("plan", "service", "projection"),
    PROJECTIONS,
    ids=[f"{plan.site}.{each.name}" for plan, _, each in PROJECTIONS],
)
def test_a_read_model_is_a_clean_fold_of_its_log(
    journey: Journey, plan: SitePlan, service: Service, projection: Projection[Any]
) -> None:
    async def compared() -> tuple[object, object]:
        dsn = _dsn(journey, plan, service)
        owner = await asyncpg.connect(dsn)
        pool = await open_pool(dsn, PostgresSettings.model_validate({"dsn": dsn}))
        table = await begin_replay(owner, projection)
        comparison = await compare(pool, service.wire, table)
        await end_replay(owner, table)
        await pool.close()
        await owner.close()
        return comparison.live, comparison.replay

    live, replay = apart(compared())
    assert live == replay


def _dsn(journey: Journey, plan: SitePlan, service: Service) -> str:
    settings = PostgresSettings.model_validate({"dsn": journey.levels.trial.dsn})
    return service_dsn(settings, plan.site, service.name)


def asked(journey: Journey, *words: str) -> Ended:
    """Ask the command line about these sites."""
    home: Path = journey.levels.home
    ended = run(*words, home=home)
    assert (ended.code, ended.err) == (0, ""), ended
    return ended


def test_the_command_line_shows_where_the_logs_stand(journey: Journey) -> None:
    shown = json.loads(asked(journey, "status", "-o", "json").out)
    assert len(shown) == len(LOGS)
    assert {row["relay"] for row in shown} == {"relaying"}
    assert {(row["lag"], row["unsent"], row["parked"]) for row in shown} == {(0, 0, 0)}


def test_the_command_line_lists_events_a_line(journey: Journey) -> None:
    words = ("events", "--site", COUNTY.site, "--service", "issues", "-o", "jsonl")
    lines = [json.loads(line) for line in asked(journey, *words).out.splitlines()]
    assert [line["position"] for line in lines] == list(range(1, len(lines) + 1))
    raised = asked(journey, *words, "--type", "IssueRaised.v1").out.splitlines()
    linked = [each for each in journey.linked.reporting if each.site == COUNTY.site]
    assert len(raised) == len(journey.story.issues) + len(linked)


def test_the_command_line_shows_a_row_as_of_then(journey: Journey) -> None:
    words = ("--site", COUNTY.site, "--service", "rectification", "-o", "json")
    logged = json.loads(asked(journey, "events", *words, "--type", "ItemAssigned.v1").out)
    stream = logged[0]["stream"]
    then = asked(journey, "state", stream, "--as-of", "2026-03-31", "-o", "json")
    (shown,) = json.loads(then.out)
    assert (shown["stream"], shown["state"]["status"]) == (stream, "in_progress")
    history = json.loads(asked(journey, "stream", stream, "-o", "json").out)
    assert [event["version"] for event in history] == list(range(1, len(history) + 1))


def test_the_command_line_verifies_a_log(journey: Journey) -> None:
    words = ("verify", "--site", CITY.site, "--service", "rectification", "-o", "json")
    (result,) = json.loads(asked(journey, *words).out)
    assert result["fault"] is None
    assert result["checked"] > len(journey.story.units)


def test_the_command_line_finds_everything_well(journey: Journey) -> None:
    servers = {
        "LIANXUN_POSTGRES_DSN": journey.levels.trial.dsn,
        "LIANXUN_KAFKA_BOOTSTRAP": journey.levels.trial.bootstrap,
    }
    ended = run("doctor", "-o", "json", home=journey.levels.home, settings=servers)
    assert ended.code == 0
    found = {each["check"]: each["result"] for each in json.loads(ended.out)}
    looked_at = [
        f"{what} of {plan.site}" for what in ("databases", "topics") for plan in TRIAL_SITES
    ]
    assert {found[check] for check in ("postgres", "kafka", "token keys", *looked_at)} == {"ok"}


def delivered(journey: Journey) -> dict[str, Any]:
    """Give the event of the first feedback that was delivered."""
    words = ("events", "--site", COUNTY.site, "--service", "rounds", "-o", "json")
    found = json.loads(asked(journey, *words, "--type", "FeedbackDelivered.v1").out)
    event: dict[str, Any] = found[0]
    return event


def test_a_feedback_is_traced_through_every_service_and_level(journey: Journey) -> None:
    words = ("trace", delivered(journey)["id"], "-o", "jsonl")
    lines = [json.loads(line) for line in asked(journey, *words).out.splitlines()]
    assert [line["type"] for line in lines if line["asked"]] == ["FeedbackDelivered.v1"]
    reached = {(line["site"], line["service"]) for line in lines}
    assert {service for _, service in reached} == {service.name for service in SERVICES}
    assert {site for site, _ in reached} == {plan.site for plan in TRIAL_SITES}


def test_a_case_seen_above_is_traced_back_to_the_command(journey: Journey) -> None:
    words = ("--site", PROVINCE.site, "--service", "rectification", "-o", "json")
    noted, *_ = json.loads(asked(journey, "events", *words, "--type", "ReportedCaseNoted.v1").out)
    found = json.loads(asked(journey, "trace", noted["id"], "-o", "json").out)
    root = found["tree"]
    assert (root["type"], root["site"]) == ("FeedbackDelivered.v1", COUNTY.site)
    assert (found["missing_cause"], found["unreached"]) == (None, [])


def test_what_changed_between_two_versions_is_shown(journey: Journey) -> None:
    stream = delivered(journey)["stream"]
    words = ("stream", stream, "--site", COUNTY.site, "--service", "rounds", "-o", "json")
    shown = json.loads(asked(journey, *words, "--diff", "1..4").out)
    assert [event["version"] for event in shown["events"]] == [2, 3, 4]
    changed = {row["field"]: (row["before"], row["after"]) for row in shown["changes"]}
    assert changed["status"] == ("drafted", "delivered")
    ended = run(*words, "--diff", "1..99", home=journey.levels.home)
    assert (ended.code, ended.out) == (2, "")
    assert f"{stream} has no version 99" in ended.err


def test_a_trace_names_the_site_that_is_down(journey: Journey) -> None:
    event = delivered(journey)
    journey.levels.kill(CITY)
    try:
        ended = run("trace", event["id"], "-o", "json", home=journey.levels.home)
    finally:
        journey.levels.start_again(CITY)
    assert (ended.code, ended.err) == (5, f"not reached: {CITY.site}\n")
    assert json.loads(ended.out)["unreached"] == [CITY.site]
