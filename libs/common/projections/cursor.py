"""Cursors: where a page ended, in opaque text that is good for the same list only."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final, NamedTuple, TypeVar

import orjson

from libs.common.projections.asked import Asked, BadCursor
from libs.common.projections.columns import Column, parse_text

R = TypeVar("R")

CURSOR_CHARACTERS_MAX: Final = 16_384
POSITION_MAX: Final = 2**63 - 1


class Place(NamedTuple):
    """The last row of a page by its rank and key, and the position that the page showed."""

    position: int
    rank: object
    key: str


def write_cursor(asked: Asked[R], row: R, position: int) -> str:
    """Write the cursor that stands behind a row."""
    rank = getattr(row, asked.sort.name)
    written = None if rank is None else asked.sort.kind.write(rank)
    place = [asked.fingerprint, position, written, getattr(row, asked.key.name)]
    return urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def read_cursor(asked: Asked[Any], cursor: str) -> Place:
    """Read a cursor; raises BadCursor."""
    try:
        fingerprint, position, rank, key = orjson.loads(_bytes(cursor))
        if fingerprint != asked.fingerprint:
            raise BadCursor("it was given for another list, filter or order")
        return Place(_position(position), _rank(asked.sort, rank), parse_text(key))
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BadCursor("it was not given by this list") from error


def _bytes(cursor: str) -> bytes:
    if len(cursor) > CURSOR_CHARACTERS_MAX:
        raise ValueError("too long")
    return urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))


def _position(position: object) -> int:
    if type(position) is not int or not 0 <= position <= POSITION_MAX:
        raise ValueError("no position")
    return position


def _rank(column: Column, text: str | None) -> object:
    if text is None and not column.optional:
        raise ValueError("no rank")
    return None if text is None else column.kind.parse(text)
