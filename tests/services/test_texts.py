"""Everything a person may read has words in both languages, with the same placeholders."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest

from libs.common.decider import SYSTEM, RoleMayNot, WrongState, roles
from libs.common.events.wire import KERNEL
from libs.common.http.problems import STATUS
from libs.common.store.site import OPERATOR, TwoPersonsNeeded, site
from libs.common.texts import LANGUAGES, Texts, texts
from services.issues.domain.question import Side
from services.issues.domain.taxonomy import IssueDomain, ItemType
from services.notifications.domain.escalation import Filing
from services.notifications.domain.notification import Template
from services.rectification.domain.case.facts import DueDateCause
from services.rectification.domain.filing.facts import Rating
from services.rectification.domain.item.facts import Outcome, VerificationMethod
from services.rectification.domain.vocabulary import FilingKind
from services.rectification.projections.reviewer_queue import QueueStage
from services.rounds.domain.engagement.facts import BriefingSection, EngagementKind
from services.rounds.domain.feedback_facts import SignerRole
from services.rounds.domain.group.facts import Post
from services.rounds.domain.hearing.facts import HearingKind, ResultUse
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.unit import UnitKind
from services.rounds.projections.engagements import BriefingProgress
from tests.services.catalogue import AGGREGATES, SERVICES, commands_of, refusals_of

FOLDER = Path(__file__).parents[2] / "texts"
KERNEL_REFUSALS = (RoleMayNot, WrongState, TwoPersonsNeeded)


def _values(enum: type[Enum]) -> set[str]:
    return {str(member.value) for member in enum}


def _names(classes: Iterable[type]) -> set[str]:
    return {each.__name__ for each in classes}


WANTED: dict[str, set[str]] = {
    "events": {
        line.name.partition(".")[0]
        for lines in (KERNEL, *(service.wire.lines for service in SERVICES))
        for line in lines
    },
    "commands": _names(
        command
        for aggregate in (site, *(aggregate for _, aggregate in AGGREGATES))
        for command in commands_of(aggregate)
    ),
    "refusals": _names(
        refusal
        for refusals in (KERNEL_REFUSALS, *map(refusals_of, SERVICES))
        for refusal in refusals
    ),
    "problems": set(STATUS),
    "roles": {
        SYSTEM,
        OPERATOR,
        *(word for name, word in vars(roles).items() if name.isupper()),
    },
    "statuses": {
        word
        for aggregate in (site, *(aggregate for _, aggregate in AGGREGATES))
        for word in _values(type(aggregate.status(aggregate.initial)))
    },
    "domains": _values(IssueDomain),
    "item_types": _values(ItemType),
    "sides": _values(Side),
    "unit_kinds": _values(UnitKind),
    "hearing_kinds": _values(HearingKind),
    "result_uses": _values(ResultUse),
    "signer_roles": _values(SignerRole),
    "engagement_kinds": _values(EngagementKind),
    "group_posts": _values(Post),
    "briefing_sections": _values(BriefingSection),
    "briefing_progress": _values(BriefingProgress),
    "rule_scopes": _values(RuleScope),
    "rule_parameters": _values(Parameter),
    "milestones": _values(Milestone),
    "outcomes": _values(Outcome),
    "verification_methods": _values(VerificationMethod),
    "ratings": _values(Rating),
    "filing_kinds": _values(FilingKind),
    "due_date_causes": _values(DueDateCause),
    "queue_stages": _values(QueueStage),
    "templates": _values(Template),
    "timer_filings": _values(Filing),
}


def placeholders(sentence: str) -> set[str]:
    """List what a sentence leaves open."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def unequal(one: Texts, other: Texts) -> Iterator[str]:
    """Name the texts that stand in one language only, or leave other things open there."""
    for section in one.keys() | other.keys():
        ours, theirs = one.get(section, {}), other.get(section, {})
        for name in ours.keys() ^ theirs.keys():
            yield f"{section}.{name} stands in one language only"
        for name in ours.keys() & theirs.keys():
            if placeholders(ours[name]) != placeholders(theirs[name]):
                yield f"{section}.{name} leaves other things open"


def said_twice(files: Iterable[Texts]) -> list[str]:
    """Name the texts that stand in two files of one language: one would hide the other."""
    named = Counter(
        f"{section}.{name}" for file in files for section in file for name in file[section]
    )
    return sorted(name for name, times in named.items() if times > 1)


@pytest.mark.parametrize("section", WANTED)
def test_every_name_has_its_words_and_no_words_are_left_over(section: str) -> None:
    assert set(texts("en")[section]) == WANTED[section]


def test_there_are_no_further_sections() -> None:
    assert set(texts("en")) == set(WANTED)


def test_both_languages_say_the_same() -> None:
    assert list(unequal(texts("zh"), texts("en"))) == []


def test_a_missing_text_and_another_placeholder_are_found() -> None:
    planted = {"templates": {"one": "{unit} {code}", "two": "x"}}
    assert list(unequal(planted, {"templates": {"one": "{unit}", "two": "y"}}))
    assert list(unequal(planted, {"templates": {"one": "{unit} {code}"}}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_in_two_files_of_a_language(language: str) -> None:
    files = sorted((FOLDER / language).glob("*.toml"))
    assert said_twice(tomllib.loads(file.read_text(encoding="utf-8")) for file in files) == []


def test_a_name_in_two_files_is_found() -> None:
    one, other = {"statuses": {"new": "x", "open": "y"}}, {"statuses": {"open": "z"}}
    assert said_twice([one, other]) == ["statuses.open"]
    assert said_twice([one, {"roles": {"open": "z"}}]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    found = texts("zh" if language == "zh" else "en")
    empty = [name for section in found.values() for name, said in section.items() if not said]
    assert empty == []
