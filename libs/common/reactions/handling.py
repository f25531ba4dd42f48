"""Handling one arrival: decode, react, give the commands; whatever fails for good is a fault."""

from typing import Final

import structlog

from libs.common.decider import SYSTEM, Refusal
from libs.common.reactions.arrival import received
from libs.common.reactions.bus import Bus
from libs.common.reactions.envelope import Envelope
from libs.common.reactions.faults import Fault, defect, refused
from libs.common.reactions.patience import HeldTooLong, Patience, Stopping
from libs.common.reactions.table import Reaction, Send, command_id
from libs.common.reactions.vocabulary import Vocabulary
from libs.common.store.appends import Origin, Receipt

SYSTEM_ACTOR: Final = "system"
NO_POSITION: Final = 0

_log: Final = structlog.get_logger("reactions")


class Handling:
    """What a table does with an event; repeating it is harmless, because command ids repeat."""

    def __init__(self, vocabulary: Vocabulary, bus: Bus, patience: Patience, body: str) -> None:
        self.vocabulary, self.patience = vocabulary, patience
        self._bus, self._body = bus, body

    async def handle(self, envelope: Envelope, body: bytes) -> int:
        """Give the commands that follow; answers the own log's position after them, 0 for none.

        Raises Fault, HeldTooLong and Stopping.
        """
        try:
            return await self._react(envelope, self.vocabulary.decode(envelope.name, body))
        except (Fault, HeldTooLong, Stopping):
            raise
        except Refusal as refusal:
            raise refused(refusal) from refusal
        except Exception as error:
            # The edge of the consumer loop: a defect parks the stream it shows on.
            _log.exception("reaction_crashed", event_id=envelope.id, stream=envelope.stream)
            raise defect(error) from error

    async def _react(self, envelope: Envelope, event: object) -> int:
        arrived, reached = received(envelope, event), NO_POSITION
        for line in self.vocabulary.lines(envelope.name):
            for number, sent in enumerate(line.react(arrived)):
                receipt = await self._give(envelope, line, sent, number)
                reached = max(reached, receipt.last or NO_POSITION)
        return reached

    async def _give(self, envelope: Envelope, line: Reaction, sent: Send, number: int) -> Receipt:
        named = command_id(envelope.id, line, sent, number)
        origin = Origin(
            actor=SYSTEM_ACTOR,
            role=SYSTEM,
            body=self._body,
            correlation=envelope.correlation,
            causation=envelope.id,
        )
        return await self.patience.persist(
            lambda: self._bus.give(sent.stream, sent.command, command_id=named, origin=origin)
        )
