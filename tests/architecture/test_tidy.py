"""The code reads as the house style says; `test_tidy_canaries.py` shows that each rule bites."""

from collections.abc import Iterable
from functools import cache

import pytest

from libs.common.http.problems import STATUS
from tests.architecture.tidy import domain, project, reach, tracked
from tests.architecture.tidy.exceptions import EXEMPTIONS, remaining
from tests.architecture.tidy.rules import RULES
from tests.architecture.tidy.source import Finding

REASON_WORDS_MIN = 5


def nothing(findings: Iterable[Finding]) -> None:
    """Fail with one line for each finding."""
    lines = [str(finding) for finding in findings]
    assert not lines, "\n" + "\n".join(lines)


@cache
def found(rule: str) -> list[Finding]:
    """List what one rule finds in the project."""
    return [finding for source in project.sources() for finding in RULES[rule](source)]


@pytest.mark.parametrize("rule", RULES)
def test_every_file_keeps_the_rule(rule: str) -> None:
    nothing(remaining(rule, found(rule)))


def test_no_exemption_outlives_its_reason() -> None:
    unmet = [
        exemption
        for exemption in EXEMPTIONS
        if not any(exemption.covers(exemption.rule, each) for each in found(exemption.rule))
    ]
    assert unmet == []


def test_every_exemption_has_a_reason() -> None:
    assert [each for each in EXEMPTIONS if len(each.reason.split()) < REASON_WORDS_MIN] == []


def test_an_entry_point_reaches_every_file() -> None:
    everything = [source for source in project.sources() if not source.is_test]
    dead = reach.dead_files(everything, project.entry_points())
    nothing(finding for finding in dead if not finding.path.startswith(("tools/", "bench/")))


@pytest.mark.parametrize("service", project.services())
def test_every_event_has_a_wire_name(service: str) -> None:
    domain_room, wire = project.room(service, "domain"), project.room(service, "wire")
    nothing(domain.unstored_events(domain_room, wire))


@pytest.mark.parametrize("service", project.services())
def test_every_command_has_a_row_in_the_who_and_when_table(service: str) -> None:
    nothing(domain.unlisted_commands(project.room(service, "domain")))


def test_every_refusal_is_named_in_a_test() -> None:
    nothing(domain.untested_refusals(project.product(), project.tests()))


def test_every_refusal_has_words() -> None:
    nothing(domain.wordless(domain.refusals(project.product()), "refusals", project.texts()))


def test_every_problem_has_words() -> None:
    nothing(domain.wordless(STATUS, "problems", project.texts()))


def test_every_stored_event_has_words() -> None:
    stored = project.second_arguments(project.product(), "stored")
    names = {name.partition(".")[0] for name in stored}
    nothing(domain.wordless(names, "events", project.texts()))


def test_every_command_that_may_be_asked_has_words() -> None:
    routed = project.second_arguments(project.product(), "post")
    nothing(domain.wordless(routed.values(), "commands", project.texts()))


def test_chinese_and_english_say_the_same() -> None:
    nothing(domain.unequal_texts(project.texts()))


def test_no_file_tells_of_a_registry_or_a_machine() -> None:
    nothing(finding for each in tracked.tracked_texts() for finding in tracked.traces(*each))
