"""The outcome of one stream's part of a batch: effects given, rows to park, numbers counted."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from libs.common.reactions.arrival import Arrival, Key
from libs.common.reactions.faults import BEHIND, Fault
from libs.common.reactions.handling import Handling
from libs.common.reactions.order import Action, Seen, Step


class Standing(NamedTuple):
    """How a stream stands with a table before a batch: counted so far, parked or not."""

    seen: Seen | None
    is_parked: bool


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


async def run(
    handling: Handling, key: Key, before: Standing, seen: Seen | None, steps: Sequence[Step]
) -> Outcome:
    """Go through one stream's steps in order; after a fault the rest queues behind it.

    `seen` is what the steps count up to; None for a source that has no sequences.
    """
    parkings: list[Parking] = []
    tally: Counter[Action] = Counter()
    reached = 0
    for step in steps:
        try:
            reached = max(reached, await _take(handling, step, before.is_parked or parkings))
            tally[step.action] += 1
        except Fault as fault:
            parkings.append(Parking(step.arrival, fault))
            tally[Action.PARK] += 1
    counted = seen and seen._replace(position=max(seen.position, reached))
    return Outcome(key, before, counted, tuple(parkings), tally)


async def _take(handling: Handling, step: Step, is_parked: object) -> int:
    if step.action in {Action.DROP, Action.IGNORE}:
        return 0
    # What no redrive could handle keeps its own cause, also behind others.
    if step.arrival.fault is not None:
        raise step.arrival.fault
    if is_parked:
        raise Fault(BEHIND, "an earlier record of this stream is parked")
    if step.fault is not None:
        raise step.fault
    return await _handle(handling, step.arrival)


async def _handle(handling: Handling, arrival: Arrival) -> int:
    if arrival.envelope is None or arrival.body is None:
        raise AssertionError("only a readable record with data is handled")
    return await handling.handle(arrival.envelope, arrival.body)
