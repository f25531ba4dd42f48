"""Every rule of the house style catches what it is for, and passes what lies close to it."""

from pathlib import Path

import pytest

from tests.architecture.canaries import CANARIES
from tests.architecture.tidy import domain, reach, tracked
from tests.architecture.tidy.exceptions import Exemption, remaining
from tests.architecture.tidy.rules import RULES
from tests.architecture.tidy.source import Finding, Source, read_sources

DOMAIN = Source(
    "services/rounds/domain/round.py",
    "RoundEvent: TypeAlias = RoundPlanned | RoundClosed\n"
    "RoundCommand: TypeAlias = PlanRound | CloseRound\n"
    "ALLOWED: Final = {PlanRound: allow(), CloseRound: allow()}\n"
    "class RoundNumberTaken(Refusal): ...\n"
    "class NumberTakenTwice(RoundNumberTaken): ...\n",
)
WIRE = Source(
    "services/rounds/wire.py",
    "W = [stored('RoundPlanned.v1', RoundPlanned, SITE), stored('RoundClosed.v1', RoundClosed, X)]",
)
TEST = Source("tests/rounds/test_a.py", "then_refused(RoundNumberTaken)\nrules.NumberTakenTwice")
TEXTS = {
    "zh": {"refusals": {"RoundNumberTaken": "第{number}轮已存在。"}},
    "en": {"refusals": {"RoundNumberTaken": "The term has a round {number}."}},
}


def without(source: Source, *parts: str) -> Source:
    """Cut parts out of a source."""
    text = source.text
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return Source(source.path, text)


def test_every_rule_has_a_canary_and_a_clean_sample() -> None:
    assert CANARIES.keys() == RULES.keys()
    assert all(canary.planted and canary.clean for canary in CANARIES.values())


@pytest.mark.parametrize(
    ("rule", "source"),
    [(rule, source) for rule, canary in CANARIES.items() for source in canary.planted],
)
def test_a_planted_violation_is_caught(rule: str, source: Source) -> None:
    assert list(RULES[rule](source))


@pytest.mark.parametrize(
    ("rule", "source"),
    [(rule, source) for rule, canary in CANARIES.items() for source in canary.clean],
)
def test_a_clean_sample_passes(rule: str, source: Source) -> None:
    assert list(RULES[rule](source)) == []


def test_an_exemption_covers_its_own_rule_path_and_words_only() -> None:
    finding = Finding("libs/a.py", 1, "the name data")
    exemption = Exemption("names", "libs/*", "data", "a reason of five words")
    assert exemption.covers("names", finding)
    assert not exemption.covers("comments", finding)
    assert not exemption.covers("names", finding._replace(path="services/a.py"))
    assert not exemption.covers("names", finding._replace(what="the name info"))
    assert remaining("names", [finding]) == [finding]


def test_an_event_without_a_wire_name_is_caught() -> None:
    assert list(domain.unstored_events([DOMAIN], [WIRE])) == []
    cut = without(WIRE, ", stored('RoundClosed.v1', RoundClosed, X)")
    (found,) = domain.unstored_events([DOMAIN], [cut])
    assert "RoundClosed" in found.what


def test_a_command_without_a_row_is_caught() -> None:
    assert list(domain.unlisted_commands([DOMAIN])) == []
    (found,) = domain.unlisted_commands([without(DOMAIN, ", CloseRound: allow()")])
    assert "CloseRound" in found.what


def test_a_refusal_that_no_test_names_is_caught() -> None:
    assert list(domain.untested_refusals([DOMAIN], [TEST])) == []
    (found,) = domain.untested_refusals([DOMAIN], [without(TEST, "rules.NumberTakenTwice")])
    assert "NumberTakenTwice" in found.what


def test_a_name_without_words_is_caught_in_each_language() -> None:
    assert list(domain.wordless(["RoundNumberTaken"], "refusals", TEXTS)) == []
    found = list(domain.wordless(["UnitNameTaken"], "refusals", TEXTS))
    assert [finding.path for finding in found] == ["texts/zh", "texts/en"]


@pytest.mark.parametrize(
    "english",
    [{}, {"RoundNumberTaken": "Taken."}, {**TEXTS["en"]["refusals"], "UnitNameTaken": "Taken."}],
    ids=["a missing text", "a missing placeholder", "a text too many"],
)
def test_texts_that_say_different_things_are_caught(english: dict[str, str]) -> None:
    assert list(domain.unequal_texts(TEXTS)) == []
    assert list(domain.unequal_texts({**TEXTS, "en": {"refusals": english}}))


def test_a_dead_file_is_caught() -> None:
    start = Source("lianxun/cli/__init__.py", "from libs.common import texts\nLATER = 'libs.late'")
    alive = [Source("libs/common/texts.py", ""), Source("libs/late.py", "from . import later")]
    sources = [start, *alive, Source("libs/later.py", "")]
    assert list(reach.dead_files(sources, ["lianxun.cli"])) == []
    # Two files that only know each other are dead as well.
    island = [Source("libs/one.py", "import libs.two"), Source("libs/two.py", "import libs.one")]
    dead = list(reach.dead_files([*sources, *island], ["lianxun.cli"]))
    assert [finding.path for finding in dead] == ["libs/one.py", "libs/two.py"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements/a.txt", "--index" + "-url https://example.com/simple"),
        ("requirements/a.txt", "--find-links https://files.python" + "hosted.org/a.whl"),
        ("console/package-lock.json", '"resolved": "https://registry.npm' + 'js.org/a"'),
        ("deploy/a.yaml", "url: https://" + "mirror.example.com/maven/"),
        ("deploy/a.yaml", "url: http://" + "10.1.2.3:8081/"),
        ("docs/a.md", "It lies in /ho" + "me/somebody/lianxun."),
        ("docs/a.md", "cd /wo" + "rk/main"),
        ("uv.lock", ""),
        ("lianxun/.env", "SECRET=1"),
    ],
)
def test_a_trace_of_a_registry_or_a_machine_is_caught(path: str, text: str) -> None:
    assert list(tracked.traces(path, text))


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8080/healthz",
        "https://www.rfc-editor.org/rfc/rfc9457",
        "uv pip compile --no-emit-index-url",
        "GET /rounds/C01/work",
        "a network/home/page",
    ],
)
def test_an_ordinary_line_leaves_no_trace(text: str) -> None:
    assert list(tracked.traces("docs/a.md", text)) == []


def test_without_git_all_files_that_are_not_hidden_are_read(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/a.txt").write_text("hidden")
    (tmp_path / "b.txt").write_text("seen")
    (tmp_path / "c.bin").write_bytes(b"\0")
    assert list(tracked.tracked_texts(tmp_path)) == [("b.txt", "seen")]


def test_the_files_of_a_project_are_read_with_their_names(tmp_path: Path) -> None:
    (tmp_path / "libs/common").mkdir(parents=True)
    (tmp_path / "libs/common/__init__.py").write_text("")
    (tmp_path / "libs/common/clock.py").write_text("x = 1  # noon\n")
    found = read_sources(tmp_path)
    assert [source.module for source in found] == ["libs.common", "libs.common.clock"]
    assert [comment.text for source in found for comment in source.comments] == ["noon"]
