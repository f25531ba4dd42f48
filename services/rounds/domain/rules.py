"""A rule set: the numbers and terms of one scope, each version in force from a day on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, TypeAlias, assert_never

from annotated_types import Len, Predicate

from libs.common.decider import Aggregate, Context, Refusal, allow, frozen
from libs.common.decider.roles import DISPATCHING_COMMITTEE, OFFICE
from libs.common.decider.texts import Key, is_one_line
from services.rounds.domain.parameters import FORMS, Parameter, RuleScope

PARAMETERS_MAX: Final = 20

Value: TypeAlias = Annotated[str, Len(1, 60), Predicate(is_one_line)]
Parameters: TypeAlias = Annotated[dict[Parameter, Value], Len(0, PARAMETERS_MAX)]


@frozen
class RuleVersionDrafted:
    """A version of the rules was written down; it holds for nobody yet."""

    scope: RuleScope
    rule: str
    effective_on: date
    parameters: dict[str, str]


@frozen
class RuleVersionActivated:
    """From a day on, the scope's rules are these."""

    scope: RuleScope
    rule: str
    effective_on: date
    parameters: dict[str, str]


RulesEvent: TypeAlias = RuleVersionDrafted | RuleVersionActivated


@frozen
class DraftRule:
    """Write down a version of the rules of a scope."""

    scope: RuleScope
    rule: Key
    effective_on: date
    parameters: Parameters


@frozen
class ActivateRule:
    """Put the draft into force."""

    rule: Key


RulesCommand: TypeAlias = DraftRule | ActivateRule


class UnknownRuleScope(Refusal):
    """Rules are kept for the scopes that are known."""


class RuleNamedBefore(Refusal):
    """A version of a scope's rules has a name of its own."""


class EffectiveBeforePredecessor(Refusal):
    """A version never takes effect before the version that it follows."""


class ParameterOfOtherScope(Refusal):
    """A rule set holds the parameters of its own scope."""


class ParameterMalformed(Refusal):
    """A parameter's value has the form that its readers expect."""


class OtherRuleDrafted(Refusal):
    """The version that is put into force is the one that was drafted last."""


class RulesStatus(StrEnum):
    """Whether a version waits for its activation."""

    NEW = "new"
    DRAFTED = "drafted"
    IN_FORCE = "in_force"


@frozen
class RuleVersion:
    """One version of a scope's rules: in force from a day on, until it is superseded."""

    rule: str
    effective_on: date
    parameters: Mapping[str, str]
    superseded_on: date | None = None


@frozen
class RuleSet:
    """Only what `decide` asks about; screens read projections."""

    status: RulesStatus = RulesStatus.NEW
    drafted: RuleVersionDrafted | None = None
    versions: tuple[RuleVersion, ...] = ()

    @property
    def draft(self) -> RuleVersionDrafted:
        """The draft; the who-and-when table lets nobody ask before there is one."""
        if self.drafted is None:
            raise LookupError("draft")
        return self.drafted


# The office may prepare rules; what binds everybody is the committee's to say.
ALLOWED: Final = {
    DraftRule: allow(OFFICE, DISPATCHING_COMMITTEE, when=set(RulesStatus)),
    ActivateRule: allow(DISPATCHING_COMMITTEE, when={RulesStatus.DRAFTED}),
}


def rule_in_force(rules: RuleSet, day: date) -> RuleVersion | None:
    """Give the version that holds on a day, if there is one."""
    held = [version for version in rules.versions if version.effective_on <= day]
    return held[-1] if held else None


def decide(command: RulesCommand, rules: RuleSet, context: Context) -> list[RulesEvent]:  # noqa: ARG001
    """Say what happens, or which rule says no."""
    match command:
        case DraftRule():
            _follows(command, rules)
            return [_drafted(command)]
        case ActivateRule(rule=rule):
            if rule != rules.draft.rule:
                raise OtherRuleDrafted
            return [_activated(rules.draft)]
        case _:
            assert_never(command)


def evolve(rules: RuleSet, event: RulesEvent) -> RuleSet:
    """Take in what happened."""
    match event:
        case RuleVersionDrafted():
            return replace(rules, status=RulesStatus.DRAFTED, drafted=event)
        case RuleVersionActivated():
            versions = (*_superseded(rules.versions, event.effective_on), _version(event))
            return RuleSet(status=RulesStatus.IN_FORCE, versions=versions)
        case _:
            assert_never(event)


def _follows(command: DraftRule, rules: RuleSet) -> None:
    """Demand a name of its own, and a day that is not before the last version's."""
    if any(version.rule == command.rule for version in rules.versions):
        raise RuleNamedBefore(rule=command.rule)
    if rules.versions and command.effective_on < rules.versions[-1].effective_on:
        raise EffectiveBeforePredecessor(effective_on=str(rules.versions[-1].effective_on))


def _drafted(command: DraftRule) -> RuleVersionDrafted:
    """Write the draft down, if its scope is known and each value is what its readers expect."""
    forms = FORMS.get(command.scope)
    if forms is None:
        raise UnknownRuleScope(scope=command.scope)
    for name, value in command.parameters.items():
        _well_formed(forms, name, value)
    return RuleVersionDrafted(
        scope=RuleScope(command.scope),
        rule=command.rule,
        effective_on=command.effective_on,
        parameters={str(name): value for name, value in command.parameters.items()},
    )


def _well_formed(forms: Mapping[Parameter, Callable[[str], bool]], name: str, value: str) -> None:
    form = forms.get(Parameter(name))
    if form is None:
        raise ParameterOfOtherScope(parameter=name)
    if not form(value):
        raise ParameterMalformed(parameter=name)


def _activated(draft: RuleVersionDrafted) -> RuleVersionActivated:
    return RuleVersionActivated(
        scope=draft.scope,
        rule=draft.rule,
        effective_on=draft.effective_on,
        parameters=draft.parameters,
    )


def _version(event: RuleVersionActivated) -> RuleVersion:
    return RuleVersion(
        rule=event.rule, effective_on=event.effective_on, parameters=event.parameters
    )


def _superseded(versions: tuple[RuleVersion, ...], day: date) -> tuple[RuleVersion, ...]:
    """Note on the last version from when on another one holds."""
    if not versions:
        return ()
    return (*versions[:-1], replace(versions[-1], superseded_on=day))


rules: Final = Aggregate(
    kind="rules",
    initial=RuleSet(),
    decide=decide,
    evolve=evolve,
    allowed=ALLOWED,
    status=attrgetter("status"),
)
