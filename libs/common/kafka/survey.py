"""A first look over a tape: what later events say about earlier ones, before any of it is used."""

from collections.abc import Mapping
from contextlib import aclosing
from typing import Final

import orjson
from aiokafka import ConsumerRecord

from libs.common.decider import frozen
from libs.common.events.kernel import DataDestroyed
from libs.common.events.wire import KERNEL
from libs.common.kafka.second_line import EPOCH_OPENED, Mark
from libs.common.kafka.tape import Tape, TapeDamaged, TapeRecord, read_record

DATA_DESTROYED: Final = frozenset(line.name for line in KERNEL if line.event is DataDestroyed)
"""The stored names of the event that orders a destruction."""

_NAMES: Final = tuple(name.encode() for name in DATA_DESTROYED | EPOCH_OPENED)


@frozen
class Survey:
    """What was found before the offset `end`."""

    end: int
    openings: tuple[Mark, ...]
    """The first events of epochs; each puts aside what older epochs held from there on."""

    orders: Mapping[int, int]
    """Positions whose data is to be destroyed, each with the position of the order."""

    def is_put_aside(self, mark: Mark) -> bool:
        """Tell whether a later epoch began at or before this place."""
        return bool(self.openings) and any(
            opening.epoch > mark.epoch and opening.position <= mark.position
            for opening in self.openings
        )


async def survey(tape: Tape, *, offset: int = 0) -> Survey:
    """Look over the tape from `offset`; raises TapeDamaged and TapeUnreachable."""
    openings: list[Mark] = []
    orders: list[tuple[int, Mark]] = []
    end = offset
    async with aclosing(tape.raw(offset)) as batches:
        async for records in batches:
            for found in filter(None, map(_telling, records)):
                if found.header.type in EPOCH_OPENED:
                    openings.append(found.mark)
                elif found.header.type in DATA_DESTROYED:
                    orders.append((_target(found), found.mark))
            end = records[-1].offset + 1
    seen = Survey(end=end, openings=tuple(openings), orders={})
    kept = {target: mark.position for target, mark in orders if not seen.is_put_aside(mark)}
    return Survey(end=end, openings=seen.openings, orders=kept)


def _telling(record: ConsumerRecord) -> TapeRecord | None:
    """Read a record only if it names one of the types that matter here: few do."""
    value: bytes = record.value or b""
    return read_record(record) if any(name in value for name in _NAMES) else None


def _target(found: TapeRecord) -> int:
    try:
        return int(orjson.loads(found.record.data)["position"])
    except (ValueError, TypeError, KeyError) as error:
        message = f"the order at position {found.header.position} cannot be read"
        raise TapeDamaged(message) from error
