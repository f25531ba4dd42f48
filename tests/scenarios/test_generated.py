"""Generated events are the services' own: decided, told in order, the same ones for ever."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import islice, pairwise
from typing import Any, Final
from uuid import UUID, uuid5

import orjson
import pytest
from typer.testing import CliRunner

from lianxun.cli import root_app
from lianxun.scenarios.acts import DAY_0
from lianxun.scenarios.agenda import Agenda
from lianxun.scenarios.cases import COUNTY
from lianxun.scenarios.generate import UNITS_PER_TERM, UnknownSize, event_count, plan
from lianxun.scenarios.generated import events, played
from lianxun.scenarios.memory_log import LASTING, Entry
from lianxun.scenarios.memory_site import MemorySite
from lianxun.scenarios.tally import FOUNDING, events_of
from lianxun.scenarios.undertakings import handle_case, open_term, run_round, set_rules
from lianxun.scenarios.units import BODIES, TOWNSHIPS, registration
from lianxun.serving import SERVICES
from libs.common.divisions import find
from libs.common.events.header import read_time
from libs.common.events.wire import KERNEL
from libs.common.store.batch import LogFacts
from libs.contracts.registry import load

SEED: Final = 2026
DIGEST: Final = "80e379e1bdfa14784ce40fa8b61cda84f0e05f7dc8b6a5d364c623284f3da94c"
SMALL: Final = tuple(events("small", SEED))
TERM: Final = tuple(played(islice(plan("medium", SEED), UNITS_PER_TERM), SEED))
"""What happens in the rounds of a whole term."""
FACTS: Final = {service.name: LogFacts.of(COUNTY, service) for service in SERVICES}


def word(name: str) -> str:
    """Give a stored name without its version."""
    return name.partition(".")[0]


def kind_of(entry: Entry) -> str:
    """Give the kind of an event's stream."""
    return str(entry["stream"]).partition("-")[0]


def tally_of(told: Iterable[Entry]) -> Counter[str]:
    """Count events by name."""
    return Counter(word(entry["type"]) for entry in told)


def tally_planned(size: str) -> Counter[str]:
    """Count the events that a plan stands for."""
    return sum((events_of(case) for case in plan(size, SEED)), Counter(FOUNDING))


def decoded(entry: Entry) -> Any:
    """Read an event as its service would."""
    return FACTS[entry["service"]].wire.decode(entry["type"], orjson.dumps(entry["data"]))


def test_the_same_seed_gives_the_same_events_for_ever() -> None:
    assert sha256(b"\n".join(map(orjson.dumps, SMALL))).hexdigest() == DIGEST


def test_another_seed_gives_other_events() -> None:
    assert next(events("small", 1))["id"] != next(events("small", 2))["id"]
    assert tally_of(events("small", 1)) != tally_of(events("small", 2))


def test_what_happens_is_exactly_what_the_plan_stands_for() -> None:
    assert tally_of(SMALL) == tally_planned("small")
    assert len(SMALL) == event_count("small", SEED)


@pytest.mark.slow
def test_fifty_thousand_events_are_exactly_what_the_plan_stands_for() -> None:
    assert tally_of(events("medium", SEED)) == tally_planned("medium")


def test_almost_every_event_that_a_county_can_record_occurs() -> None:
    stored = {line.name for service in SERVICES for line in service.wire.lines}
    absent = stored - {entry["type"] for entry in TERM} - {line.name for line in KERNEL}
    assert absent == {f"{name}.v1" for names in NEVER_PLAYED.values() for name in names.split()}


NEVER_PLAYED: Final = {
    "a county leads no programme, joins none here and hears of no level below": """
        LinkedProgrammePlanned ScheduleAligned LinkedProgrammeLaunched LowerLevelJoined
        MilestoneReached ChildExcused LinkedResultsMerged LinkedProgrammeClosed InvitationNoted
        ProgrammeJoined MilestoneReported FindingsReported LinkedFindingsNoted MergedResultsNoted
        SectorFindingsDecided SectorIssueRaised DepartmentTaskAssigned DepartmentTaskReplied
        DepartmentTaskClosed ReportedCaseNoted ReportedCaseAccepted ReportedCaseClosed""",
    "everybody is in time, so that no timer fires and nobody asks for more time": """
        TimerFired TimerMoved TimerSkipped DueDateMoved ExtensionRequested ExtensionGranted
        ExtensionRefused""",
    "what is closed stays closed, and what is planned is not changed": """
        ItemReopened CaseItemReopened CaseReopened IssueReopened RoundCancelled TermPlanRevised
        GroupAssigned MemberAdded MemberRecused UnitReclassified UnitRenumbered""",
    "what no rule of the ordinary round asks for": """
        FocusListDrafted FocusListApproved AssistantLeaderAppointed CommitteeHearingHeld
        RoleAssumed RoleLaidDown NotificationRead NotificationAcknowledged CommonIssueProposed
        CommonIssueApproved""",
}


def test_an_unknown_size_is_told_at_once() -> None:
    with pytest.raises(UnknownSize, match="'huge' is no size"):
        events("huge", SEED)


def test_the_command_line_tells_an_unknown_size_without_a_stack() -> None:
    answer = CliRunner().invoke(root_app(), ["scenario", "generate", "--size", "huge"])
    assert answer.exit_code == 2
    assert "'huge' is no size; there are small, medium, large." in answer.output


