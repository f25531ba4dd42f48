"""What the appender remembers of each stream: its head and its folded state."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from libs.common.decider import Aggregate
from libs.common.events.audience import EVENTS, LINKED, PUBLIC
from libs.common.events.header import NO_LEAF
from libs.common.events.recorded import Destroyed

CIRCLES: Final = (EVENTS, LINKED, PUBLIC)
_PLACES: Final = {circle: place for place, circle in enumerate(CIRCLES)}


class Step(NamedTuple):
    """What one event's header moves in its stream's head."""

    version: int
    leaf: str
    sequence: Mapping[str, int] | None
    tags: Sequence[str]


class Slot(NamedTuple):
    """The head of one stream, and the state that its events fold to."""

    version: int
    leaf: str
    sequences: tuple[int, ...]
    tags: frozenset[str]
    state: Any

    def sequence(self, circles: tuple[str, ...]) -> dict[str, int]:
        """Give the numbers of the stream's next event in the circles that it goes to."""
        return {circle: self.sequences[_PLACES[circle]] + 1 for circle in circles}

    def after(self, step: Step, event: object, aggregate: Aggregate[Any, Any, Any]) -> "Slot":
        """Give the slot after one more event; destroyed data leaves the state alone."""
        numbered = step.sequence
        return Slot(
            step.version,
            step.leaf,
            tuple(map(numbered.get, CIRCLES, self.sequences)) if numbered else self.sequences,
            self.tags.union(step.tags) if step.tags else self.tags,
            self.state if isinstance(event, Destroyed) else aggregate.evolve(self.state, event),
        )


def empty(aggregate: Aggregate[Any, Any, Any]) -> Slot:
    """Give the slot of a stream that has no event."""
    return Slot(0, NO_LEAF, (0, 0, 0), frozenset(), aggregate.initial)


class SlotCache:
    """Slots of the streams used last, at most so many."""

    def __init__(self, streams_max: int) -> None:
        self._slots: OrderedDict[str, Slot] = OrderedDict()
        self._streams_max = streams_max

    def __contains__(self, stream: str) -> bool:
        return stream in self._slots

    def __len__(self) -> int:
        return len(self._slots)

    def __getitem__(self, stream: str) -> Slot:
        return self._slots[stream]

    def get(self, stream: str) -> Slot | None:
        """Find a slot."""
        return self._slots.get(stream)

    def keep(self, slots: Mapping[str, Slot]) -> None:
        """Remember slots as the ones used last; the oldest others go when there are too many."""
        for stream, slot in slots.items():
            self._slots[stream] = slot
            self._slots.move_to_end(stream)
        while len(self._slots) > max(self._streams_max, len(slots)):
            self._slots.popitem(last=False)

    def forget(self, stream: str) -> None:
        """Drop one slot; it is loaded when it is next asked for."""
        self._slots.pop(stream, None)

    def clear(self) -> None:
        """Forget everything."""
        self._slots.clear()

    def among(self, streams: Iterable[str]) -> dict[str, Slot]:
        """Give the slots of those of `streams` that are remembered."""
        return {stream: self._slots[stream] for stream in streams if stream in self._slots}
