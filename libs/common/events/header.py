"""The header of an event: exact JSON text, fields in a fixed order, hashed into the log."""

from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final, NamedTuple

import orjson

SUITE: Final = 1
NO_LEAF: Final = "0" * 64
"""`previous` of a stream's first event."""


class Header(NamedTuple):
    """Everything known of an event but its data; absent fields are left out of the bytes."""

    site: str
    service: str
    epoch: int
    position: int
    stream: str
    version: int
    id: str
    type: str
    recorded_at: str
    actor: str
    role: str
    body: str
    correlation: str
    causation: str
    command: str
    classification: str
    audience: str
    previous: str
    data: str
    occurred_at: str | None = None
    rule: str | None = None
    tags: tuple[str, ...] = ()
    sequence: dict[str, int] | None = None
    corrects: str | None = None
    suite: int = SUITE


# The order of the stored text, frozen for ever; `Header` names the same fields.
FIELDS: Final = (
    *("suite", "site", "service", "epoch", "position", "stream", "version", "id", "type"),
    *("recorded_at", "occurred_at", "actor", "role", "body", "correlation", "causation"),
    *("command", "rule", "tags", "classification", "audience", "sequence", "corrects"),
    *("previous", "data"),
)
_in_writing: Final = itemgetter(*map(Header._fields.index, FIELDS))
_in_order: Final = itemgetter(*Header._fields)
_ABSENT: Final = Header._field_defaults
_NAMES: Final = frozenset(FIELDS)
_OPTIONAL: Final = tuple(name for name, value in _ABSENT.items() if not value)


def encode(header: Header) -> bytes:
    """Write the header's bytes; raises ValueError when a text holds a control character."""
    return written(dict(zip(FIELDS, _in_writing(header), strict=True)))


def written(fields: dict[str, Any]) -> bytes:
    """Write all `FIELDS`, given in their order; what is absent is taken out of them.

    Raises ValueError when a text holds a control character.
    """
    for name in _OPTIONAL:
        # An empty text is there all the same: without it the header could not be read again.
        if not fields[name] and fields[name] != "":
            del fields[name]
    text = orjson.dumps(fields)
    if b"\\" in text and _has_control_character(text):
        raise ValueError("a control character in a header")
    return text


def decode(stored: bytes) -> Header:
    """Read a header; raises ValueError or TypeError when it is not one."""
    fields = _ABSENT | orjson.loads(stored)
    if fields.keys() != _NAMES:
        raise ValueError("not the fields of a header")
    fields["tags"] = tuple(fields["tags"])
    return Header._make(_in_order(fields))


def _has_control_character(written: bytes) -> bool:
    """Tell whether JSON text escapes anything but backslashes and quotation marks.

    PostgreSQL reads headers as JSON and cannot read NUL; a line break would part the columns.
    """
    return b"\\" in written.replace(rb"\\", b"").replace(rb"\"", b"")


def write_time(moment: datetime) -> str:
    """Write a moment as UTC with six decimals, so that times sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """Read what `write_time` wrote."""
    return datetime.fromisoformat(text)
