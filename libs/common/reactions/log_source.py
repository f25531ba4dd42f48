"""The own log as a source of reactions: its stored names, and its rows as arrivals."""

from collections.abc import Sequence
from typing import Final

from libs.common.events.header import Header, decode
from libs.common.events.wire import Wire
from libs.common.reactions.arrival import Arrival
from libs.common.reactions.envelope import Envelope
from libs.common.reactions.parked import ParkedRow
from libs.common.reactions.records import Record
from libs.common.store.reading import Connection, StoredRow, read_page

OWN_LOG: Final = "own-log"
"""Stands for the topic in parked rows; their offset is the position."""


class LogShapes:
    """The stored names of a service's own events; older versions decode through upcasters."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def names(self) -> Sequence[str]:
        """List every stored name."""
        return self._wire.names()

    def versions(self, event: type) -> Sequence[str]:
        """List the names, older ones too, that decode to `event`."""
        return [name for name in self._wire.names() if self._event(name) is event]

    def decode(self, name: str, body: bytes) -> object:
        """Decode an event's data."""
        return self._wire.decode(name, body)

    def _event(self, name: str) -> type | None:
        while name in self._wire.upcasters:
            name, _ = self._wire.upcasters[name]
        line = self._wire.stored(name)
        return None if line is None else line.event


def arrival_of(row: StoredRow) -> Arrival:
    """Give a row of the log as an arrival; when parked it is a position, and keeps no data."""
    header = decode(row.header)
    record = Record(OWN_LOG, 0, header.position, header.stream.encode(), None, ())
    return Arrival(record, header.stream, _envelope(header), body=row.data)


def _envelope(header: Header) -> Envelope:
    return Envelope(
        id=header.id,
        site=header.site,
        service=header.service,
        name=header.type,
        stream=header.stream,
        epoch=header.epoch,
        position=header.position,
        sequence=header.version,
        correlation=header.correlation,
        recorded_at=header.recorded_at,
    )


async def own_arrivals(connection: Connection, rows: Sequence[ParkedRow]) -> list[Arrival]:
    """Read the events that parked rows stand for."""
    return [
        arrival_of(found)
        for row in rows
        for found in await read_page(connection, row.record.offset - 1, 1)
    ]
