"""Redriving a parked stream: its rows again, in order, through the same handling."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

import asyncpg

from libs.common.clock import utc_now
from libs.common.decider import frozen
from libs.common.reactions.arrival import Arrival, Key
from libs.common.reactions.faults import SEQUENCE_JUMP, Fault
from libs.common.reactions.handling import NO_POSITION, Handling
from libs.common.reactions.ledger import Connection, Ledger, note_seen
from libs.common.reactions.order import NOTHING_SEEN, Order, Seen, Step
from libs.common.reactions.outcome import take
from libs.common.reactions.parked import ParkedRow, parked_row, parked_rows

PASSES_MAX: Final = 1000
"""While rows are redriven, the runner may queue further ones behind them."""

Fetch: TypeAlias = Callable[[Sequence[ParkedRow]], Awaitable[list[Arrival]]]

_DELETE: Final = "DELETE FROM parked WHERE id = $1"
_FAIL: Final = """
    UPDATE parked SET cause = $2, detail = $3, attempts = attempts + 1,
                      last_failed_at = clock_timestamp()
     WHERE id = $1"""


@frozen
class Redriven:
    """How far a redrive came; `failed` is the row that it stopped at, as it stands now."""

    done: int
    failed: ParkedRow | None


@frozen
class Discarded:
    """A row that was thrown away, when, and why."""

    row: ParkedRow
    reason: str
    discarded_at: datetime


class ReasonMissing(Exception):  # noqa: N818 - named by what it is
    """Nothing is thrown away without a reason."""


class Redrive:
    """Redrives and discards the parked rows of one table, in whatever process."""

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        handling: Handling,
        ledger: Ledger,
        fetch: Fetch,
        *,
        is_numbered: bool,
    ) -> None:
        self._pool, self._handling, self._ledger = pool, handling, ledger
        self._fetch, self._is_numbered = fetch, is_numbered

    async def redrive(self, key: Key, *, across_gap: bool = False) -> Redriven:
        """Handle a stream's rows until none is left or one fails again.

        With `across_gap` a jump is accepted: what is missing is known never to come.
        """
        done = 0
        for _ in range(PASSES_MAX):
            async with self._pool.acquire() as connection:
                rows = await parked_rows(connection, self._ledger.table, key)
            if not rows:
                return Redriven(done=done, failed=None)
            arrivals = await self._fetch(rows)
            order = await self._order(key, arrivals)
            for row, arrival in _in_order(rows, arrivals):
                try:
                    await self._take(row, order, arrival, across_gap=across_gap)
                except Fault as fault:
                    return Redriven(done=done, failed=await self._fail(row, fault))
                done += 1
        return Redriven(done=done, failed=None)

    async def discard(self, identifier: int, reason: str) -> Discarded | None:
        """Throw one row away; None when there is no such row. Raises ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing
        async with self._pool.acquire() as connection, connection.transaction():
            await self._ledger.lock(connection)
            row = await parked_row(connection, identifier)
            if row is None or row.reaction != self._ledger.table:
                return None
            await connection.execute(_DELETE, identifier)
            await self._count_discarded(connection, row)
        return Discarded(row=row, reason=reason, discarded_at=utc_now())

    async def _order(self, key: Key, arrivals: Sequence[Arrival]) -> Order:
        standings = await self._ledger.standings([key])
        return Order(self._handling.vocabulary, standings[key].seen, arrivals, again=True)

    async def _take(
        self, row: ParkedRow, order: Order, arrival: Arrival, *, across_gap: bool
    ) -> None:
        step = self._step(order, arrival, across_gap=across_gap)
        reached = await take(self._handling, step)
        async with self._pool.acquire() as connection, connection.transaction():
            await self._ledger.lock(connection)
            await connection.execute(_DELETE, row.id)
            await self._note(connection, row.key, order.seen, reached)

    def _step(self, order: Order, arrival: Arrival, *, across_gap: bool) -> Step:
        if not self._is_numbered:
            return order.unnumbered(arrival)
        step = order.step(arrival)
        if across_gap and step.fault and step.fault.cause == SEQUENCE_JUMP and arrival.envelope:
            order.accept_gap(arrival.envelope)
            return order.step(arrival)
        return step

    async def _note(self, connection: Connection, key: Key, seen: Seen, reached: int) -> None:
        if self._is_numbered and seen != NOTHING_SEEN:
            position = max(seen.position, reached)
            await note_seen(connection, [(key, seen._replace(position=position))])

    async def _count_discarded(self, connection: Connection, row: ParkedRow) -> None:
        """Count it if it is the next, so that what follows it is no jump."""
        arrivals = await self._fetch([row])
        order = await self._order(row.key, arrivals)
        envelope = arrivals[0].envelope
        if envelope and envelope.sequence == order.seen.sequence + 1:
            seen = Seen(envelope.epoch, envelope.sequence, order.seen.position)
            await self._note(connection, row.key, seen, NO_POSITION)

    async def _fail(self, row: ParkedRow, fault: Fault) -> ParkedRow | None:
        async with self._pool.acquire() as connection:
            await connection.execute(_FAIL, row.id, fault.cause, fault.detail)
            return await parked_row(connection, row.id)


def _in_order(
    rows: Sequence[ParkedRow], arrivals: Sequence[Arrival]
) -> Iterator[tuple[ParkedRow, Arrival]]:
    """Sort by sequence, for what was missing may have come later; the unreadable stay put."""
    place = (0, 0)
    places = []
    for row, arrival in zip(rows, arrivals, strict=True):
        if arrival.envelope is not None:
            place = (arrival.envelope.epoch, arrival.envelope.sequence)
        places.append((place, row.id, row, arrival))
    for _, _, row, arrival in sorted(places, key=lambda placed: placed[:2]):
        yield row, arrival
