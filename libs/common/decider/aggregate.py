"""An aggregate: a name, a first state and the pure functions that decide and evolve."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Generic, TypeVar

from libs.common.decider.context import Context
from libs.common.decider.permission import Permission
from libs.common.decider.record import frozen
from libs.common.decider.refusal import RoleMayNot, WrongState

C = TypeVar("C")
E = TypeVar("E")
S = TypeVar("S")


def _no_others(_: object) -> Sequence[str]:
    return ()


@frozen
class Aggregate(Generic[C, E, S]):
    """One kind of stream; its streams are named `<kind>-<key>`.

    `reads` names the further streams of the service that a command is decided on; their states,
    exact like the stream's own, come in `context.others`.
    """

    kind: str
    initial: S
    decide: Callable[[C, S, Context], list[E]]
    evolve: Callable[[S, E], S]
    allowed: Mapping[type, Permission]
    status: Callable[[S], Enum]
    reads: Callable[[C], Sequence[str]] = _no_others

    def stream(self, key: str) -> str:
        """Name the stream of a key."""
        return f"{self.kind}-{key}"

    def among(self, others: Mapping[str, Any], key: str) -> S:
        """Take the state of a stream of this kind from `context.others`."""
        state: S = others[self.stream(key)]
        return state

    def handle(self, command: C, state: S, context: Context) -> list[E]:
        """Check who and when, then decide; raises a Refusal."""
        permission = self.allowed[type(command)]
        if not permission.admits(context.role):
            raise RoleMayNot(role=context.role, command=type(command).__name__)
        status = self.status(state)
        if status not in permission.when:
            raise WrongState(state=str(status.value), command=type(command).__name__)
        return self.decide(command, state, context)

    def fold(self, events: Iterable[E], state: S | None = None) -> S:
        """Evolve `state` (the first state unless given) over `events`."""
        current = self.initial if state is None else state
        for event in events:
            current = self.evolve(current, event)
        return current

    def possible(self, state: S, roles: Iterable[str]) -> list[type]:
        """List the commands that one of `roles` may give now."""
        status, held = self.status(state), tuple(roles)
        return [
            command
            for command, permission in self.allowed.items()
            if status in permission.when and any(map(permission.admits, held))
        ]
