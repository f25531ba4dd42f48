"""What the rules say today: the version of a scope that is in force when a decision is made."""

from libs.common.decider import Context, Refusal, frozen
from services.rounds.domain.days import day_of
from services.rounds.domain.parameters import Parameter, RuleScope
from services.rounds.domain.rules import RuleVersion, rule_in_force, rules


class NoRuleInForce(Refusal):
    """What a rule has to say is decided only while one says it."""


@frozen
class RuleToday:
    """The version in force, and what it says."""

    scope: RuleScope
    version: RuleVersion

    @property
    def name(self) -> str:
        """The version's name, stamped on what is decided by it."""
        return self.version.rule

    def says(self, parameter: Parameter) -> str:
        """Give a parameter; raises NoRuleInForce if the version leaves it open."""
        value = self.version.parameters.get(parameter)
        if value is None:
            raise NoRuleInForce(scope=self.scope)
        return value

    def words(self, parameter: Parameter) -> frozenset[str]:
        """Give a parameter that lists words."""
        return frozenset(self.says(parameter).split(","))


def rules_stream(scope: RuleScope) -> str:
    """Name the stream of a scope's rules."""
    return rules.stream(scope)


def rule_today(context: Context, scope: RuleScope) -> RuleToday:
    """Take the version in force from what a decision is given; raises NoRuleInForce."""
    version = rule_in_force(rules.among(context.others, scope), day_of(context.now))
    if version is None:
        raise NoRuleInForce(scope=scope)
    return RuleToday(scope=scope, version=version)
