"""What can become of a stream: every command is asked in every status that is met, again and again.

The who-and-when table says what may be asked, `decide` whether it is granted, `evolve` where it
leads. Nobody keeps a list of transitions, so none can be out of date.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

from lianxun.reference.chance import Chance
from lianxun.reference.examples import Examples, by_field
from lianxun.reference.explored import AnyAggregate, Explored, Met, Step
from lianxun.reference.surroundings import Surroundings
from lianxun.reference.values import Values
from libs.common.decider import Refusal
from libs.common.service import Service

SEED: Final = 1
TURNS_MAX: Final = 300
QUIET_TURNS: Final = 60
"""Once so many turns have brought nothing new, and nothing is missing, it is over."""
ATTEMPTS_MAX: Final = 12
STATES_MAX: Final = 30

NONSENSE: Final = (Refusal, ValueError, LookupError, ArithmeticError)
"""A rule says no, or a value made by chance is one that no edge would have let in."""


def explore(service: Service, examples: Examples) -> dict[str, Explored]:
    """Explore every aggregate of a service, by kind."""
    found: dict[str, Explored] = {}
    for aggregate in service.aggregates:
        _Explorer(service, aggregate, examples, found).run()
    return found


class _Explorer:
    """Explores one aggregate; `found` holds those that were explored before it."""

    def __init__(
        self,
        service: Service,
        aggregate: AnyAggregate,
        examples: Examples,
        found: dict[str, Explored],
    ) -> None:
        self._aggregate, self._examples = aggregate, examples
        self._chance = Chance(SEED)
        self._around = Surroundings(service, examples, found, self._chance)
        self._explored = found.setdefault(aggregate.kind, Explored(aggregate))
        told = self._around.told(aggregate)
        for size in range(len(told) + 1):
            self._meet(aggregate.fold(told[:size]))

    def run(self) -> None:
        steps, quiet = self._explored.steps, 0
        for _ in range(TURNS_MAX):
            before = len(steps)
            for status, command in list(self._fitting()):
                self._ask(command, self._chance.pick(self._explored.states[status]))
            quiet = quiet + 1 if len(steps) == before else 0
            if quiet >= QUIET_TURNS and not self._explored.is_missing_something:
                return

    def _fitting(self) -> Iterator[tuple[Enum, type]]:
        for status in list(self._explored.states):
            for command, permission in self._aggregate.allowed.items():
                if status in permission.when:
                    yield status, command

    def _ask(self, command: type, met: Met) -> None:
        state, known = met
        values = Values(self._chance, (self._examples.by_field, known))
        for _ in range(ATTEMPTS_MAX):
            try:
                asked = values.record(command)
                context = self._around.context(self._aggregate, asked, known)
                events = self._aggregate.handle(asked, state, context)
            except NONSENSE:
                continue
            self._follow(command, state, events)
            return

    def _follow(self, command: type, state: Any, events: list[Any]) -> None:  # noqa: ANN401 - any state
        for event in events:
            before, state = self._aggregate.status(state), self._aggregate.evolve(state, event)
            after = self._aggregate.status(state)
            self._explored.steps[Step(command, before, type(event), after)] = None
        self._meet(state)

    def _meet(self, state: object) -> None:
        """Keep some states of each status; those met later take the place of earlier ones."""
        there = self._explored.states.setdefault(self._aggregate.status(state), [])
        if any(met.state == state for met in there):
            return
        met = Met(state, by_field([state]))
        if len(there) < STATES_MAX:
            there.append(met)
        else:
            there[self._chance.between(0, STATES_MAX - 1)] = met