def test_the_command_line_writes_an_event_a_line() -> None:
    answer = CliRunner().invoke(root_app(), ["scenario", "generate", "--seed", str(SEED)])
    assert [orjson.loads(line) for line in answer.stdout.splitlines()] == list(SMALL)


def test_every_event_is_read_and_written_again_as_it_is() -> None:
    for entry in SMALL:
        facts, event = FACTS[entry["service"]], decoded(entry)
        line = facts.wire.line(event, facts.aggregate(entry["stream"]).kind)
        assert line.name == entry["type"]
        assert orjson.loads(facts.wire.encode(line, event)) == entry["data"]


def test_every_stream_folds_version_by_version() -> None:
    states: dict[tuple[str, str], Any] = {}
    versions: Counter[tuple[str, str]] = Counter()
    for entry in SMALL:
        place = entry["service"], entry["stream"]
        aggregate = FACTS[entry["service"]].aggregate(entry["stream"])
        states[place] = aggregate.evolve(states.get(place, aggregate.initial), decoded(entry))
        versions[place] += 1
        assert entry["version"] == versions[place]


def test_positions_of_a_service_are_dense_and_times_never_go_back() -> None:
    positions: Counter[str] = Counter()
    for entry in SMALL:
        positions[entry["service"]] += 1
        assert entry["position"] == positions[entry["service"]]
    times = [read_time(entry["recorded_at"]) for entry in SMALL]
    assert all(before <= after for before, after in pairwise(times))


def test_ids_are_given_once_and_commands_stay_together() -> None:
    assert len({entry["id"] for entry in SMALL}) == len(SMALL)
    commands = [entry["command"] for entry in SMALL]
    begun = [after for before, after in pairwise(["", *commands]) if after != before]
    assert len(set(begun)) == len(begun)


def test_no_two_streams_claim_the_same_key() -> None:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in SMALL:
        facts, event = FACTS[entry["service"]], decoded(entry)
        for claim in facts.wire.line(event, facts.aggregate(entry["stream"]).kind).claims(event):
            holders[entry["service"], claim.key].add(entry["stream"])
    assert holders
    assert [key for key, streams in holders.items() if len(streams) > 1] == []


def test_what_follows_from_an_event_names_it_as_its_cause() -> None:
    told = {entry["id"]: entry for entry in SMALL}
    followed = [each for each in SMALL if each["causation"] in told]
    assert {word(entry["type"]) for entry in followed} >= {
        *("RectificationCaseOpened", "ItemAssigned", "ItemDescribed", "CaseItemWrittenOff"),
        *("IssueFedBack", "IssueResolved", "NotificationQueued", "NotificationDelivered"),
        *("IssueListOpened", "FindingsNoted", "ApprovedIssuesNoted", "FeedbackNoted"),
        *("FilingOpened", "ItemDueDateFixed", "IssueClosed", "TimerScheduled", "TimerCancelled"),
    }
    for entry in followed:
        assert entry["correlation"] == told[entry["causation"]]["correlation"]
        assert entry["role"] == "system"


def test_ids_follow_from_causes_as_in_a_running_site() -> None:
    told = {entry["id"]: entry for entry in SMALL}
    opened = [each for each in SMALL if each["type"] == "RectificationCaseOpened.v1"]
    assert opened
    for entry in opened:
        cause = UUID(told[entry["causation"]]["id"])
        assert entry["data"]["case"] == str(uuid5(cause, "case"))
        assert entry["command"] == str(uuid5(cause, f"open_case/{entry['stream']}/0"))
        assert UUID(entry["id"]).version == 7


def test_a_case_shows_its_unit_under_the_name_of_the_register() -> None:
    names = {
        entry["data"]["unit"]: entry["data"]["name"]
        for entry in SMALL
        if entry["type"] == "UnitRegistered.v1"
    }
    opened = [entry["data"] for entry in SMALL if entry["type"] == "RectificationCaseOpened.v1"]
    assert {case["unit"]: case["unit_name"] for case in opened}.items() <= names.items()


def test_a_site_forgets_what_is_over() -> None:
    site = MemorySite(COUNTY, SERVICES, load(), begins_at=DAY_0, seed=SEED)
    agenda = Agenda(site)
    agenda.add(set_rules(SEED))
    for case in plan("small", SEED):
        if case.round.opens_term and case.opens_round:
            agenda.add(open_term(case.round, SEED))
        if case.opens_round:
            agenda.add(run_round(case.round, SEED))
        agenda.add(handle_case(case, SEED))
    held = [len(site) for _ in agenda.until()]
    lasting = {entry["stream"] for entry in SMALL if kind_of(entry) in LASTING}
    assert max(held) > 4 * len(lasting)
    assert len(site) == len(lasting)


def test_the_generated_units_lie_in_townships_of_the_register() -> None:
    for township in TOWNSHIPS:
        found = find(township.division)
        assert found is not None
        assert found.name == township.name
    codes = [f"{COUNTY}-U{number:02d}" for number in range(1, len(TOWNSHIPS) * len(BODIES) + 1)]
    units = [registration(code) for code in codes]
    assert len({(unit.division, unit.name) for unit in units}) == len(codes)
