"""The outcome of one stream's part of a batch: effects given, rows to park, numbers counted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from libs.common.reactions.arrival import Arrival, Key
from libs.common.reactions.faults import BEHIND, Fault
from libs.common.reactions.handling import NO_POSITION, Handling
from libs.common.reactions.order import Action, Seen, Step


class Standing(NamedTuple):
    """How a stream stands with a table before a batch: counted so far, parked or not."""

    seen: Seen | None
    is_parked: bool


class Plan(NamedTuple):
    """A stream's steps, and what they count up to; None for a source without sequences."""

    steps: Sequence[Step]
    seen: Seen | None


class Parking(NamedTuple):
    """A row for `parked`."""

    arrival: Arrival
    fault: Fault


class Outcome(NamedTuple):
    """What one stream's records led to, to be written once the whole batch is through."""

    key: Key
    before: Standing
    seen: Seen | None
    parkings: tuple[Parking, ...]
    tally: Counter[Action]


async def run(handling: Handling, key: Key, before: Standing, plan: Plan) -> Outcome:
    """Go through one stream's steps in order; after a fault the rest queues behind it."""
    parkings: list[Parking] = []
    tally: Counter[Action] = Counter()
    reached = NO_POSITION
    for step in plan.steps:
        try:
            if parkings or before.is_parked:
                _check_not_behind(step)
            reached = max(reached, await take(handling, step))
            tally[step.action] += 1
        except Fault as fault:
            parkings.append(Parking(step.arrival, fault))
            tally[Action.PARK] += 1
    seen = plan.seen and plan.seen._replace(position=max(plan.seen.position, reached))
    return Outcome(key, before, seen, tuple(parkings), tally)


async def take(handling: Handling, step: Step) -> int:
    """Take one step; answers the own log's position after its effects, 0 if it has none.

    Raises Fault, HeldTooLong and Stopping.
    """
    if step.fault is not None:
        raise step.fault
    envelope, body = step.arrival.envelope, step.arrival.body
    if step.action is not Action.HANDLE or envelope is None or body is None:
        return NO_POSITION
    return await handling.handle(envelope, body)


def _check_not_behind(step: Step) -> None:
    """Raise Fault for what has to queue; what no redrive could handle keeps its own cause."""
    is_unreadable = step.arrival.fault is not None
    if step.action in {Action.HANDLE, Action.PARK} and not is_unreadable:
        raise Fault(BEHIND, "an earlier record of this stream is parked")
