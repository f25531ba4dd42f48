"""A first look over a tape: what later events say about earlier ones, before any of it is used."""

from collections.abc import Mapping
from contextlib import aclosing
from typing import Final

import orjson

from libs.common.decider import frozen
from libs.common.events.kernel import DataDestroyed
from libs.common.events.wire import KERNEL
from libs.common.kafka.second_line import EPOCH_OPENED, START, Mark
from libs.common.kafka.tape import Tape, TapeDamaged, TapeRecord

DATA_DESTROYED: Final = frozenset(line.name for line in KERNEL if line.event is DataDestroyed)
"""The stored names of the event that orders a destruction."""


@frozen
class Survey:
    """What was found up to `last`."""

    last: Mark
    openings: tuple[Mark, ...]
    """The first events of epochs; each puts aside what older epochs held from there on."""

    orders: Mapping[int, int]
    """Positions whose data is to be destroyed, each with the position of the order."""

    def is_put_aside(self, mark: Mark) -> bool:
        """Tell whether a later epoch began at or before this place."""
        return any(
            opening.epoch > mark.epoch and opening.position <= mark.position
            for opening in self.openings
        )


async def survey(tape: Tape, *, offset: int = 0, after: Mark = START) -> Survey:
    """Look over the tape; raises TapeJump, TapeDamaged and TapeUnreachable."""
    openings: list[Mark] = []
    orders: list[tuple[int, Mark]] = []
    last = after
    async with aclosing(tape.batches(offset=offset, after=after)) as batches:
        async for records in batches:
            for found in records:
                if found.header.type in EPOCH_OPENED:
                    openings.append(found.mark)
                elif found.header.type in DATA_DESTROYED:
                    orders.append((_target(found), found.mark))
            last = records[-1].mark
    seen = Survey(last=last, openings=tuple(openings), orders={})
    kept = {target: mark.position for target, mark in orders if not seen.is_put_aside(mark)}
    return Survey(last=last, openings=seen.openings, orders=kept)


def _target(found: TapeRecord) -> int:
    try:
        return int(orjson.loads(found.record.data)["position"])
    except (ValueError, TypeError, KeyError) as error:
        message = f"the order at position {found.header.position} cannot be read"
        raise TapeDamaged(message) from error
