"""One step of read models that stand at one position: read on, fold, write, move on."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import asyncpg

from libs.common.events.recorded import Recorded
from libs.common.events.wire import Wire
from libs.common.projections.checkpoint import Checkpoint, Move, move
from libs.common.projections.folding import Broken, Fold, Touches, broken, touch
from libs.common.store.reading import PAGE_MAX, Connection, StoredRow, decode, read_page

UNWRITABLE: Final = (
    *(AttributeError, TypeError, ValueError),
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
)
"""What a row's values can do wrong; some event of the batch is to blame."""


class Reading(NamedTuple):
    """Events that follow one position without a gap, up to one that cannot be read."""

    after: int
    events: Sequence[Recorded[Any]]
    broken: Broken | None
    full: bool

    @property
    def upto(self) -> int:
        """The position of the last event."""
        return self.after + len(self.events)

    def halves(self) -> tuple["Reading", "Reading"]:
        """Split in two."""
        middle = len(self.events) // 2
        first = Reading(self.after, self.events[:middle], None, full=True)
        rest = Reading(first.upto, self.events[middle:], self.broken, self.full)
        return first, rest


async def read(connection: Connection, wire: Wire, after: int, limit: int = PAGE_MAX) -> Reading:
    """Read and decode the events that follow a position."""
    rows = await read_page(connection, after, limit)
    events: list[Recorded[Any]] = []
    for row in rows:
        try:
            events.append(_decode(wire, row, after + len(events) + 1))
        except Exception as error:  # noqa: BLE001 - the readers stop here, with the reason
            found = broken(after + len(events) + 1, error)
            return Reading(after, events, found, full=True)
    return Reading(after, events, None, full=len(rows) == limit)


def _decode(wire: Wire, row: StoredRow, position: int) -> Recorded[Any]:
    if row.position != position:
        raise LookupError("this position is missing from the log")
    return decode(wire, row)


async def advance(
    connection: "asyncpg.Connection[asyncpg.Record]",
    members: Sequence[Checkpoint],
    reading: Reading,
) -> list[Checkpoint]:
    """Take the read models through what was read, in one transaction; raises LostRace.

    One whose rows cannot be written does not keep the others: each then goes alone.
    """
    try:
        return await _together(connection, members, reading)
    except UNWRITABLE:
        return [await _alone(connection, member, reading) for member in members]


async def _alone(
    connection: "asyncpg.Connection[asyncpg.Record]", member: Checkpoint, reading: Reading
) -> Checkpoint:
    """Halve the batch until the event is found whose row cannot be written."""
    try:
        return (await _together(connection, [member], reading))[0]
    except UNWRITABLE as error:
        if len(reading.events) == 1:
            return await _stop(connection, member, broken(reading.upto, error))
    first, rest = reading.halves()
    reached = await _alone(connection, member, first)
    whole = reached.moves and reached.position == first.upto
    return await _alone(connection, reached, rest) if whole else reached


async def _stop(
    connection: "asyncpg.Connection[asyncpg.Record]", member: Checkpoint, found: Broken
) -> Checkpoint:
    return (await move(connection, [_move(member, found.position - 1, found)]))[0]


async def _together(
    connection: "asyncpg.Connection[asyncpg.Record]",
    members: Sequence[Checkpoint],
    reading: Reading,
) -> list[Checkpoint]:
    folds, moves = [], []
    for member in members:
        fold, reached = await _fold(connection, member, reading)
        folds.append(fold)
        moves.append(_move(member, reached.upto, reached.broken))
    async with connection.transaction():
        # Lost in a crash, rows and checkpoint are lost together and simply made again.
        await connection.execute("SET LOCAL synchronous_commit = off")
        # First, so that only one of two runners comes to write; the other finds nothing to move.
        moved = await move(connection, moves)
        for fold in folds:
            await fold.table.remove(connection, fold.removed())
            await fold.table.write(connection, fold.written())
    return moved


async def _fold(
    connection: "asyncpg.Connection[asyncpg.Record]", member: Checkpoint, reading: Reading
) -> tuple[Fold[Any], Touches]:
    if member.position != reading.after:
        message = f"{member.table.checkpoint} stands at {member.position}, not {reading.after}"
        raise LookupError(message)
    batch = touch(member.table.projection, reading.events, reading.upto)
    keys = batch.keys
    standing = await member.table.select(connection, keys) if keys else []
    fold = Fold(member.table, standing)
    reached = fold.run(batch)
    if reached.broken is None and reached.upto == reading.upto:
        reached = reached._replace(broken=reading.broken)
    return fold, reached


def _move(member: Checkpoint, reached: int, found: Broken | None) -> Move:
    return Move(member, reached, found and f"event {found.position}: {found.reason}")
