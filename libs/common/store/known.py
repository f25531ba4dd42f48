"""What one writing process knows of its log: the head, the streams' slots, the held claims."""

from collections.abc import Iterable
from typing import Final

import asyncpg
import structlog

from libs.common.events.header import decode
from libs.common.events.wire import UnknownType
from libs.common.store.appends import Append
from libs.common.store.batch import LogFacts
from libs.common.store.head import START, Head, head_of
from libs.common.store.link import BAD_ROW, Connection
from libs.common.store.reading import StoredRow, read_last, read_page, read_streams
from libs.common.store.slots import Slot, SlotCache, Step, empty
from libs.common.store.waiting import Waiting

# A stream whose events this release cannot read or fold, or whose name is nonsense: it fails
# those who ask for it.
UNREADABLE: Final = (
    *(UnknownType, ValueError, TypeError, LookupError, AttributeError, AssertionError),
    *BAD_ROW,
)
CATCH_UP_EVENTS_MAX: Final = 20_000

log: Final = structlog.get_logger("appender")


class Known:
    """Knowledge that is exact as long as the head is; it is caught up or dropped, never patched."""

    def __init__(self, facts: LogFacts, streams_max: int) -> None:
        self.facts = facts
        self.head: Head = START
        self.claims: dict[str, str] = {}
        self._slots = SlotCache(streams_max)

    def slot(self, stream: str) -> Slot:
        """Give a loaded stream's slot; raises KeyError for one that was not loaded."""
        return self._slots[stream]

    def reset(self, last: StoredRow | None) -> None:
        """Begin again from the log's last row."""
        self._slots.clear()
        self.claims.clear()
        self.head = head_of(last)

    def committed(self, head: Head, slots: dict[str, Slot]) -> None:
        """Take over what a flush of this process brought."""
        self.head = head
        self._slots.keep(slots)

    async def load(self, connection: Connection, appends: Iterable[Append]) -> None:
        """Load the streams that `appends` ask for and nobody remembers, as of the known head."""
        asked = {stream for each in appends for stream in each.streams}
        known = self._slots.among(asked)
        missing = asked - known.keys()
        if not missing:
            return
        slots = {stream: empty(self.facts.aggregate(stream)) for stream in missing}
        if self.head.position:
            for row in await read_streams(connection, missing, self.head.position):
                self._fold(slots, row)
        # All that was asked for, so that what comes in does not push out what is needed beside it.
        self._slots.keep(known | slots)

    async def load_for(self, connection: Connection, arrivals: list[Waiting]) -> list[Waiting]:
        """Load what is asked for; of a stream that cannot be read, only those who ask are told."""
        try:
            await self.load(connection, [each.append for each in arrivals])
        except UNREADABLE as unreadable:
            log.error("stream_unreadable", reason=repr(unreadable))  # noqa: TRY400 - some asker's
            readable = [each for each in arrivals if await self._can_load(connection, each)]
            # Together once more, for one may have pushed out another.
            await self.load(connection, [each.append for each in readable])
            return readable
        return arrivals

    async def _can_load(self, connection: Connection, waiting: Waiting) -> bool:
        try:
            await self.load(connection, [waiting.append])
        except UNREADABLE as unreadable:
            waiting.resolve(unreadable)
            return False
        return True

    async def catch_up(self, connection: Connection, upto: int) -> None:
        """Fold in what other writers appended, up to position `upto` at least.

        What is far ahead is not worth reading, and a log that became shorter cannot be followed:
        then everything is loaded anew when it is asked for.
        """
        if not 0 < upto - self.head.position <= CATCH_UP_EVENTS_MAX:
            self.reset(await read_last(connection))
        while self.head.position < upto:
            page = await read_page(connection, self.head.position)
            slots: dict[str, Slot] = {}
            for row in page:
                self._follow(slots, row)
            ends = [row for row in page if row.frontier is not None]
            if not ends:
                raise asyncpg.InterfaceError("a page of the log that ends no flush")
            self._slots.keep(slots)
            self.head = head_of(ends[-1])

    def _follow(self, slots: dict[str, Slot], row: StoredRow) -> None:
        """Fold one row of another writer into a remembered stream.

        One that this release cannot read makes its stream forgotten: whoever asks for the stream
        next is told so, and nobody else is held up.
        """
        stream = decode(row.header).stream
        if stream not in slots and stream not in self._slots:
            return
        try:
            self._fold(slots, row)
        except UNREADABLE:
            slots.pop(stream, None)
            self._slots.forget(stream)

    def _fold(self, slots: dict[str, Slot], row: StoredRow) -> None:
        header = decode(row.header)
        aggregate = self.facts.aggregate(header.stream)
        slot = slots.get(header.stream) or self._slots.get(header.stream) or empty(aggregate)
        if header.version > slot.version:
            event = self.facts.wire.decode(header.type, row.data)
            step = Step(header.version, row.leaf.hex(), header.sequence, header.tags)
            slots[header.stream] = slot.after(step, event, aggregate)
