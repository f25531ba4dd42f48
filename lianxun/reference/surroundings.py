"""What a command is decided on besides its own stream: who asks, when, and other streams."""

from dataclasses import dataclass
from typing import Any, Final

from lianxun.reference.chance import Chance
from lianxun.reference.examples import Examples
from lianxun.reference.explored import AnyAggregate, Explored, events_of
from lianxun.reference.pools import ACTORS, KEYS, MOMENTS, ROLES
from lianxun.reference.values import Known, Values
from libs.common.decider import ANYBODY, Context
from libs.common.service import Service

OTHER_EVENTS_MAX: Final = 6
MET_BEFORE: Final = 0.5
AS_TOLD: Final = 0.7
SITE: Final = "360722"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Makes contexts by chance; `found` holds the aggregates of the service explored so far."""

    service: Service
    examples: Examples
    found: dict[str, Explored]
    chance: Chance

    def context(self, aggregate: AnyAggregate, asked: object, known: Known) -> Context:
        """Make what a command to a stream of this kind is decided on; `known` is of its state."""
        roles = sorted(aggregate.allowed[type(asked)].roles - {ANYBODY})
        units = [unit for unit in (*KEYS, *known.get("unit", ())) if isinstance(unit, str)]
        return Context(
            now=self.chance.pick(MOMENTS),
            actor=self.chance.pick(ACTORS),
            role=self.chance.pick(roles or ROLES),
            body=self.chance.pick(units),
            site=SITE,
            unit=self.chance.pick((None, *units)),
            others={name: self._other(name) for name in aggregate.reads(asked)},
        )

    def _other(self, stream: str) -> object:
        """Give a state of another stream: one that was met, or what its events lead to."""
        aggregate = self.service.aggregate(stream)
        met = self.found.get(aggregate.kind)
        if met and self.chance.happens(MET_BEFORE):
            return self.chance.pick(self.chance.pick(list(met.states.values()))).state
        told = self.told(aggregate)
        if told and self.chance.happens(AS_TOLD):
            return aggregate.fold(told[: self.chance.between(0, len(told))])
        values = Values(self.chance, (self.examples.by_field,))
        kinds, size = events_of(aggregate), self.chance.between(0, OTHER_EVENTS_MAX)
        return aggregate.fold(values.record(self.chance.pick(kinds)) for _ in range(size))

    def told(self, aggregate: AnyAggregate) -> list[Any]:
        """List the examples of an aggregate's events, in the order in which they happen."""
        kinds = events_of(aggregate)
        return [event for event in self.examples.events if type(event) in kinds]
