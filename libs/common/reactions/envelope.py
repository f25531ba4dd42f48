"""The CloudEvents headers of a record, read strictly: what is missing or wrong is named."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from libs.common.decider import frozen
from libs.common.reactions.faults import FOREIGN_SOURCE, Fault, malformed
from libs.common.reactions.records import Record

NUMBER_MAX: Final = 2**31 - 1
TEXT_CHARACTERS_MAX: Final = 200
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
_TYPE: Final = re.compile(r"lianxun\.(?P<service>[a-z_]+)\.(?P<name>[A-Za-z0-9]+\.v[0-9]+)")


@frozen
class Envelope:
    """What a reader knows of an event before it looks at its data; `name` is the stored name."""

    id: str
    site: str
    service: str
    name: str
    stream: str
    epoch: int
    position: int
    sequence: int
    correlation: str
    recorded_at: str


def read_envelope(record: Record) -> Envelope:
    """Read the headers; raises Fault, naming the header."""
    site, service = origin_of(record.topic)
    source = _text(record, "ce_source")
    if source != f"/{site}/{service}":
        raise Fault(FOREIGN_SOURCE, f"{source} in {record.topic}")
    return Envelope(
        id=_identifier(record),
        site=site,
        service=service,
        name=_name(record, service),
        stream=_stream(record),
        epoch=_number(record, "epoch", maximum=NUMBER_MAX),
        position=_number(record, "position"),
        sequence=_number(record, "sequence", maximum=NUMBER_MAX),
        correlation=_text(record, "correlationid"),
        recorded_at=_time(record),
    )


def origin_of(topic: str) -> tuple[str, str]:
    """Give the site and the service that alone may write to a topic."""
    site, service, _ = topic.split(".")
    return site, service


def stream_of(record: Record) -> str:
    """Give the stream that a record seems to belong to, however bad it is.

    One from a foreign source is no part of the stream it names, so it must not block that one.
    """
    site, service = origin_of(record.topic)
    source = _decoded(record.header("ce_source"))
    name = _decoded(record.header("ce_subject")) or _decoded(record.key) or "?"
    return name if source in {None, f"/{site}/{service}"} else f"{source}/{name}"


def _text(record: Record, header: str) -> str:
    text = _decoded(record.header(header))
    if text is None:
        raise malformed(header)
    return text


def _decoded(value: bytes | None) -> str | None:
    """Read a header value, percent-encoded where it is not printable ASCII; None if it is bad."""
    text = unquote((value or b"").decode("utf-8", "replace"))
    is_good = 0 < len(text) <= TEXT_CHARACTERS_MAX and text.isprintable()
    return text if is_good and "\ufffd" not in text else None


def _number(record: Record, header: str, maximum: int | None = None) -> int:
    text = _text(record, header)
    if not _NUMBER.fullmatch(text) or int(text) < 1 or int(text) > (maximum or int(text)):
        raise malformed(header)
    return int(text)


def _identifier(record: Record) -> str:
    # Command ids are derived from it, so it has to be a uuid.
    try:
        return str(UUID(_text(record, "ce_id")))
    except ValueError:
        raise malformed("ce_id") from None


def _name(record: Record, service: str) -> str:
    match = _TYPE.fullmatch(_text(record, "ce_type"))
    if match is None or match["service"] != service:
        raise malformed("ce_type")
    return match["name"]


def _stream(record: Record) -> str:
    stream = _text(record, "ce_subject")
    # The key alone keeps a stream in one partition, and so in order.
    if record.key != stream.encode():
        raise malformed("key")
    return stream


def _time(record: Record) -> str:
    text = _text(record, "ce_time")
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise malformed("ce_time") from None
    return text
