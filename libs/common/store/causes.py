"""Finding events by their cause: one by its id, or all that came of the same."""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

import orjson

from libs.common.store.reading import ROWS, Connection, StoredRow

TIME_ORDERED: Final = 7
"""The version of the uuids that say when they were made."""
_RANDOM_BITS: Final = 80
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MARGIN: Final = timedelta(milliseconds=1)

_ONE: Final = f"{ROWS} WHERE position > $1 AND position <= $2 AND position($3::bytea IN header) > 0"
_CORRELATED: Final = (
    f"{ROWS} WHERE correlation_of(header) = $1 AND position > $2 ORDER BY position LIMIT $3"
)


class Span(NamedTuple):
    """The moments between which an event of some id was recorded, both included."""

    first: datetime
    last: datetime


def span_of(event_id: UUID) -> Span | None:
    """Give when an id was made, which is when its event was recorded; None for other uuids."""
    if event_id.version != TIME_ORDERED:
        return None
    made = _EPOCH + timedelta(milliseconds=event_id.int >> _RANDOM_BITS)
    return Span(made - _MARGIN, made + 2 * _MARGIN)


async def read_event(
    connection: Connection, event_id: UUID, after: int, upto: int
) -> StoredRow | None:
    """Read the event of an id among these positions; None when it is not there."""
    # As the header writes it: a field's name cannot stand inside another field's text.
    written = b'"id":' + orjson.dumps(str(event_id))
    row = await connection.fetchrow(_ONE, after, upto, written)
    return StoredRow(*row) if row else None


async def read_correlated(
    connection: Connection, correlation: UUID, after: int, limit: int
) -> list[StoredRow]:
    """Read up to `limit` events of a correlation that follow position `after`."""
    written = str(correlation).encode()
    return [StoredRow(*row) for row in await connection.fetch(_CORRELATED, written, after, limit)]
