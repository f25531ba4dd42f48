"""The narrow tables, made anew from events: heads of streams, receipts of commands, claims."""

from collections.abc import Sequence
from dataclasses import fields
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

import asyncpg

from libs.common.events.header import Header
from libs.common.events.header import decode as decode_header
from libs.common.events.wire import Stored, Wire
from libs.common.store.outcome import outcome_of
from libs.common.store.reading import StoredRow

CIRCLES: Final = ("events", "linked", "public")

# An older event never moves a stream back, so the rebuilding may run beside the writing.
_STREAMS: Final = """
INSERT INTO streams AS known
SELECT stream, version, leaf, events, linked, public,
       coalesce(string_to_array(nullif(tags, ''), E'\\t'), '{}')
  FROM unnest($1::text[], $2::int[], $3::bytea[], $4::int[], $5::int[], $6::int[], $7::text[])
       AS told(stream, version, leaf, events, linked, public, tags)
ON CONFLICT (stream) DO UPDATE SET
    version = greatest(known.version, excluded.version),
    last_leaf = CASE WHEN excluded.version >= known.version
                     THEN excluded.last_leaf ELSE known.last_leaf END,
    events_sequence = greatest(known.events_sequence, excluded.events_sequence),
    linked_sequence = greatest(known.linked_sequence, excluded.linked_sequence),
    public_sequence = greatest(known.public_sequence, excluded.public_sequence),
    tags = ARRAY(SELECT DISTINCT tag COLLATE "C"
                   FROM unnest(known.tags || excluded.tags) AS tag ORDER BY 1)"""
_RECEIPTS: Final = """
INSERT INTO receipts (command_id, first, last, outcome)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[])
ON CONFLICT (command_id) DO NOTHING"""
_CLAIMS: Final = """
INSERT INTO claims SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (key) DO NOTHING"""

_NO_CLAIMS: Final = next(each.default for each in fields(Stored) if each.name == "claims")

Held: TypeAlias = "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"


class Told(NamedTuple):
    """What the narrow tables take from an event; `data` is None once it was destroyed."""

    header: Header
    data: bytes | None
    leaf: bytes


def told(row: StoredRow) -> Told:
    """Take it from a stored row."""
    return Told(decode_header(row.header), row.data, row.leaf)


async def rebuild_narrow(connection: Held, wire: Wire, events: Sequence[Told]) -> None:
    """Bring the narrow tables up to whole commands, in log order; again changes nothing.

    Claims of destroyed events cannot be computed any more, so those that are there stay.
    Raises UnknownType and ValidationError for an event that this release cannot read.
    """
    await connection.execute(_STREAMS, *zip(*_streams(events), strict=True))
    await connection.execute(_RECEIPTS, *zip(*_receipts(events), strict=True))
    if claims := _claims(wire, events):
        await connection.execute(_CLAIMS, list(claims), list(claims.values()))


def _streams(events: Sequence[Told]) -> list[tuple[object, ...]]:
    ends: dict[str, Told] = {}
    numbers: dict[str, dict[str, int]] = {}
    tags: dict[str, set[str]] = {}
    for event in events:
        stream = event.header.stream
        ends[stream] = event
        numbers.setdefault(stream, {}).update(event.header.sequence or {})
        tags.setdefault(stream, set()).update(event.header.tags)
    return [
        (
            *(stream, end.header.version, end.leaf),
            *(numbers[stream].get(circle, 0) for circle in CIRCLES),
            "\t".join(sorted(tags[stream])),
        )
        for stream, end in ends.items()
    ]


def _receipts(events: Sequence[Told]) -> list[tuple[str, int, int, str]]:
    """A command's events lie side by side, because they were appended as one unit."""
    rows = []
    for command, group in groupby((event.header for event in events), lambda each: each.command):
        headers = list(group)
        rows.append((command, headers[0].position, headers[-1].position, outcome_of(headers)))
    return rows


def _claims(wire: Wire, events: Sequence[Told]) -> dict[str, str]:
    claims: dict[str, str] = {}
    for header, data, _ in events:
        if data is None or not _may_claim(wire, header.type):
            continue
        event = wire.decode(header.type, data)
        line = wire.line(event, header.stream.partition("-")[0])
        for claim in line.claims(event):
            claims.setdefault(claim.key, header.stream)
    return claims


def _may_claim(wire: Wire, name: str) -> bool:
    """Tell whether it is worth reading the event; older names and unknown ones always are."""
    line = wire.stored(name)
    return line is None or line.claims is not _NO_CLAIMS
