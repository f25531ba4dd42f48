"""One step of read models that stand at one position: read on, fold, write, move on."""

from collections.abc import Sequence
from typing import Any, Final

import asyncpg

from libs.common.projections.checkpoint import Checkpoint, Move, move
from libs.common.projections.folding import Broken, Fold, Touches, broken, touch
from libs.common.projections.readahead import Reading

UNWRITABLE: Final = (
    *(AttributeError, TypeError, ValueError),
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
)
"""What a row's values can do wrong; some event of the batch is to blame."""


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
            if not fold.table.as_of:
                await fold.table.remove(connection, fold.gone())
            await fold.table.write(connection, fold.written())
    for checkpoint, fold in zip(moved, folds, strict=True):
        checkpoint.recent.keep(fold.current, fold.gone())
    return moved


async def _fold(
    connection: "asyncpg.Connection[asyncpg.Record]", member: Checkpoint, reading: Reading
) -> tuple[Fold[Any], Touches]:
    if member.position != reading.after:
        message = f"{member.table.checkpoint} stands at {member.position}, not {reading.after}"
        raise LookupError(message)
    batch = touch(member.table.projection, reading.events, reading.upto)
    keys = batch.keys
    known = member.recent.find(keys)
    missing = keys - known.keys()
    read = await member.table.select(connection, missing) if missing else {}
    fold = Fold(member.table, known | read)
    reached = fold.run(batch)
    if reached.broken is None and reached.upto == reading.upto:
        reached = reached._replace(broken=reading.broken)
    return fold, reached


def _move(member: Checkpoint, reached: int, found: Broken | None) -> Move:
    return Move(member, reached, found and f"event {found.position}: {found.reason}")
