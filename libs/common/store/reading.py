"""Reading the log: in position order, or one stream, raw or decoded."""

from collections.abc import AsyncIterator, Iterable
from typing import Any, Final, NamedTuple, TypeAlias

import asyncpg

from libs.common.events.header import Header
from libs.common.events.header import decode as decode_header
from libs.common.events.recorded import Recorded
from libs.common.events.wire import Wire

PAGE_MAX: Final = 2000

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | asyncpg.Pool[asyncpg.Record]"


class StoredRow(NamedTuple):
    """One row of `events` as it is stored; data and salt are None once destroyed."""

    position: int
    header: bytes
    data: bytes | None
    salt: bytes | None
    leaf: bytes
    frontier: bytes | None


ROWS: Final = "SELECT position, header, data, salt, leaf, frontier FROM events"
"""How every statement that gives `StoredRow`s begins."""

_PAGE: Final = f"{ROWS} WHERE position > $1 ORDER BY position LIMIT $2"
_STREAM: Final = f"{ROWS} WHERE stream = $1 ORDER BY version"
_STREAMS: Final = f"{ROWS} WHERE stream = ANY($1) AND position <= $2 ORDER BY position"
_LAST: Final = f"{ROWS} ORDER BY position DESC LIMIT 1"


async def read_page(connection: Connection, after: int, limit: int = PAGE_MAX) -> list[StoredRow]:
    """Read up to `limit` events that follow position `after`."""
    return [StoredRow(*row) for row in await connection.fetch(_PAGE, after, limit)]


async def read_stream(connection: Connection, stream: str) -> list[StoredRow]:
    """Read one stream from its first version."""
    return [StoredRow(*row) for row in await connection.fetch(_STREAM, stream)]


async def read_streams(
    connection: Connection, streams: Iterable[str], upto: int
) -> list[StoredRow]:
    """Read several streams up to a position, in position order."""
    return [StoredRow(*row) for row in await connection.fetch(_STREAMS, list(streams), upto)]


async def read_last(connection: Connection) -> StoredRow | None:
    """Read the log's last event; None when the log is empty."""
    row = await connection.fetchrow(_LAST)
    return StoredRow(*row) if row else None


async def read_log(
    connection: Connection, after: int = 0, upto: int | None = None
) -> AsyncIterator[StoredRow]:
    """Read the log page by page, each page its own short transaction; stops at the end."""
    while page := await read_page(connection, after):
        for row in page:
            if upto is not None and row.position > upto:
                return
            yield row
        after = page[-1].position


def decode(wire: Wire, row: StoredRow) -> Recorded[Any]:
    """Decode one row with its service's wire table; raises UnknownType."""
    header: Header = decode_header(row.header)
    return Recorded(header=header, event=wire.decode(header.type, row.data))
