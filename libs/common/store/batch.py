"""One flush in the making: decisions taken one after another, written out row by row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, Self

from libs.common.clock import fresh_ids, fresh_salts
from libs.common.decider import Aggregate, Refusal
from libs.common.events import merkle
from libs.common.events.header import SUITE, write_time, written
from libs.common.events.kernel import EpochOpened
from libs.common.events.record import SALT_BYTES, data_digest
from libs.common.events.wire import Stored, Wire
from libs.common.service import Service
from libs.common.store import outcome, site
from libs.common.store.appends import (
    Append,
    AppendTooLarge,
    Emit,
    Receipt,
    StreamHead,
    VersionConflict,
)
from libs.common.store.head import Head
from libs.common.store.slots import Slot, Step

APPEND_EVENTS_MAX: Final = 512
EVENT_BYTES_MAX: Final = 512 * 1024
# Once a batch holds so much it leaves; a larger one would not be through before its timeout.
BATCH_BYTES_MAX: Final = 8 * 1024 * 1024

Lookup = Callable[[str], Slot]
"""Gives the slot of a stream as it is after everything before this batch."""


class EventRow(NamedTuple):
    """One row for `events`."""

    stream: str
    version: int
    type: str
    header: bytes
    data: bytes
    salt: bytes
    leaf: bytes


class Stamp(NamedTuple):
    """A moment to record, its text, and what makes ids for it."""

    at: datetime
    text: str
    fresh_id: Callable[[], str]


class ReceiptRow(NamedTuple):
    """One row for `receipts`."""

    command_id: str
    fingerprint: str | None
    first: int | None
    last: int | None
    outcome: str


class LogFacts(NamedTuple):
    """What does not change from event to event of a log."""

    site: str
    wire: Wire
    aggregates: Mapping[str, Aggregate[Any, Any, Any]]

    @classmethod
    def of(cls, site_key: str, service: Service) -> Self:
        """Take them from a service; the kernel's own aggregate is part of every log."""
        aggregates = (*service.aggregates, site.site)
        return cls(site_key, service.wire, {each.kind: each for each in aggregates})

    def aggregate(self, stream: str) -> Aggregate[Any, Any, Any]:
        """Find the aggregate of a stream by its kind; raises KeyError."""
        return self.aggregates[stream.partition("-")[0]]


class Batch:
    """Rows of one flush, and the head and slots there will be once it is in."""

    def __init__(self, facts: LogFacts, head: Head, lookup: Lookup) -> None:
        self.facts, self.head, self.expected = facts, head, head.position
        self.slots: dict[str, Slot] = {}
        self.events: list[EventRow] = []
        self.receipts: list[ReceiptRow] = []
        self.claims: dict[str, str] = {}
        self.commands: dict[str, None] = {}
        self.bytes = 0
        self.first_at: datetime | None = None
        self.salts = fresh_salts(SALT_BYTES)
        self._lookup = lookup
        self._stamp: Stamp | None = None

    def add(self, append: Append, now: datetime, claimed: Mapping[str, str]) -> Receipt:
        """Decide on the newest state and write the rows; a refusal or conflict leaves none.

        `claimed` are keys known to be held already. Raises Refusal, VersionConflict and
        AppendTooLarge; their answer holds only if this batch's head is confirmed.
        """
        self.commands[append.command_id] = None
        slots = {stream: self._slot(stream) for stream in append.streams}
        _check_versions(append, slots)
        emits = append.decide({stream: slot.state for stream, slot in slots.items()}, now)
        if not emits and not append.keep_empty:
            return Receipt(command_id=append.command_id, first=None, last=None, heads=())
        written = _Writing(self, append, slots, self._stamped(now))
        for emit in emits:
            written.write(emit)
        return self._keep(written, claimed)

    def _stamped(self, now: datetime) -> Stamp:
        """Give the stamp of a moment; appends that are decided together share it."""
        if self._stamp is None or self._stamp.at is not now:
            self._stamp = Stamp(now, write_time(now), fresh_ids(now))
        return self._stamp

    def is_full(self, events_max: int) -> bool:
        """Tell whether nothing more should go in; the last append may have gone over the bound."""
        return len(self.events) >= events_max or self.bytes >= BATCH_BYTES_MAX

    def _slot(self, stream: str) -> Slot:
        return self.slots.get(stream) or self._lookup(stream)

    def _keep(self, written: "_Writing", claimed: Mapping[str, str]) -> Receipt:
        for key, (stream, refusal) in written.claims.items():
            if (self.claims.get(key) or claimed.get(key) or stream) != stream:
                raise refusal(key=key)
        for key, (stream, _) in written.claims.items():
            self.claims[key] = stream
        receipt, fingerprint = written.receipt(), written.append.fingerprint
        self.receipts.append(
            ReceiptRow(
                receipt.command_id,
                fingerprint.hex() if fingerprint else None,
                receipt.first,
                receipt.last,
                outcome.write(receipt.heads),
            )
        )
        if written.rows and self.first_at is None:
            self.first_at = written.stamp.at
        self.events += written.rows
        self.bytes += written.bytes
        self.head = written.head
        for row in written.rows:
            self.slots[row.stream] = written.slots[row.stream]
        return receipt


