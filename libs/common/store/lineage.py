"""Whether this database is still the one whose log is on the tape: asked before anything is served.

A restored backup or a promoted stale replica is behind the tape: it is refilled, then serves. If
the two tell different stories, nothing is written until people have opened the next epoch.
"""

from enum import Enum
from typing import Final

from libs.common.decider import frozen
from libs.common.events import merkle
from libs.common.events.header import decode as decode_header
from libs.common.events.kernel import EpochOpened
from libs.common.kafka.second_line import START, Mark, mark_of
from libs.common.kafka.tape import Tape, TapeRecord, TapeUnreachable
from libs.common.store import site as site_stream
from libs.common.store.reading import Connection, StoredRow, read_last, read_page, read_stream

# The control file's own timeline lags behind after a promotion, until the next checkpoint.
_SERVER: Final = """
SELECT system_identifier, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int
  FROM pg_control_system()"""
_REMEMBERED: Final = "SELECT system_identifier, timeline FROM lineage"
_REMEMBER: Final = """
INSERT INTO lineage (one, system_identifier, timeline) VALUES (true, $1, $2)
ON CONFLICT (one) DO UPDATE
    SET system_identifier = excluded.system_identifier, timeline = excluded.timeline"""


class Standing(Enum):
    """How database and tape stand to each other."""

    UNCHANGED = "unchanged"
    """The tape did not answer, but the server is the remembered one: serve."""

    AGREES = "agrees"
    """The tape's last record is in the database: serve."""

    BEHIND = "behind"
    """The tape goes on from the database's last event: refill, then serve."""

    DIFFERS = "differs"
    """They tell different stories: no writes, no relay."""

    TAPE_UNREACHABLE = "tape_unreachable"
    """The server is a new one and the tape does not answer: not yet."""


@frozen
class Finding:
    """The answer, with the two last places; `continue_after` is where the relay would go on."""

    standing: Standing
    database: Mark
    tape: Mark | None = None
    continue_after: int = 0
    detail: str = ""

    @property
    def may_write(self) -> bool:
        """Tell whether commands may be taken."""
        return self.standing in (Standing.UNCHANGED, Standing.AGREES)


async def is_known(connection: Connection) -> bool:
    """Tell whether the server and its timeline are the remembered ones."""
    remembered = await connection.fetchrow(_REMEMBERED)
    return remembered is not None and remembered == await connection.fetchrow(_SERVER)


async def examine(connection: Connection, tape: Tape, site: str) -> Finding:
    """Compare the database with the tape, and remember the server when they agree.

    The tape is asked also when the server is known: a snapshot of its disk keeps its timeline.
    When it is not known, the relay of the server before it is ended first.
    """
    known = await is_known(connection)
    try:
        if not known:
            await tape.settle()
        finding = await compare(connection, tape, await tape.tail(), site)
    except TapeUnreachable as failure:
        return Finding(
            standing=Standing.UNCHANGED if known else Standing.TAPE_UNREACHABLE,
            database=_mark(await read_last(connection)),
            detail=str(failure),
        )
    if finding.standing is Standing.AGREES:
        await connection.execute(_REMEMBER, *await connection.fetchrow(_SERVER) or ())
    return finding


async def compare(
    connection: Connection, tape: Tape, tail: TapeRecord | None, site: str
) -> Finding:
    """Compare the tape's last record with the database; raises TapeUnreachable."""
    last = await read_last(connection)
    if tail is None:
        return Finding(standing=Standing.AGREES, database=_mark(last))
    survivors = await _survivors(connection, site, tail.mark.epoch)
    if survivors is not None and survivors <= tail.mark.position:
        return _finding(Standing.AGREES, last, tail, continue_after=survivors)
    if last is None or last.position < tail.mark.position:
        return await _shorter(tape, last, tail)
    row = await _row_at(connection, tail.mark.position)
    if row is not None and row.leaf == tail.record.leaf:
        return _finding(Standing.AGREES, last, tail, continue_after=row.position)
    return _finding(Standing.DIFFERS, last, tail, at=tail.mark.position)


def open_epoch(
    last: StoredRow | None,
    *,
    witnessed: str | None,
    reason: str,
    opened_by: str,
    confirmed_by: str,
) -> EpochOpened:
    """Say what survived: the log up to `last`, whose row carries the frontier of its flush."""
    if last is not None and last.frontier is None:
        message = f"position {last.position} does not end a flush, so it is not the last survivor"
        raise ValueError(message)
    frontier = merkle.unpack(last.frontier or b"") if last is not None else ()
    return EpochOpened(
        surviving_size=0 if last is None else last.position,
        surviving_root=merkle.root(frontier).hex(),
        witnessed=witnessed,
        reason=reason,
        opened_by=opened_by,
        confirmed_by=confirmed_by,
    )


async def _shorter(tape: Tape, last: StoredRow | None, tail: TapeRecord) -> Finding:
    if last is None:
        return _finding(Standing.BEHIND, last, tail)
    common = await tape.find(_mark(last))
    if common is not None and common.record.leaf == last.leaf:
        return _finding(Standing.BEHIND, last, tail)
    return _finding(Standing.DIFFERS, last, tail, at=last.position)


async def _survivors(connection: Connection, site: str, epoch: int) -> int | None:
    """Give the size of the log before the first epoch after `epoch`, None if there is none."""
    for row in await read_stream(connection, site_stream.stream(site)):
        if decode_header(row.header).epoch > epoch:
            return row.position - 1
    return None


async def _row_at(connection: Connection, position: int) -> StoredRow | None:
    page = await read_page(connection, position - 1, 1)
    return next((row for row in page if row.position == position), None)


def _mark(row: StoredRow | None) -> Mark:
    return START if row is None else mark_of(decode_header(row.header))


def _finding(
    standing: Standing,
    last: StoredRow | None,
    tail: TapeRecord,
    *,
    continue_after: int = 0,
    at: int | None = None,
) -> Finding:
    database = _mark(last)
    detail = "" if at is None else f"database and tape hold different events at position {at}"
    if standing is Standing.BEHIND:
        detail = f"the tape ends at {tail.mark.position}, the database at {database.position}"
    return Finding(
        standing=standing,
        database=database,
        tape=tail.mark,
        continue_after=continue_after,
        detail=detail,
    )
