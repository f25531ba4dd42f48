"""An arrival: one record as a table sees it, readable or not."""

from typing import Any, NamedTuple, TypeAlias

from libs.common.reactions.envelope import Envelope, read_envelope, stream_of
from libs.common.reactions.faults import Fault
from libs.common.reactions.records import Record
from libs.common.reactions.table import Received

Key: TypeAlias = tuple[str, str]
"""A topic and a stream: what is handled in order, and parked as one."""


class Arrival(NamedTuple):
    """A record, its stream, and either its envelope or what is wrong with its headers.

    An event without a body is one whose data was destroyed: nothing can react to it any more.
    """

    record: Record
    stream: str
    envelope: Envelope | None = None
    fault: Fault | None = None
    body: bytes | None = None

    @property
    def key(self) -> Key:
        """What it is handled in order with."""
        return self.record.topic, self.stream


def arrive(record: Record) -> Arrival:
    """Read the headers of a topic's record."""
    try:
        envelope = read_envelope(record)
    except Fault as fault:
        return Arrival(record, stream_of(record), fault=fault)
    return Arrival(record, envelope.stream, envelope, body=record.value)


def received(envelope: Envelope, event: object) -> Received[Any]:
    """Give what a reaction may know of an event."""
    return Received(
        event=event,
        id=envelope.id,
        type=envelope.name,
        site=envelope.site,
        service=envelope.service,
        stream=envelope.stream,
        sequence=envelope.sequence,
        position=envelope.position,
        correlation=envelope.correlation,
        recorded_at=envelope.recorded_at,
    )