class _Writing:
    """The rows of one append, apart until all of them are good."""

    def __init__(self, batch: Batch, append: Append, slots: dict[str, Slot], stamp: Stamp) -> None:
        self.facts, self.append, self.slots, self.stamp = batch.facts, append, slots, stamp
        self._salts = batch.salts
        self.head, self.first = batch.head, batch.head.position + 1
        self.bytes = 0
        self.rows: list[EventRow] = []
        self.steps: list[StreamHead] = []
        self.claims: dict[str, tuple[str, type[Refusal]]] = {}

    def write(self, emit: Emit) -> None:
        """Write one event's row and move head and slot on."""
        aggregate = self.facts.aggregate(emit.stream)
        line = self.facts.wire.line(emit.event, aggregate.kind)
        data, salt = self.facts.wire.encode(line, emit.event), next(self._salts)
        if len(data) > EVENT_BYTES_MAX or len(self.rows) >= APPEND_EVENTS_MAX:
            raise AppendTooLarge(line.name)
        slot, epoch = self.slots[emit.stream], self._epoch(emit)
        tags, sequence = tuple(line.tags(emit.event)), slot.sequence(line.audience.topics)
        digest = data_digest(salt, data)
        text = written(
            self._fields(emit, line, slot, epoch=epoch, tags=tags, sequence=sequence, digest=digest)
        )
        leaf, version = merkle.leaf_hash(text), slot.version + 1
        step = Step(version, leaf.hex(), sequence, tags)
        self.slots[emit.stream] = slot.after(step, emit.event, aggregate)
        frontier = merkle.extend(self.head.frontier, self.head.position, leaf)
        self.head = Head(self.head.position + 1, epoch, frontier, self.stamp.at)
        self.steps.append(StreamHead(emit.stream, version, sequence))
        self.bytes += len(data)
        self.rows.append(EventRow(emit.stream, version, line.name, text, data, salt, leaf))
        for claim in line.claims(emit.event):
            holder, _ = self.claims.setdefault(claim.key, (emit.stream, claim.refusal))
            if holder != emit.stream:
                raise claim.refusal(key=claim.key)

    def _fields(
        self,
        emit: Emit,
        line: Stored,
        slot: Slot,
        *,
        epoch: int,
        tags: tuple[str, ...],
        sequence: dict[str, int],
        digest: str,
    ) -> dict[str, Any]:
        """Give the header's fields in their order."""
        origin = self.append.origin
        return {
            "suite": SUITE,
            "site": self.facts.site,
            "service": self.facts.wire.service,
            "epoch": epoch,
            "position": self.head.position + 1,
            "stream": emit.stream,
            "version": slot.version + 1,
            "id": self.stamp.fresh_id(),
            "type": line.name,
            "recorded_at": self.stamp.text,
            "occurred_at": write_time(origin.occurred_at) if origin.occurred_at else None,
            "actor": origin.actor,
            "role": origin.role,
            "body": origin.body,
            "correlation": origin.correlation,
            "causation": origin.causation,
            "command": self.append.command_id,
            "rule": origin.rule,
            "tags": tags,
            "classification": line.classification,
            "audience": line.audience.value,
            "sequence": sequence,
            "corrects": emit.corrects,
            "previous": slot.leaf,
            "data": digest,
        }

    def _epoch(self, emit: Emit) -> int:
        """Give the event's epoch; one that opens an epoch says what survived, and must be right."""
        if not isinstance(emit.event, EpochOpened):
            return self.head.epoch
        counted = (emit.event.surviving_size, emit.event.surviving_root)
        if counted != (self.head.position, self.head.root.hex()):
            # The log went on since then, and a false count in it could never be put right.
            raise VersionConflict(emit.stream, self.slots[emit.stream].version)
        return self.head.epoch + 1

    def receipt(self) -> Receipt:
        """Write the answer; an append of nothing has no positions."""
        first, last = (self.first, self.head.position) if self.rows else (None, None)
        return Receipt(self.append.command_id, first, last, outcome.heads(self.steps))


def _check_versions(append: Append, slots: Mapping[str, Slot]) -> None:
    for stream, version in (append.expected or {}).items():
        if slots[stream].version != version:
            raise VersionConflict(stream, slots[stream].version)
