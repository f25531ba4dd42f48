"""What becomes of each record of a stream, by its `sequence` and its version alone.

Versions of one event are published side by side under the same id and the same sequence, the
older first. A reader handles the first that it understands; the others are its twins. One that
it does not understand is not counted, so that its twin, whenever it comes, is still the next;
if no twin comes, the stream's next event is a jump, and nothing was lost in silence.
"""

from collections.abc import Sequence
from enum import Enum
from typing import Final, NamedTuple

import structlog

from libs.common.reactions.arrival import Arrival
from libs.common.reactions.envelope import Envelope
from libs.common.reactions.faults import SEQUENCE_JUMP, UNKNOWN_VERSION, Fault
from libs.common.reactions.vocabulary import Vocabulary

_log: Final = structlog.get_logger("reactions")


class Seen(NamedTuple):
    """The last sequence counted of a stream, its epoch, and the own log's position after it."""

    epoch: int
    sequence: int
    position: int


NOTHING_SEEN: Final = Seen(1, 0, 0)


class Action(Enum):
    """What becomes of one record."""

    HANDLE = "handle"
    IGNORE = "ignore"
    DROP = "drop"
    PARK = "park"


class Step(NamedTuple):
    """One record and what becomes of it; a fault says why it is parked."""

    arrival: Arrival
    action: Action
    fault: Fault | None = None


class Order:
    """Takes `arrivals` of one stream in turn; `seen` is where that has led.

    With `again` they were parked: counted when they came, most of them, and not handled yet.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        seen: Seen | None,
        arrivals: Sequence[Arrival],
        *,
        again: bool = False,
    ) -> None:
        self.seen, self.arrivals = seen or NOTHING_SEEN, arrivals
        self._vocabulary, self._again = vocabulary, again
        self._understood = {
            arrival.envelope.id
            for arrival in arrivals
            if arrival.envelope and vocabulary.understands(arrival.envelope.name)
        }

    def steps(self) -> list[Step]:
        """Say what becomes of each."""
        return [self.step(arrival) for arrival in self.arrivals]

    def step(self, arrival: Arrival) -> Step:
        """Say what becomes of the next."""
        envelope = arrival.envelope
        if envelope is None:
            return Step(arrival, Action.PARK, arrival.fault)
        self._begin_epoch(envelope)
        if self._is_old(envelope):
            return Step(arrival, Action.DROP)
        if envelope.sequence > self.seen.sequence + 1:
            return Step(arrival, Action.PARK, self._jump(envelope))
        return self._next(arrival, envelope)

    def unnumbered(self, arrival: Arrival) -> Step:
        """Say what becomes of an event of a source that has no sequences and no gaps."""
        return Step(arrival, Action.IGNORE if arrival.body is None else Action.HANDLE)

    def accept_gap(self, envelope: Envelope) -> None:
        """Go on at this record, as somebody decided who knows that what is missing stays so."""
        self.seen = self.seen._replace(sequence=envelope.sequence - 1)

    def _begin_epoch(self, envelope: Envelope) -> None:
        """A restored log goes on from what survived, so its numbers are what they are."""
        if envelope.epoch > self.seen.epoch:
            _log.warning(
                "epoch_begun",
                stream=envelope.stream,
                epoch=envelope.epoch,
                sequence=envelope.sequence,
                last_epoch=self.seen.epoch,
                last_sequence=self.seen.sequence,
            )
            self.seen = self.seen._replace(epoch=envelope.epoch, sequence=envelope.sequence - 1)

    def _is_old(self, envelope: Envelope) -> bool:
        if envelope.epoch < self.seen.epoch:
            return True
        return envelope.sequence <= self.seen.sequence and not self._again

    def _jump(self, envelope: Envelope) -> Fault:
        return Fault(SEQUENCE_JUMP, f"{envelope.sequence} does not follow {self.seen.sequence}")

    def _next(self, arrival: Arrival, envelope: Envelope) -> Step:
        if self._vocabulary.understands(envelope.name):
            self._count(envelope)
            return Step(arrival, Action.IGNORE if arrival.body is None else Action.HANDLE)
        if not self._vocabulary.is_concerned(envelope.name):
            self._count(envelope)
            return Step(arrival, Action.IGNORE)
        if envelope.id in self._understood or self._vocabulary.knows(envelope.name):
            return Step(arrival, Action.IGNORE)
        return Step(arrival, Action.PARK, Fault(UNKNOWN_VERSION, envelope.name))

    def _count(self, envelope: Envelope) -> None:
        self.seen = self.seen._replace(sequence=max(self.seen.sequence, envelope.sequence))
