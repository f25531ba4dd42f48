"""Rules are drafted, put into force by the committee and superseded, each from a day on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from libs.common.decider.roles import OFFICE
from libs.common.testing.given import scenario
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.rules import (
    ActivateRule,
    DraftRule,
    EffectiveBeforePredecessor,
    OtherRuleDrafted,
    ParameterMalformed,
    ParameterOfOtherScope,
    RuleNamedBefore,
    RuleVersionActivated,
    UnknownRuleScope,
    rule_in_force,
    rules,
)
from tests.rounds.preparation_examples import rule_activated, rule_drafted

given = scenario(rules)
SIZE = {Parameter.GROUP_SIZE: "3-7"}
DRAFT = DraftRule(
    scope=RuleScope.GROUP, rule="group-2026", effective_on=date(2026, 1, 1), parameters=SIZE
)
LATER = replace(rule_activated, rule="group-2027", effective_on=date(2027, 1, 1))


def test_the_office_drafts_a_version() -> None:
    given().when(DRAFT, role=OFFICE).then(rule_drafted)


def test_the_committee_puts_the_draft_into_force() -> None:
    given(rule_drafted).when(ActivateRule(rule="group-2026")).then(rule_activated)


def test_a_draft_that_was_replaced_is_not_put_into_force() -> None:
    replaced = replace(rule_drafted, rule="group-2026b")
    asked = given(rule_drafted, replaced).when(ActivateRule(rule="group-2026"))
    asked.then_refused(OtherRuleDrafted)


def test_a_version_never_takes_effect_before_the_one_that_it_follows() -> None:
    earlier = replace(DRAFT, rule="group-2025", effective_on=date(2025, 12, 31))
    asked = given(rule_activated).when(earlier, role=OFFICE)
    asked.then_refused(EffectiveBeforePredecessor, effective_on="2026-01-01")


def test_a_version_has_a_name_of_its_own() -> None:
    given(rule_activated).when(DRAFT, role=OFFICE).then_refused(RuleNamedBefore, rule="group-2026")


def test_rules_of_an_unknown_scope_are_refused() -> None:
    # A path gives text, so a scope may be any word.
    unknown = replace(DRAFT, scope="weather")
    given().when(unknown, role=OFFICE).then_refused(UnknownRuleScope, scope="weather")


def test_a_scope_holds_its_own_parameters() -> None:
    foreign = replace(DRAFT, parameters={Parameter.PLAN_DUE: "months:1"})
    asked = given().when(foreign, role=OFFICE)
    asked.then_refused(ParameterOfOtherScope, parameter="plan.due")


@pytest.mark.parametrize(
    ("scope", "parameter", "good", "bad"),
    [
        (RuleScope.FEEDBACK, Parameter.PLAN_DUE, "months:1", "30 days"),
        (RuleScope.FEEDBACK, Parameter.FEEDBACK_ATTENDED_BY, "head,team", "Head and team"),
        (RuleScope.GROUP, Parameter.GROUP_SIZE, "5-7", "7-5"),
        (RuleScope.ON_SITE, Parameter.ON_SITE_DAYS_REGULAR, "60", "sixty"),
        (RuleScope.ON_SITE, Parameter.IMMEDIATE_FIX_DUE, "before_leaving", "!"),
        (RuleScope.VILLAGE, Parameter.VILLAGE_VISIT_SHARE, "10", "110"),
    ],
)
def test_a_value_has_the_form_of_its_parameter(
    scope: RuleScope, parameter: Parameter, good: str, bad: str
) -> None:
    draft = replace(DRAFT, scope=scope, parameters={parameter: good})
    facts = replace(rule_drafted, scope=scope, parameters={parameter.value: good})
    given().when(draft, role=OFFICE).then(facts)
    malformed = replace(draft, parameters={parameter: bad})
    asked = given().when(malformed, role=OFFICE)
    asked.then_refused(ParameterMalformed, parameter=parameter.value)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "group-2026"),
        (date(2026, 12, 31), "group-2026"),
        (date(2027, 1, 1), "group-2027"),
    ],
)
def test_a_version_is_in_force_from_its_day_until_another_supersedes_it(
    day: date, rule: str | None
) -> None:
    state = given(rule_activated, LATER).state()
    found = rule_in_force(state, day)
    assert (found.rule if found else None) == rule
    assert state.versions[0].superseded_on == date(2027, 1, 1)


@for_all(
    st.lists(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=5),
    st.dates(date(2023, 1, 1), date(2031, 1, 1)),
)
def test_the_rule_in_force_is_the_last_that_has_begun(days: list[date], asked: date) -> None:
    facts: list[RuleVersionActivated] = [
        replace(rule_activated, rule=f"group-{place}", effective_on=day)
        for place, day in enumerate(sorted(days))
    ]
    found = rule_in_force(rules.fold(facts), asked)
    begun = [each.rule for each in facts if each.effective_on <= asked]
    assert (found.rule if found else None) == (begun[-1] if begun else None)
