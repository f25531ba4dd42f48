"""What was met of an aggregate: its steps from status to status, and some of its states."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, TypeAlias, get_args, get_type_hints

from lianxun.reference.values import Known
from libs.common.decider import Aggregate

AnyAggregate: TypeAlias = Aggregate[Any, Any, Any]


class Step(NamedTuple):
    """One event that a command led to, and the status before and after it."""

    command: type
    before: Enum
    event: type
    after: Enum


class Met(NamedTuple):
    """A state that was met, and the values in it by the names of their fields."""

    state: Any
    known: Known


@dataclass(frozen=True, slots=True)
class Explored:
    """What was met of one aggregate: steps in the order of finding, and some states by status."""

    aggregate: AnyAggregate
    steps: dict[Step, None] = field(default_factory=dict)
    states: dict[Enum, list[Met]] = field(default_factory=dict)

    @property
    def is_missing_something(self) -> bool:
        """Tell whether there is an event or a status that was not met."""
        return bool(self.unmet()) or len(self.states) < len(self.statuses())

    def statuses(self) -> list[Enum]:
        """List every status that there is, in the order in which it is written down."""
        return list(type(self.aggregate.status(self.aggregate.initial)))

    def unmet(self) -> list[type]:
        """List the events that no command led to."""
        met = {step.event for step in self.steps}
        return [event for event in events_of(self.aggregate) if event not in met]


def events_of(aggregate: AnyAggregate) -> tuple[type, ...]:
    """List the events that `evolve` takes."""
    union = get_type_hints(aggregate.evolve)["event"]
    return get_args(union) or (union,)
